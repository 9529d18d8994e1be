package org.nansen.gateway.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Takes work from the ledger in batches, in turn between systems, under a lease and a fence. */
final class Claims {

    /** No due time lies further ahead than this; one that does was set before the clock was put back. */
    static final Duration FURTHEST = Duration.ofMinutes(15);

    private static final String DUE_TASKS = "select record_id from task where queue = ? and system = ?"
            + " and state in ('ready', 'waiting') and due_at <= ?";
    private static final String TAKE_TASKS =
            "update task set state = 'claimed', fence = fence + 1, holder = ?, lease_until = ? where queue = ?"
                    + " and record_id in (";
    private static final String TASKS_TAKEN =
            ") returning record_id, person_id, queue, system, attempts, fence, received_at";
    private static final String TAKE_LETTERS =
            "update letter set state = 'claimed', fence = fence + 1, holder = ?, lease_until = ? where id in ("
                    + "select l.id from letter l where l.open = 1 and l.channel = ? and l.system = ?"
                    + " and l.state = 'ready' and l.due_at <= ?"
                    + " and (l.kind = 'M2' or not exists (select 1 from hold h"
                    + " where h.destination = l.destination or h.destination = 'all'))"
                    + " and (l.person_id = '' or not exists (select 1 from letter e where e.open = 1"
                    + " and e.person_id = l.person_id and e.destination = l.destination and e.id < l.id))"
                    + " order by l.due_at, l.id limit ?"
                    + ") returning id, record_id, receipt_id, person_id, channel, system, attempts, fence, address";

    private final GroupCommit writer;
    private final Archive archive;
    private final ProbedLanes lanes;
    private final Systems systems;
    private final Clock clock;
    private final Duration lease;
    private volatile long tidiedAt;

    Claims(GroupCommit writer, Archive archive, ProbedLanes lanes, Systems systems, Clock clock, Duration lease) {
        this.writer = writer;
        this.archive = archive;
        this.lanes = lanes;
        this.systems = systems;
        this.clock = clock;
        this.lease = lease;
    }

    /** Takes up to {@code most} units of a queue; a queue whose own dependency is down gives one to probe with, or none. */
    CompletableFuture<List<Claim>> take(String queue, int most) {
        Tenure tenure = Tenure.from(clock, lease);
        if (Queues.isForRecords(queue)) {
            return writer.submit(batch -> tasks(batch, queue, most, tenure), most);
        }
        String lane = Queues.lane(queue);
        boolean down = lanes.outage(lane).isPresent();
        if (!down) {
            return writer.submit(batch -> letters(batch, queue, most, tenure), most);
        }
        if (!lanes.probeIsDue(lane)) {
            return CompletableFuture.completedFuture(List.of());
        }
        // The probe is spent only when there is something to probe with.
        return writer.submit(batch -> letters(batch, queue, 1, tenure)).thenApply(probe -> {
            if (!probe.isEmpty()) {
                lanes.mayTry(lane);
            }
            return probe;
        });
    }

    private List<Claim> tasks(Batch batch, String queue, int most, Tenure tenure) throws SQLException {
        tidy(batch);
        systems.learn(batch);
        List<String> paused = lanes.outages().stream().map(Lanes.Outage::lane).toList();
        String lane = paused.isEmpty() ? "" : " and (lane not in (" + Sql.marks(paused.size()) + ") or wake_at <= ?)";
        long until = batch.now() + lease.toMillis();
        List<String> inTurn = systems.inTurn();
        List<Claim> taken = new ArrayList<>();
        for (String down : paused) {
            if (taken.size() < most && lanes.probeIsDue(down)) {
                taken.addAll(fairly(inTurn, 1, (system, share) -> batch.sql()
                        .list(
                                TAKE_TASKS + DUE_TASKS + " and lane = ? order by due_at, record_id limit ?"
                                        + TASKS_TAKEN,
                                row -> task(row, tenure),
                                batch.node(),
                                until,
                                queue,
                                queue,
                                system,
                                batch.now(),
                                down,
                                share)));
            }
        }
        taken.addAll(fairly(inTurn, most - taken.size(), (system, share) -> {
            List<Object> values = new ArrayList<>(List.of(batch.node(), until, queue, queue, system, batch.now()));
            if (!paused.isEmpty()) {
                values.addAll(paused);
                values.add(batch.now());
            }
            values.add(share);
            return batch.sql()
                    .list(
                            TAKE_TASKS + DUE_TASKS + lane + " order by due_at, record_id limit ?" + TASKS_TAKEN,
                            row -> task(row, tenure),
                            values.toArray());
        }));
        return taken;
    }

