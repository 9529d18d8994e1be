package org.nansen.gateway.ledger;

import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.FaultCode;

/** Rows that are no more in their system's stock, as reviews of the newest record of each. */
final class Vanishing {

    private Vanishing() {}

    /** Nothing is left to look at where retention has removed the record. */
    static void vanished(Batch batch, String system, long number, String row) throws SQLException {
        String record = newest(batch.sql(), row);
        boolean opened = record != null
                && batch.sql()
                                .update(
                                        "insert into task (record_id, person_id, queue, system, state, due_at, attempts,"
                                                + " lane, lease_until, fence, fault, received_at, priority)"
                                                + " select id, person_id, '" + Dumps.QUEUE
                                                + "', system, 'review', ?, 0, '', 0,"
                                                + " 0, ?, received_at, 1 from record where id = ?"
                                                + " on conflict (record_id, queue) do nothing",
                                        batch.now(),
                                        FaultCode.NG_320_VANISHED.code(),
                                        record)
                        > 0;
        batch.sql()
                .update(
                        "update stock set state = " + Stock.VANISHED + ", review = ? where system = ? and number = ?",
                        opened ? record : null,
                        system,
                        number);
        if (opened) {
            batch.settle(Objects.requireNonNull(record));
            batch.entry("row.vanished", record, "");
        }
    }

    static void returned(Batch batch, String system, long number, @Nullable String review) throws SQLException {
        batch.sql()
                .update(
                        "update stock set state = " + Stock.PRESENT + ", review = null where system = ? and number = ?",
                        system,
                        number);
        if (review != null && end(batch, review)) {
            batch.entry("row.returned", review, "");
        }
    }

    /** A person has looked; false when there was nothing to look at any more. */
    static boolean seen(Batch batch, String record, String by) throws SQLException {
        String key = batch.sql().first("select source_key from record where id = ?", row -> row.getString(1), record);
        if (key == null || !end(batch, record)) {
            return false;
        }
        batch.sql()
                .update(
                        "update stock set review = null where row_key = ? and review = ?",
                        Difference.rowOf(key),
                        record);
        batch.entry("row.seen", record, "by=" + by);
        return true;
    }

    private static boolean end(Batch batch, String record) throws SQLException {
        boolean open = batch.sql()
                        .update("delete from task where record_id = ? and queue || '' = '" + Dumps.QUEUE + "'", record)
                > 0;
        if (open) {
            batch.settle(record);
        }
        return open;
    }

    /** The newest accepted record of the row, whatever it tells. Ids are in the order of time; ';' follows ':'. */
    private static @Nullable String newest(Sql sql, String row) throws SQLException {
        int colon = row.indexOf(':');
        String ref = row.substring(0, colon);
        String newest = null;
        for (String[] seen : sql.list(
                "select source_key, record_id from seen where source_key > ? and source_key < ?",
                found -> new String[] {found.getString(1), found.getString(2)},
                ref + ":",
                ref + ";")) {
            if (Difference.rowOf(seen[0]).equals(row) && (newest == null || seen[1].compareTo(newest) > 0)) {
                newest = seen[1];
            }
        }
        return newest;
    }
}
