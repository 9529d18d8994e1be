package org.nansen.gateway.ledger;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long what a system handed over is kept.
 *
 * @param from what the time counts from
 * @param record how long the record, its letters and its drop are kept; a day at least
 * @param answers how long answers of the screening endpoint are kept, or null for as long as the record
 */
public record Retention(
        From from, Duration record, @Nullable Duration answers) {

    private static final Duration SHORTEST = Duration.ofDays(1);

    public Retention {
        if (record.compareTo(SHORTEST) < 0 || answers != null && answers.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException("kept for less than a day");
        }
    }

    /** What the time counts from. */
    public enum From {
        /** From the close of the person's last case, or from receipt where that was later. */
        CASE_CLOSED,
        /** From receipt. */
        RECEIVED
    }

    /** When answers go at the earliest, counted from the same moment as the record. */
    Duration firstStep() {
        return answers != null && answers.compareTo(record) < 0 ? answers : record;
    }
}
