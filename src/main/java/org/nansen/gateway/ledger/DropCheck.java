package org.nansen.gateway.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Each drop's counts against its records, rejections and chunks. */
final class DropCheck implements Slices.Slice {

    private static final int SIZE = 200;

    private final Slices slices;

    DropCheck(Slices slices) {
        this.slices = slices;
    }

    @Override
    public @Nullable String after(Sql sql, String key) throws SQLException {
        Map<String, Row> drops = new LinkedHashMap<>();
        sql.list(
                "select receipt_id, state, position, units, faults, received, accepted, duplicate, rejected, skipped,"
                        + " removed, expiring, unchanged"
                        + " from intake_drop where receipt_id > ? order by receipt_id limit " + SIZE,
                row -> drops.put(row.getString(1), new Row(row)),
                key);
        for (var drop : drops.entrySet()) {
            sql.list(
                    "select stage, count(*), count(sequence) from record where receipt_id = ? group by stage",
                    row -> drop.getValue().records(row.getString(1), row.getLong(2), row.getLong(3)),
                    drop.getKey());
            sql.list(
                    "select count(*), coalesce(sum(counted), 0) from rejection where receipt_id = ?",
                    row -> drop.getValue().rejections(row.getLong(1), row.getLong(2)),
                    drop.getKey());
            sql.list(
                    "select coalesce(max(position), 0) from chunk where receipt_id = ?",
                    row -> drop.getValue().chunks(row.getLong(1)),
                    drop.getKey());
            judge(drop.getKey(), drop.getValue());
        }
        slices.looked(Reconciliation.Part.DROPS, drops.size());
        String last = null;
        for (String id : drops.keySet()) {
            last = id;
        }
        return drops.size() < SIZE ? null : last;
    }

    private void judge(String id, Row drop) {
        same(id, "records", drop.units, drop.rows + drop.removed);
        if (drop.removed == 0) {
            byKind(id, drop);
        }
        if (!drop.expiring) {
            same(id, "lines that were wrong", drop.faults, drop.rejectionRows);
            same(id, "rejected records", drop.rejected, drop.countedRows);
            same(id, "units read", drop.position, drop.lastChunk);
        }
        long waiting = drop.of(Stages.ARRIVING);
        long held = drop.of(Stages.HELD);
        boolean waits = Set.of("arriving", "releasing", "sorting").contains(drop.state);
        if (!waits && waiting > 0) {
            slices.found(
                    Reconciliation.Kind.DROP,
                    id,
                    "is " + drop.state + ", but " + waiting + " of its records still arrive");
        }
        if (!drop.state.equals("held") && held > 0) {
            slices.found(
                    Reconciliation.Kind.DROP, id, "is " + drop.state + ", but " + held + " of its records are held");
        }
        if (drop.acceptedRows > 0 && !Set.of("releasing", "sorting", "accepted").contains(drop.state)) {
            slices.found(
                    Reconciliation.Kind.DROP,
                    id,
                    "is " + drop.state + ", but " + drop.acceptedRows + " of its records were accepted");
        }
    }

    /** Of a drop of which records were removed only their number is known. */
    private void byKind(String id, Row drop) {
        same(id, "accepted records", drop.accepted, drop.acceptedRows);
        // Of what is as it was there are no rows.
        long unchanged = drop.state.equals("accepted") ? drop.unchanged : 0;
        same(id, "duplicates", drop.duplicate, drop.of(Stages.DUPLICATE) + unchanged);
        // A record that was rejected after it was read is a row; one that could not be read is a line of the
        // rejections.
        same(
                id,
                "received records",
                drop.received,
                drop.rows + drop.rejected - drop.of(Stages.REJECTED) + drop.skipped + drop.unchanged);
    }

    private void same(String id, String what, long counted, long rows) {
        if (counted != rows) {
            slices.found(
                    Reconciliation.Kind.DROP, id, what + ": the drop counts " + counted + ", the rows are " + rows);
        }
    }

    private static final class Row {

        private final String state;
        private final long position;
        private final long units;
        private final long faults;
        private final long received;
        private final long accepted;
        private final long duplicate;
        private final long rejected;
        private final long skipped;
        private final long removed;
        private final boolean expiring;
        private final long unchanged;
        private final Map<String, Long> stages = new LinkedHashMap<>();
        private long rows;
        private long acceptedRows;
        private long rejectionRows;
        private long countedRows;
        private long lastChunk;

        Row(ResultSet row) throws SQLException {
            state = row.getString(2);
            position = row.getLong(3);
            units = row.getLong(4);
            faults = row.getLong(5);
            received = row.getLong(6);
            accepted = row.getLong(7);
            duplicate = row.getLong(8);
            rejected = row.getLong(9);
            skipped = row.getLong(10);
            removed = row.getLong(11);
            expiring = row.getInt(12) != 0;
            unchanged = row.getLong(13);
        }

        boolean records(String stage, long count, long withSequence) {
            rows += count;
            acceptedRows += withSequence;
            stages.put(stage, count);
            return true;
        }

        boolean rejections(long count, long counted) {
            rejectionRows = count;
            countedRows = counted;
            return true;
        }

        boolean chunks(long last) {
            lastChunk = last;
            return true;
        }

        long of(String stage) {
            return stages.getOrDefault(stage, 0L);
        }
    }
}
