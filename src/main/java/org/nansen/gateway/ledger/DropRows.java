package org.nansen.gateway.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Drops as rows. */
final class DropRows {

    static final String COLUMNS = "receipt_id, system, door, name, state, code, position, received, accepted,"
            + " duplicate, rejected, skipped, body_digest, opened_at, closed_at";

    private DropRows() {}

    /** Returns the drop, or null. */
    static @Nullable Drop find(Sql sql, String receiptId) throws SQLException {
        return sql.first("select " + COLUMNS + " from intake_drop where receipt_id = ?", DropRows::drop, receiptId);
    }

    static Drop load(Sql sql, String receiptId) throws SQLException {
        Drop drop = find(sql, receiptId);
        if (drop == null) {
            throw new IllegalStateException("drop not found");
        }
        return drop;
    }

    static Drop drop(ResultSet row) throws SQLException {
        long closed = row.getLong(15);
        boolean open = row.wasNull();
        return new Drop(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                state(row.getString(5)),
                Codes.fault(row.getString(6)),
                row.getLong(7),
                row.getLong(8),
                row.getLong(9),
                row.getLong(10),
                row.getLong(11),
                row.getLong(12),
                row.getString(13),
                Instant.ofEpochMilli(row.getLong(14)),
                open ? null : Instant.ofEpochMilli(closed));
    }

    /** Drops that older code must not release are in a state of their own, which is nobody else's business. */
    private static Drop.State state(String stored) {
        return stored.equals("sorting") ? Drop.State.RELEASING : Drop.State.valueOf(stored.toUpperCase(Locale.ROOT));
    }
}
