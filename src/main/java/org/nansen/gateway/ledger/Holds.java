package org.nansen.gateway.ledger;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Destinations that an operator stopped. One person stops at once; lifting takes two. */
public interface Holds {

    /** The name that means every destination. */
    String ALL = "all";

    /** Stops letters to the destination, or to {@link #ALL}; durable when the future completes. */
    CompletableFuture<Hold> hold(String destination, String by, String reason);

    /**
     * Asks for the hold to be lifted, or lifts it when somebody else asked before.
     *
     * @return the hold as it stands then, or null when it is lifted or there was none
     */
    CompletableFuture<@Nullable Hold> lift(String destination, String by);

    List<Hold> holds();

    /** A destination that is stopped; {@code liftAskedBy} is who asked first for lifting, or null. */
    record Hold(
            String destination,
            String by,
            Instant since,
            String reason,
            @Nullable String liftAskedBy) {}
}
