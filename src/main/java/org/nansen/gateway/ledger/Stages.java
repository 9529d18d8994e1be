package org.nansen.gateway.ledger;

import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a record stands, derived from its open work and letters, and kept in step with the counters of the identity.
 */
final class Stages {

    static final String ARRIVING = "arriving";
    static final String HELD = "held";
    static final String SCREENING = "screening";
    static final String WAITING = "waiting";
    static final String REVIEW = "review";
    static final String DELIVERY = "delivery";
    static final String PARKED = "parked";
    static final String DELIVERED = "delivered";
    static final String WITHHELD = "withheld";
    static final String DUPLICATE = "duplicate";
    static final String REJECTED = "rejected";
    static final String SKIPPED = "skipped";
    static final String ABANDONED = "abandoned";
    static final String RECEIVED = "received";

    /** Stages in which a record is still in flight. */
    static final Set<String> IN_FLIGHT = Set.of(ARRIVING, HELD, SCREENING, WAITING, REVIEW, DELIVERY);

    private Stages() {}

    /** Moves a record to another stage and the counters with it. */
    static void move(Batch batch, String recordId, String system, String from, String to) throws SQLException {
        if (!from.equals(to)) {
            batch.sql().update("update record set stage = ? where id = ?", to, recordId);
            batch.count(system, from, -1);
            batch.count(system, to, 1);
        }
    }

    /** Derives the record's stage anew after its work or letters changed. */
    static void settle(Batch batch, String recordId) throws SQLException {
        Head head = batch.sql()
                .first(
                        "select system, stage, late from record where id = ?",
                        row -> new Head(row.getString(1), row.getString(2), row.getInt(3)),
                        recordId);
        if (head != null) {
            move(batch, recordId, head.system, head.stage, derive(batch.sql(), recordId, head));
        }
    }

    private static String derive(Sql sql, String recordId, Head head) throws SQLException {
        Weights tasks = new Weights();
        sql.list(
                "select queue, state from task where record_id = ?",
                row -> tasks.task(row.getString(1), row.getString(2)),
                recordId);
        sql.list("select state from letter where record_id = ?", row -> tasks.letter(row.getString(1)), recordId);
        if (tasks.parked) {
            return PARKED;
        }
        if (head.late != 0 || tasks.review) {
            return REVIEW;
        }
        if (tasks.open != null) {
            return tasks.open;
        }
        return tasks.delivered ? DELIVERED : WITHHELD;
    }

    private record Head(String system, String stage, int late) {}

    private static final class Weights {

        private boolean parked;
        private boolean review;
        private boolean delivered;
        private @Nullable String open;

        boolean task(String queue, String state) {
            switch (state) {
                case "parked" -> parked = true;
                case "review" -> review = true;
                case "waiting" -> open = WAITING;
                default -> {
                    // Screening that goes on behind an interim answer is what the record is waiting for.
                    if (queue.equals(SCREENING) || open == null) {
                        open = queue.equals(SCREENING) ? SCREENING : DELIVERY;
                    }
                }
            }
            return true;
        }

        boolean letter(String state) {
            switch (state) {
                case "parked" -> parked = true;
                case "review" -> review = true;
                case "delivered" -> delivered = true;
                case "ready", "claimed" -> open = open == null ? DELIVERY : open;
                default -> {
                    // refused or replaced: nothing to wait for
                }
            }
            return true;
        }
    }
}
