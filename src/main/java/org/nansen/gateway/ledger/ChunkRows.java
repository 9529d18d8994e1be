package org.nansen.gateway.ledger;

import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.AsylumRecord;
import org.nansen.gateway.record.RecordJson;

/** Chunks of drops as rows: the position and digest that a resumed read goes by, the records, the rejections. */
final class ChunkRows {

    private ChunkRows() {}

    /** Returns how far the drop is, or null when there is none. */
    static @Nullable Head head(Sql sql, String receiptId) throws SQLException {
        return sql.first(
                "select state, position, units, faults from intake_drop where receipt_id = ?",
                row -> new Head(row.getString(1), row.getLong(2), row.getLong(3), row.getLong(4)),
                receiptId);
    }

    /** Whether this very chunk is durable already. */
    static boolean isKnown(Sql sql, String receiptId, Chunk chunk) throws SQLException {
        return chunk.digest().equals(digest(sql, receiptId, chunk.position()));
    }

    /** Whether the chunk begins exactly where the drop stands, after the same content. */
    static boolean follows(Sql sql, String receiptId, Chunk chunk, Head head) throws SQLException {
        Drops.Mark after = chunk.after();
        return chunk.position() > head.position()
                && after.position() == head.position()
                && (head.position() == 0 || after.digest().equals(digest(sql, receiptId, head.position())));
    }

    private static @Nullable String digest(Sql sql, String receiptId, long position) throws SQLException {
        return sql.first(
                "select digest from chunk where receipt_id = ? and position = ?",
                row -> row.getString(1),
                receiptId,
                position);
    }

    /** Writes a chunk's records as arriving, and what is wrong with the rest. */
    static void write(Batch batch, NewDrop drop, Chunk chunk, List<Sealing.SealedArrival> arrivals, Head head)
            throws SQLException {
        write(batch, drop, chunk, arrivals, head, List.of(), 0);
    }

    /**
     * The same for a part of a whole stock.
     *
     * @param arrivals those that differ from what is known
     * @param twice what contradicts a row further up
     * @param unchanged how many rows are as they were
     */
    static void write(
            Batch batch,
            NewDrop drop,
            Chunk chunk,
            List<Sealing.SealedArrival> arrivals,
            Head head,
            List<Rejection> twice,
            int unchanged)
            throws SQLException {
        Sql sql = batch.sql();
        long unit = head.units();
        for (Sealing.SealedArrival arrival : arrivals) {
            AsylumRecord record = arrival.record();
            unit++;
            sql.later(
                    "insert into record (id, receipt_id, unit, line, system, event, person_id, case_id, source_ref,"
                            + " source_key, version, content_hash, event_time, received_at, stage, late, shield,"
                            + " feared_confirmed, interim, case_step, history, mapping)"
                            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'arriving', 0, ?, ?, 0, ?, ?, ?)",
                    record.messageId(),
                    drop.receiptId(),
                    unit,
                    arrival.line(),
                    drop.system(),
                    RecordJson.name(record.event()),
                    arrival.person(),
                    arrival.caseId(),
                    arrival.sourceRef(),
                    arrival.sourceKey(),
                    record.source().version(),
                    arrival.contentHash(),
                    record.eventTime().toEpochMilli(),
                    batch.now(),
                    String.join(",", record.shieldedFrom()),
                    record.fearedCountriesConfirmed() ? 1 : 0,
                    CaseStep.of(record).code(),
                    drop.feed().isHistory(record.eventTime()) ? 1 : 0,
                    arrival.mapping());
        }
        for (Sealing.SealedArrival arrival : arrivals) {
            if (Urgency.of(arrival.record())
                    && !drop.feed().isHistory(arrival.record().eventTime())) {
                sql.later(
                        "update record set priority = 0 where id = ?",
                        arrival.record().messageId());
            }
        }
        for (Sealing.SealedArrival arrival : arrivals) {
            sql.later(
                    "insert into payload (record_id, sealed) values (?, ?)",
                    arrival.record().messageId(),
                    arrival.sealed());
        }
        for (Sealing.SealedArrival arrival : arrivals) {
            Expiries.add(
                    sql,
                    drop.system(),
                    Expiries.RECORD,
                    batch.now(),
                    arrival.record().messageId());
        }
        long fault = head.faults();
        int counted = 0;
        for (Rejection rejection : inOrder(chunk.rejections(), twice)) {
            fault++;
            counted += rejection.counted() ? 1 : 0;
            rejection(sql, drop.receiptId(), fault, rejection);
        }
        sql.update(
                "insert into chunk (receipt_id, position, digest) values (?, ?, ?) on conflict (receipt_id, position)"
                        + " do nothing",
                drop.receiptId(),
                chunk.position(),
                chunk.digest());
        int received = arrivals.size() + counted + chunk.skipped() + unchanged;
        sql.update(
                "update intake_drop set position = ?, units = ?, faults = ?, received = received + ?,"
                        + " rejected = rejected + ?, skipped = skipped + ?, unchanged = unchanged + ? where receipt_id = ?",
                chunk.position(),
                unit,
                fault,
                received,
                counted,
                chunk.skipped(),
                unchanged,
                drop.receiptId());
        batch.count(drop.system(), Stages.RECEIVED, received);
        batch.count(drop.system(), Stages.ARRIVING, arrivals.size() + unchanged);
        batch.count(drop.system(), Stages.REJECTED, counted);
        batch.count(drop.system(), Stages.SKIPPED, chunk.skipped());
        batch.entry("chunk", drop.receiptId(), chunk.position() + " " + chunk.digest() + " records=" + arrivals.size());
    }

    private static List<Rejection> inOrder(List<Rejection> rejections, List<Rejection> twice) {
        return twice.isEmpty()
                ? rejections
                : Stream.concat(rejections.stream(), twice.stream())
                        .sorted(Comparator.comparingLong(Rejection::line))
                        .toList();
    }

    static void rejection(Sql sql, String receiptId, long number, Rejection rejection) throws SQLException {
        sql.later(
                "insert into rejection (receipt_id, number, line, field, code, hint, counted)"
                        + " values (?, ?, ?, ?, ?, ?, ?)",
                receiptId,
                number,
                rejection.line(),
                rejection.field(),
                rejection.code().code(),
                rejection.hint(),
                rejection.counted() ? 1 : 0);
    }

    /** How far a drop is. */
    record Head(String state, long position, long units, long faults) {}
}
