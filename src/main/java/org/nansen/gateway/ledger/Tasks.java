package org.nansen.gateway.ledger;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.record.Unavailable;

/** A room's work on a record, as a row. */
final class Tasks {

    /**
     * The one row of a claim. PostgreSQL shall find it by its key alone, and would otherwise at times walk through an
     * index over all that is claimed, or all of the queue.
     */
    static final String HELD = " where record_id = ? and queue || '' = ? and fence = ? and state || '' = 'claimed'";

    private Tasks() {}

    /** Adds the work; one task a record and queue, so that handing on twice is handing on once. */
    static void insert(Batch batch, String recordId, String personId, String system, String queue, long receivedAt) {
        insert(batch, recordId, personId, system, queue, receivedAt, null);
    }

    /**
     * The same with the priority of the record, where it may not be in the record's row yet.
     *
     * @param priority or null for the one in the row
     */
    static void insert(
            Batch batch,
            String recordId,
            String personId,
            String system,
            String queue,
            long receivedAt,
            @Nullable Integer priority) {
        batch.putOff(
                "insert into task (record_id, person_id, queue, system, state, due_at, attempts, lane,"
                        + " lease_until, fence, received_at, priority) values (?, ?, ?, ?, 'ready', ?, 0, '', 0, 0, ?,"
                        + " coalesce(?, (select priority from record where id = ?), 1))"
                        + " on conflict (record_id, queue) do update set state = 'ready', due_at = excluded.due_at,"
                        + " lane = '', priority = excluded.priority",
                recordId,
                personId,
                queue,
                system,
                batch.now(),
                receivedAt,
                priority,
                recordId);
    }

    /** Ends the claims of these results, and returns for each whether it was still held, as 1 or 0. */
    static int[] end(Batch batch, List<RecordResult> results) throws SQLException {
        List<Object[]> claims = new ArrayList<>();
        for (RecordResult result : results) {
            RecordInHand claim = result.claim();
            claims.add(new Object[] {claim.recordId(), claim.queue(), claim.fence()});
        }
        return batch.sql().each("delete from task" + HELD, claims);
    }

    /**
     * Puts the task back, for another try where the completion says so, or for a person; false when the claim is void.
     *
     * @param review why a person has to look
     */
    static boolean keepOpen(
            Batch batch, RecordInHand claim, Completion completion, @Nullable FaultCode review, Duration waitForPerson)
            throws SQLException {
        Completion.Again again = completion.again();
        String state = "review";
        FaultCode why = review;
        long due = batch.now();
        String lane = "";
        if (again != null) {
            boolean over =
                    again.waiting() && batch.now() - claim.receivedAt().toEpochMilli() > waitForPerson.toMillis();
            state = over ? "parked" : again.waiting() ? "waiting" : "ready";
            why = again.why();
            due += Math.min(again.in().toMillis(), Claims.FURTHEST.toMillis() - 60_000);
            lane = again.lane() == null ? "" : again.lane();
        }
        long wake = completion.noLaterThan() == null
                ? Long.MAX_VALUE
                : completion.noLaterThan().toEpochMilli();
        int kept = batch.sql()
                .update(
                        "update task set state = ?, due_at = ?, wake_at = ?, attempts = attempts + 1, lane = ?, fault = ?"
                                + HELD,
                        state,
                        Math.min(due, wake),
                        wake,
                        lane,
                        why == null ? null : why.code(),
                        claim.recordId(),
                        claim.queue(),
                        claim.fence());
        if (kept > 0 && !state.equals("ready")) {
            batch.sql()
                    .update(
                            "update record set fault = ? where id = ?",
                            why == null ? null : why.code(),
                            claim.recordId());
        }
        return kept > 0;
    }

    static void defer(Batch batch, RecordInHand claim, Unavailable why, long pause) throws SQLException {
        batch.sql()
                .update(
                        "update task set state = 'ready', due_at = ?, attempts = attempts + 1, fault = ?, lane = ?"
                                + HELD,
                        batch.now() + pause,
                        why.code().code(),
                        why.dependency(),
                        claim.recordId(),
                        claim.queue(),
                        claim.fence());
    }

    /** Puts the task back as it was before the claim. */
    static void giveBack(Batch batch, RecordInHand claim) throws SQLException {
        batch.sql().update("update task set state = 'ready'" + HELD, claim.recordId(), claim.queue(), claim.fence());
    }

    static boolean park(Batch batch, RecordInHand claim, FaultCode why) throws SQLException {
        return batch.sql()
                        .update(
                                "update task set state = 'parked', attempts = attempts + 1, fault = ?, due_at = ?"
                                        + HELD,
                                why.code(),
                                batch.now(),
                                claim.recordId(),
                                claim.queue(),
                                claim.fence())
                > 0;
    }
}
