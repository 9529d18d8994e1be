package org.nansen.gateway.ledger;

import java.util.concurrent.CompletableFuture;

/** Entries that people cause: append-only and hash-chained with everything else that happened. */
public interface Journal {

    /**
     * Writes an entry; durable when the future completes.
     *
     * @param kind short word, for example {@code record.read}
     * @param subject id of what it is about
     * @param actor login of who did it
     */
    CompletableFuture<Void> note(String kind, String subject, String actor);
}