    private List<Claim> letters(Batch batch, String channel, int most, Tenure tenure) throws SQLException {
        tidy(batch);
        systems.learn(batch);
        List<String> inTurn = Queues.isReply(channel) ? List.of(Queues.replySystem(channel)) : systems.inTurn();
        long until = batch.now() + lease.toMillis();
        return fairly(inTurn, most, (system, share) -> batch.sql()
                .list(
                        TAKE_LETTERS,
                        row -> letter(row, tenure),
                        batch.node(),
                        until,
                        channel,
                        system,
                        batch.now(),
                        share));
    }

    /** First an equal share for each system, then whatever is left for whoever has more. */
    private static List<Claim> fairly(List<String> inTurn, int most, Taking taking) throws SQLException {
        List<Claim> taken = new ArrayList<>();
        List<String> asked = inTurn;
        for (int round = 0; round < 2; round++) {
            List<String> mayHaveMore = new ArrayList<>();
            for (String system : asked) {
                int left = most - taken.size();
                int share = round == 0 ? Math.min(left, Math.max(1, most / inTurn.size())) : left;
                if (share > 0) {
                    List<Claim> given = taking.take(system, share);
                    taken.addAll(given);
                    if (given.size() == share) {
                        mayHaveMore.add(system);
                    }
                }
            }
            asked = mayHaveMore;
        }
        return taken;
    }

    private interface Taking {
        List<Claim> take(String system, int share) throws SQLException;
    }

    /**
     * Once a minute: leases that ran out are void, and due times left behind by a clock that was put back are now. System by
     * system and queue by queue, because so the index leads to them, however much else waits.
     */
    private void tidy(Batch batch) throws SQLException {
        if (Math.abs(batch.now() - tidiedAt) < 60_000) {
            return;
        }
        tidiedAt = batch.now();
        for (String system : batch.sql().list("select system from arrival order by system", row -> row.getString(1))) {
            for (String queue : List.of("screening", "disclosure")) {
                tidy(batch, "task set", "queue", queue, system);
            }
            for (String channel : List.of("mail", "reply." + system)) {
                tidy(batch, "letter set", "open = 1 and channel", channel, system);
            }
        }
    }

    private void tidy(Batch batch, String table, String where, String queue, String system) throws SQLException {
        String which = " where " + where + " = ? and system = ? and state ";
        batch.sql()
                .update(
                        "update " + table + " state = 'ready'" + which
                                + "= 'claimed' and (lease_until < ? or lease_until > ?)",
                        queue,
                        system,
                        batch.now(),
                        batch.now() + lease.toMillis() * 2);
        batch.sql()
                .update(
                        "update " + table + " due_at = ?" + which + "in ('ready', 'waiting') and due_at > ?",
                        batch.now(),
                        queue,
                        system,
                        batch.now() + FURTHEST.toMillis());
    }

    private Claim task(ResultSet row, Tenure tenure) throws SQLException {
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

    private Claim letter(ResultSet row, Tenure tenure) throws SQLException {
        String receiptId = row.getString(3);
        String id = row.getString(1);
        String channel = row.getString(5);
        String system = row.getString(6);
        int attempts = row.getInt(7);
        long fence = row.getLong(8);
        return receiptId == null
                ? new LetterInHand(archive, id, row.getString(4), channel, system, attempts, fence, tenure)
                : new ReceiptInHand(id, receiptId, row.getString(9), channel, system, attempts, fence, tenure);
    }
}
