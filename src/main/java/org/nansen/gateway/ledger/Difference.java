package org.nansen.gateway.ledger;

import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.AsylumRecord;

/**
 * An arrival of a whole stock as it is compared with what is known, before anything of it is sealed.
 *
 * @param sourceKey what makes it the same thing as an earlier arrival: system, record number, event, ordinal
 * @param row what makes it the same row of the stock, whatever it tells: system, record number, ordinal
 */
record Difference(Arrival arrival, String sourceKey, String row, String contentHash) {

    /** The row that a source key belongs to. */
    static String rowOf(String sourceKey) {
        String[] parts = sourceKey.split(":", -1);
        return parts[0] + ":" + parts[2];
    }

    AsylumRecord record() {
        return arrival.record();
    }

    @Nullable
    String version() {
        return record().source().version();
    }

    /** Whether it would be judged a duplicate: the same version with the same content, or the newest content. */
    boolean isKnown(@Nullable Seen seen) {
        if (seen == null) {
            return false;
        }
        String version = version();
        return contentHash.equals(version == null ? seen.contentHash() : seen.contentOf(version));
    }

    @Override
    public String toString() {
        return "Difference[line=" + arrival.line() + "]";
    }
}
