package org.nansen.gateway.ledger;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * Once a minute: leases that ran out are void, and due times left behind by a clock that was put back are now. Looks only
 * at what is in somebody's hand and at the far end of each range of the claims' indexes, not at the backlog.
 */
final class Tidying {

    private static final long EVERY = 60_000;

    private final Duration lease;
    private volatile long tidiedAt;

    Tidying(Duration lease) {
        this.lease = lease;
    }

    void tidy(Batch batch, Collection<String> systems, List<String> lanes) throws SQLException {
        if (Math.abs(batch.now() - tidiedAt) < EVERY) {
            return;
        }
        tidiedAt = batch.now();
        for (String table : List.of("task", "letter")) {
            batch.sql()
                    .update(
                            "update " + table + " set state = 'ready' where state = 'claimed'"
                                    + " and (lease_until < ? or lease_until > ?)",
                            batch.now(),
                            batch.now() + lease.toMillis() * 2);
        }
        long furthest = batch.now() + Claims.FURTHEST.toMillis();
        for (String system : systems) {
            for (int priority : Urgency.ALL) {
                tasks(batch, system, priority, lanes, furthest);
                for (String channel : List.of("mail", Queues.replyOf(system))) {
                    batch.sql()
                            .update(
                                    "update letter set due_at = ? where open = 1 and channel = ? and system = ?"
                                            + " and state = 'ready' and priority = ? and due_at > ?",
                                    batch.now(),
                                    channel,
                                    system,
                                    priority,
                                    furthest);
                }
            }
        }
    }

    private static void tasks(Batch batch, String system, int priority, List<String> lanes, long furthest)
            throws SQLException {
        for (String queue : Queues.FOR_RECORDS) {
            for (String state : DueTasks.STATES) {
                for (String lane : lanes) {
                    batch.sql()
                            .update(
                                    "update task set due_at = ? where queue = ? and system = ? and state = ?"
                                            + " and priority = ? and lane = ? and due_at > ?",
                                    batch.now(),
                                    queue,
                                    system,
                                    state,
                                    priority,
                                    lane,
                                    furthest);
                }
            }
        }
    }
}
