package org.nansen.gateway.ledger;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The way back to work after the ledger was put back from an earlier time. Letters that may have gone out in the lost time
 * are held; a person says of each set of them that it went ({@link Word#SENT}) or is to go ({@link Word#SEND}), under the
 * Message-ID that it has. As long as a restoration is open, every new letter is held too, because what systems hand over
 * again may have been told before.
 */
public interface Restorations {

    /** Whether the ledger ever went back, newest first. */
    List<Restoration> all();

    /** What is held, by system and destination. */
    List<HeldSet> held();

    /** Held letters in the order of their ids, after the id {@code after}. The id is the Message-ID's first part. */
    List<HeldLetter> letters(@Nullable String system, @Nullable String destination, String after, int limit);

    /**
     * Settles held letters and returns how many there were; what of them goes, goes in the usual order.
     *
     * @param which which of the held letters
     * @param by who says so
     */
    CompletableFuture<Long> settle(Which which, Word word, String by);

    /**
     * Ends every open restoration: what systems hand over from now on goes as usual. What is held stays held, and so does
     * what is written later for a record received before. False when none is open.
     */
    CompletableFuture<Boolean> end(String by);

    /** What became of a held letter, or is to. */
    enum Word {
        /** It went out in the lost time; it counts as delivered. */
        SENT,
        /** It did not go out; it goes now. */
        SEND
    }

    /**
     * A choice of held letters; what is null does not narrow it.
     *
     * @param ids the letters by id, others are left alone; null for all
     */
    record Which(
            @Nullable String system,
            @Nullable String destination,
            @Nullable List<String> ids) {}

    /**
     * A time that the ledger lost.
     *
     * @param why {@code backup} when it was put back by the gateway's own command, {@code older} when the gateway found that
     *     the ledger did not know what it had acknowledged
     * @param knownUntil the last thing that it knows is from then; what came and went after that is lost
     * @param endedBy who ended it, or null while it is open
     */
    record Restoration(
            Instant foundAt,
            String why,
            @Nullable String backup,
            Instant knownUntil,
            @Nullable String endedBy) {}

    /** Letters that wait for a word. */
    record HeldSet(String system, String destination, long letters, Instant oldest, Instant newest) {}

    /** A letter that waits for a word. */
    record HeldLetter(String id, @Nullable String recordId, String system, String destination, Instant writtenAt) {}
}
