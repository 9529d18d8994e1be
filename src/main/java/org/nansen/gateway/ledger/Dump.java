package org.nansen.gateway.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.FaultCode;

/**
 * A drop that is a system's whole stock, as a row.
 *
 * @param number its place among the system's stocks, in the order of their opening
 * @param walked how far through the rows of the system its phase is
 * @param present rows that were there before it
 * @param vanished rows that are not in it: as counted, or, from phase {@link Phase#SWEEP} on, as put into review
 * @param unnumbered units that gave no record and of which not even the number could be read
 * @param complete whether it was read to its end
 * @param waived why it was held when a person released it, or null
 */
record Dump(
        String receiptId,
        String system,
        long number,
        Phase phase,
        long walked,
        long present,
        long vanished,
        long returned,
        long unnumbered,
        boolean complete,
        @Nullable String newestVersion,
        @Nullable FaultCode waived,
        boolean byName,
        Feed.Limit limit) {

    private static final String COLUMNS = "receipt_id, system, number, phase, walked, present, vanished, returned,"
            + " unnumbered, complete, newest_version, waived, by_name, limit_percent, limit_rows, limit_free";

    /** What is done with it next. */
    enum Phase {
        JUDGE,
        RECORDS,
        SWEEP;

        String stored() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    static @Nullable Dump find(Sql sql, String receiptId) throws SQLException {
        return sql.first("select " + COLUMNS + " from dump where receipt_id = ?", Dump::of, receiptId);
    }

    /** Gives it the next number of its system. */
    static void open(Batch batch, NewDrop drop, Feed.Snapshot feed) throws SQLException {
        Sql sql = batch.sql();
        sql.update(
                "insert into dump_order (system, given, decided) values (?, 1, 0)"
                        + " on conflict (system) do update set given = dump_order.given + 1",
                drop.system());
        sql.update(
                "insert into dump (receipt_id, system, number, phase, walked, present, vanished, returned, unnumbered,"
                        + " complete, waived, by_name, limit_percent, limit_rows, limit_free)"
                        + " select ?, system, given, 'judge', 0, 0, 0, 0, 0, 0, '', ?, ?, ?, ? from dump_order"
                        + " where system = ?",
                drop.receiptId(),
                feed.byName() ? 1 : 0,
                feed.limit().percent(),
                feed.limit().rows(),
                feed.limit().free(),
                drop.system());
    }

    /** What the last stock that was decided was. */
    static @Nullable Decided decided(Sql sql, String system) throws SQLException {
        return sql.first(
                "select decided, newest_version, name from dump_order where system = ? and decided > 0",
                row -> new Decided(row.getLong(1), row.getString(2), row.getString(3)),
                system);
    }

    private static Dump of(ResultSet row) throws SQLException {
        String waived = row.getString(12);
        return new Dump(
                row.getString(1),
                row.getString(2),
                row.getLong(3),
                Phase.valueOf(row.getString(4).toUpperCase(java.util.Locale.ROOT)),
                row.getLong(5),
                row.getLong(6),
                row.getLong(7),
                row.getLong(8),
                row.getLong(9),
                row.getInt(10) != 0,
                row.getString(11),
                waived.isEmpty() ? null : Codes.fault(waived),
                row.getInt(13) != 0,
                new Feed.Limit(number(row, 14), number(row, 15), row.getLong(16)));
    }

    private static @Nullable Long number(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }

    /** The stock that was decided last. */
    record Decided(
            long number,
            @Nullable String newestVersion,
            @Nullable String name) {}
}
