package org.nansen.gateway.ledger;

import java.sql.SQLException;

/** A room's work on a record, as a row. */
final class Tasks {

    private Tasks() {}

    /** Adds the work; one task a record and queue, so that handing on twice is handing on once. */
    static void insert(Batch batch, String recordId, String personId, String system, String queue, long receivedAt)
            throws SQLException {
        batch.sql()
                .update(
                        "insert into task (record_id, person_id, queue, system, state, due_at, attempts, lane,"
                                + " lease_until, fence, received_at) values (?, ?, ?, ?, 'ready', ?, 0, '', 0, 0, ?)"
                                + " on conflict (record_id, queue) do update set state = 'ready', due_at = excluded.due_at, lane = ''",
                        recordId,
                        personId,
                        queue,
                        system,
                        batch.now(),
                        receivedAt);
    }
}
