package org.nansen.gateway.ledger;

import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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

    /** No stage: how many of those that are {@code withheld} are from before the date of their system's feed. */
    static final String HISTORY = "history";

    /** Stages in which a record is still in flight. */
    static final Set<String> IN_FLIGHT = Set.of(ARRIVING, HELD, SCREENING, WAITING, REVIEW, DELIVERY);

    private Stages() {}

    /** Where rows of a whole stock stand that are as they were, by the stored state of their drop. */
    static String ofUnchanged(String dropState) {
        return switch (dropState) {
            case "held" -> HELD;
            case "accepted" -> DUPLICATE;
            case "refused" -> ABANDONED;
            default -> ARRIVING;
        };
    }

    /** Moves a record to another stage and the counters with it. */
    static void move(Batch batch, String recordId, String system, String from, String to) {
        if (!from.equals(to)) {
            batch.putOff("update record set stage = ? where id = ?", to, recordId);
            batch.count(system, from, -1);
            batch.count(system, to, 1);
        }
    }

    /** Derives the records' stages anew after their work or letters changed. */
    static void settle(Batch batch, Sql sql, Collection<String> records) throws SQLException {
        Map<String, Known> all = new TreeMap<>();
        sql.among(
                "select id, 'record', system, stage, late from record where id in (?)"
                        + " union all select record_id, 'task', queue, state, 0 from task where record_id in (?)"
                        + " union all select record_id, 'letter', channel, state, 0 from letter where record_id in (?)",
                records,
                row -> all.computeIfAbsent(row.getString(1), id -> new Known())
                        .add(row.getString(2), row.getString(3), row.getString(4), row.getInt(5)));
        for (Map.Entry<String, Known> known : all.entrySet()) {
            Head head = known.getValue().head;
            if (head != null) {
                move(
                        batch,
                        known.getKey(),
                        head.system,
                        head.stage,
                        known.getValue().rule.stage(head.late));
            }
        }
    }

    private record Head(String system, String stage, boolean late) {}

    private static final class Known {

        private final StageRule rule = new StageRule();
        private @Nullable Head head;

        boolean add(String what, String name, String state, int late) {
            switch (what) {
                case "task" -> rule.task(name, state);
                case "letter" -> rule.letter(state);
                default -> head = new Head(name, state, late != 0);
            }
            return true;
        }
    }
}
