package org.nansen.gateway.ledger;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What systems hand over: files, messages and requests, taken in chunks, each chunk durable in one commit. */
public interface Drops {

    /**
     * Opens the drop if this is its first chunk, writes the chunk and ends the drop as told. The future completes when
     * that is durable; before it nothing may be acknowledged. Records become work only by {@link Ending#release()}.
     * A chunk that is durable already is a repeat and changes nothing.
     *
     * <p>The future fails with {@link org.nansen.gateway.record.Unavailable} when the ledger cannot be written, or with
     * {@code NG-509} when the chunk does not follow what is durable, since somebody else reads the same drop; and with
     * {@link org.nansen.gateway.record.Rejected} {@code NG-123} when the drop's Idempotency-Key was used with another
     * body.
     */
    CompletableFuture<Drop> append(NewDrop drop, Chunk chunk, Ending ending);

    Optional<Drop> find(String receiptId);

    /** Returns the drop that the system opened with this key, if any. */
    Optional<Drop> findByKey(String system, String idempotencyKey);

    /** Returns the system's drops that are not ended: being read now, or left when the gateway stopped. */
    List<Drop> arriving(String system);

    /** What a drop that is a whole stock came to; empty for one that is none. */
    default Optional<Snapshot> stock(String receiptId) {
        return Optional.empty();
    }

    /** Returns the chunks already durable, in order: what a resumed read compares its digests with. */
    List<Mark> marks(String receiptId);

    /** An operator's word on a held drop: its records become work. Empty when the drop is not held. */
    CompletableFuture<Optional<Drop>> releaseHeld(String receiptId, String by);

    /** An operator's word on a held drop: its records are abandoned. Empty when the drop is not held. */
    CompletableFuture<Optional<Drop>> refuseHeld(String receiptId, String by);

    /**
     * A system's whole stock.
     *
     * @param present rows that were there before it
     * @param vanished of these, rows that are not in it (as long as it is held: would be in review if it were released)
     * @param returned rows that had vanished and are there again
     * @param unchanged rows that are as they were
     * @param decides whether it can say at all what vanished: it was read to its end, and of each row at least the number
     *     could be read
     */
    record Snapshot(long present, long vanished, long returned, long unchanged, boolean decides) {}

    /**
     * A durable chunk.
     *
     * @param position source units (rows, elements) read up to its end
     * @param digest digest of the source content from the drop's start up to its end, chained chunk by chunk
     */
    record Mark(long position, String digest) {

        /** Before the first chunk. */
        public static final Mark START = new Mark(0, "");
    }
}
