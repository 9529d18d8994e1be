package org.nansen.gateway.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Takes due tasks of one system. Each statement reads one range of an index in order and stops when it has enough, so
 * that neither a long backlog nor a lane that is down makes it slower.
 */
final class DueTasks {

    static final String DUE = "select record_id from task where queue = ? and system = ? and state = ? and priority = ?"
            + " and lane = ? and due_at <= ? order by due_at, record_id limit ?";
    static final String WOKEN = "select record_id from task where lane = ? and lane <> '' and queue = ? and system = ?"
            + " and wake_at <= ? and due_at <= ? and state = 'ready' order by wake_at, record_id limit ?";

    /** Each lane is found by one step into the index, however many tasks wait for it. */
    static final String LANES = "with recursive known (lane) as (select min(lane) from task where lane <> ''"
            + " union all select (select min(t.lane) from task t where t.lane <> '' and t.lane > known.lane)"
            + " from known where known.lane is not null) select lane from known where lane is not null";

    static final List<String> STATES = List.of("ready", "waiting");

    private static final String TAKE =
            "update task set state = 'claimed', fence = fence + 1, holder = ?, lease_until = ? where queue || '' = ?"
                    + " and record_id in (?) returning record_id, person_id, queue, system, attempts, fence, received_at";

    private final Archive archive;
    private final Duration lease;

    DueTasks(Archive archive, Duration lease) {
        this.archive = archive;
        this.lease = lease;
    }

    /** Returns the lanes that tasks wait for, those without any last: what waited before is older. */
    List<String> lanes(Batch batch) throws SQLException {
        List<String> all = new ArrayList<>(batch.sql().list(LANES, row -> row.getString(1)));
        all.add("");
        return all;
    }

    /** Takes what goes first, then the rest, oldest first, of the lanes. */
    List<Claim> take(Batch batch, Of of, Collection<String> lanes, int most) throws SQLException {
        List<Claim> taken = new ArrayList<>();
        for (int priority : Urgency.ALL) {
            for (String state : STATES) {
                for (String lane : lanes) {
                    int left = most - taken.size();
                    if (left > 0) {
                        taken.addAll(taken(
                                batch,
                                of,
                                batch.sql()
                                        .list(
                                                DUE,
                                                row -> row.getString(1),
                                                of.queue,
                                                of.system,
                                                state,
                                                priority,
                                                lane,
                                                batch.now(),
                                                left)));
                    }
                }
            }
        }
        return taken;
    }

    /** Takes what waits for the lane and shall not wait any longer, even while it is down. */
    List<Claim> woken(Batch batch, Of of, Collection<String> lanes, int most) throws SQLException {
        List<Claim> taken = new ArrayList<>();
        for (String lane : lanes) {
            int left = most - taken.size();
            if (left > 0) {
                taken.addAll(taken(
                        batch,
                        of,
                        batch.sql()
                                .list(
                                        WOKEN,
                                        row -> row.getString(1),
                                        lane,
                                        of.queue,
                                        of.system,
                                        batch.now(),
                                        batch.now(),
                                        left)));
            }
        }
        return taken;
    }

    /**
     * By their keys, in a statement of its own: PostgreSQL, while its statistics know an empty queue, ran a subquery once
     * for each task that waits, or looked through all of the queue for those of the keys.
     */
    private List<Claim> taken(Batch batch, Of of, List<String> due) throws SQLException {
        return batch.sql()
                .among(TAKE, due, row -> claim(row, of.tenure), batch.node(), batch.now() + lease.toMillis(), of.queue);
    }

    private Claim claim(ResultSet row, Tenure tenure) throws SQLException {
        return new RecordInHand(
                archive,
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getInt(5),
                row.getLong(6),
                tenure,
                Instant.ofEpochMilli(row.getLong(7)));
    }

    /** Whose tasks. */
    record Of(String queue, String system, Tenure tenure) {}
}
