package org.nansen.gateway.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.Fault;

final class SqlHolds implements Holds {

    private static final String COLUMNS = "destination, held_by, since, reason, lift_asked_by";

    private final Readers readers;
    private final GroupCommit writer;
    private final boolean shared;
    private final AtomicInteger placed = new AtomicInteger();

    /**
     * @param shared whether other nodes may place holds too
     */
    SqlHolds(Readers readers, GroupCommit writer, boolean shared) {
        this.readers = readers;
        this.writer = writer;
        this.shared = shared;
    }

    /** Number of the newest hold: letters taken under an older one are looked at again before they go. */
    int placed() {
        return placed.get();
    }

    /** Whether the letter's destination was stopped at another node; also where that cannot be found out. */
    boolean isHeldElsewhere(String letterId) {
        if (!shared) {
            return false;
        }
        try {
            return readers.read(sql -> sql.exists(
                    "select 1 from letter l join hold h on h.destination = l.destination or h.destination = 'all'"
                            + " where l.id = ? and l.kind <> 'M2'",
                    letterId));
        } catch (Fault ledgerAway) {
            return true;
        }
    }

    @Override
    public CompletableFuture<Hold> hold(String destination, String by, String reason) {
        CompletableFuture<Hold> held = writer.submit(batch -> {
            batch.sql()
                    .update(
                            "insert into hold (destination, held_by, since, reason) values (?, ?, ?, ?)"
                                    + " on conflict (destination) do update set lift_asked_by = null",
                            destination,
                            by,
                            batch.now(),
                            reason);
            batch.entry("hold", destination, "by=" + by);
            Hold hold = load(batch.sql(), destination);
            if (hold == null) {
                throw new IllegalStateException("hold not found");
            }
            return hold;
        });
        // Counted before the operator is told that it holds.
        return held.thenApply(hold -> {
            placed.incrementAndGet();
            return hold;
        });
    }

    @Override
    public CompletableFuture<@Nullable Hold> lift(String destination, String by) {
        return writer.submit(batch -> {
            Hold hold = load(batch.sql(), destination);
            if (hold == null) {
                return null;
            }
            if (hold.liftAskedBy() == null || hold.liftAskedBy().equals(by)) {
                batch.sql().update("update hold set lift_asked_by = ? where destination = ?", by, destination);
                batch.entry("hold.lift.asked", destination, "by=" + by);
                return load(batch.sql(), destination);
            }
            batch.sql().update("delete from hold where destination = ?", destination);
            batch.entry("hold.lifted", destination, "by=" + hold.liftAskedBy() + "," + by);
            return null;
        });
    }

    @Override
    public List<Hold> holds() {
        return readers.read(sql -> sql.list("select " + COLUMNS + " from hold order by destination", SqlHolds::hold));
    }

    private static @Nullable Hold load(Sql sql, String destination) throws SQLException {
        return sql.first("select " + COLUMNS + " from hold where destination = ?", SqlHolds::hold, destination);
    }

    private static Hold hold(ResultSet row) throws SQLException {
        return new Hold(
                row.getString(1),
                row.getString(2),
                Instant.ofEpochMilli(row.getLong(3)),
                row.getString(4),
                row.getString(5));
    }
}
