package org.nansen.gateway.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a system's drops are, which decides how their records are judged.
 *
 * @param snapshot how a whole stock is judged, or null where drops hold changes only
 * @param historyBefore what happened before this is stored for linking, and neither asked nor told; or null
 */
public record Feed(@Nullable Snapshot snapshot, @Nullable Instant historyBefore) {

    /** Changes, all of them of today. */
    public static final Feed CHANGES = new Feed(null, null);

    boolean isSnapshot() {
        return snapshot != null;
    }

    boolean isHistory(Instant eventTime) {
        return historyBefore != null && eventTime.isBefore(historyBefore);
    }

    /** Whether older code must not judge the records. */
    boolean isSorted() {
        return snapshot != null || historyBefore != null;
    }

    /**
     * Each drop is the whole stock.
     *
     * @param limit how many rows may vanish at once before the drop is held
     * @param byName whether file names sort as the stocks were taken
     */
    public record Snapshot(Limit limit, boolean byName) {}

    /**
     * How many rows may vanish at once.
     *
     * @param percent of the rows that were there, or null where the share does not matter
     * @param rows however many there were, or null where the number does not matter
     * @param free so few that they may always vanish
     */
    public record Limit(@Nullable Long percent, @Nullable Long rows, long free) {

        /** For systems that say nothing: one of twenty, and never more than a thousand people. */
        public static final Limit USUAL = new Limit(5L, 1_000L, 3);

        boolean isExceededBy(long vanished, long present) {
            return vanished > free
                    && (percent != null && Math.multiplyExact(vanished, 100L) > Math.multiplyExact(present, percent)
                            || rows != null && vanished > rows);
        }
    }
}
