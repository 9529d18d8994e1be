package org.nansen.gateway.ledger;

import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.FaultCode;

/** Windows onto the SQL store. */
final class SqlViews implements Views {

    private final Readers readers;
    private final Archive archive;
    private final RecordViews records;

    SqlViews(Readers readers, Archive archive, RecordViews records) {
        this.readers = readers;
        this.archive = archive;
        this.records = records;
    }

    @Override
    public Map<String, Counts> accounting() {
        Map<String, Map<String, Long>> counters = new TreeMap<>();
        // One statement, so that the identity is of one moment.
        readers.read(sql -> sql.list("select system, name, value from counter", row -> counters.computeIfAbsent(
                        row.getString(1), key -> new TreeMap<>())
                .put(row.getString(2), row.getLong(3))));
        Map<String, Counts> accounting = new TreeMap<>();
        counters.forEach((system, values) -> accounting.put(system, counts(values)));
        return accounting;
    }

    static Counts counts(Map<String, Long> values) {
        Map<String, Long> stages = new TreeMap<>();
        long inFlight = 0;
        for (String stage : Stages.IN_FLIGHT) {
            long value = values.getOrDefault(stage, 0L);
            stages.put(stage, value);
            inFlight += value;
        }
        return new Counts(
                values.getOrDefault(Stages.RECEIVED, 0L),
                values.getOrDefault(Stages.DELIVERED, 0L),
                values.getOrDefault(Stages.WITHHELD, 0L),
                values.getOrDefault(Stages.REJECTED, 0L),
                values.getOrDefault(Stages.DUPLICATE, 0L),
                values.getOrDefault(Stages.SKIPPED, 0L),
                values.getOrDefault(Stages.ABANDONED, 0L),
                values.getOrDefault(Stages.PARKED, 0L),
                inFlight,
                stages,
                values.getOrDefault(Stages.HISTORY, 0L));
    }

    @Override
    public Map<String, StageDepth> stages() {
        Map<String, Long> depths = new HashMap<>();
        accounting().values().forEach(counts -> {
            counts.stages().forEach((stage, value) -> depths.merge(stage, value, Long::sum));
            depths.merge(Stages.PARKED, counts.parked(), Long::sum);
        });
        Map<String, Instant> oldest = readers.read(SqlViews::oldest);
        Map<String, StageDepth> stages = new TreeMap<>();
        depths.forEach(
                (stage, depth) -> stages.put(stage, new StageDepth(depth, depth == 0 ? null : oldest.get(stage))));
        return stages;
    }

    private static Map<String, Instant> oldest(Sql sql) throws SQLException {
        Map<String, Instant> oldest = new HashMap<>();
        put(
                oldest,
                Stages.SCREENING,
                sql,
                "select received_at from task where queue = 'screening' and state not in ('parked', 'abandoned')"
                        + " order by record_id limit 1");
        put(oldest, Stages.WAITING, sql, "select min(received_at) from task where state = 'waiting'");
        put(
                oldest,
                Stages.DELIVERY,
                sql,
                "select created_at from letter where open = 1 and state <> 'parked' order by created_at limit 1");
        put(oldest, Stages.REVIEW, sql, "select min(created_at) from letter where open = 1 and state = 'review'");
        put(oldest, Stages.PARKED, sql, "select min(received_at) from task where state = 'parked'");
        put(oldest, Stages.HELD, sql, "select min(opened_at) from intake_drop where state = 'held'");
        put(oldest, Stages.ARRIVING, sql, "select min(opened_at) from intake_drop where state = 'arriving'");
        return oldest;
    }

    private static void put(Map<String, Instant> oldest, String stage, Sql sql, String question) throws SQLException {
        Instant at = sql.first(question, row -> {
            long value = row.getLong(1);
            return row.wasNull() ? null : Instant.ofEpochMilli(value);
        });
        if (at != null) {
            oldest.put(stage, at);
        }
    }

    @Override
    public Map<String, Instant> lastArrivals() {
        Map<String, Instant> last = new TreeMap<>();
        readers.read(sql -> sql.list(
                "select system, last_at from arrival",
                row -> last.put(row.getString(1), Instant.ofEpochMilli(row.getLong(2)))));
        return last;
    }

    @Override
    public Optional<RecordView> record(String recordId) {
        return records.record(recordId);
    }

    @Override
    public List<RecordView> recordsOf(String system, String sourceRecordId) {
        return records.ofSource(system, sourceRecordId);
    }

    @Override
    public List<ReceiptLine> receiptRecords(String receiptId, long after, int limit) {
        return readers.read(sql -> sql.list(
                "select unit, line, id, stage, late from record where receipt_id = ? and unit > ?"
                        + " and stage <> 'rejected' order by unit limit ?",
                row -> new ReceiptLine(
                        row.getLong(1), row.getLong(2), row.getString(3), status(row.getString(4), row.getInt(5) != 0)),
                receiptId,
                after,
                limit));
    }

    private static String status(String stage, boolean late) {
        return switch (stage) {
            case Stages.ARRIVING, Stages.HELD, Stages.DUPLICATE, Stages.ABANDONED -> stage;
            default -> late ? "late" : "accepted";
        };
    }

    @Override
    public List<NumberedRejection> receiptRejections(String receiptId, long after, int limit) {
        return readers.read(sql -> sql.list(
                "select number, line, field, code, hint, counted from rejection where receipt_id = ? and number > ?"
                        + " order by number limit ?",
                row -> new NumberedRejection(
                        row.getLong(1),
                        new Rejection(
                                row.getLong(2),
                                row.getString(3),
                                Objects.requireNonNullElse(Codes.fault(row.getString(4)), FaultCode.NG_900_DEFECT),
                                row.getString(5),
                                row.getInt(6) != 0)),
                receiptId,
                after,
                limit));
    }

    @Override
    public List<Parked> parked(int limit) {
        return readers.read(sql -> sql.list(
                "select record_id, record_id, queue, system, fault, due_at from task where state = 'parked'"
                        + " union all select id, coalesce(record_id, receipt_id), channel, system, fault, due_at"
                        + " from letter where open = 1 and state = 'parked' order by 6 desc limit ?",
                row -> new Parked(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        Objects.requireNonNullElse(Codes.fault(row.getString(5)), FaultCode.NG_900_DEFECT),
                        Instant.ofEpochMilli(row.getLong(6))),
                limit));
    }

    @Override
    public List<Drop> heldDrops(int limit) {
        return readers.read(sql -> sql.list(
                "select " + DropRows.COLUMNS + " from intake_drop where state = 'held' order by opened_at, receipt_id"
                        + " limit ?",
                DropRows::drop,
                limit));
    }

    @Override
    public Set<String> shieldOf(String recordId) {
        String person = readers.read(
                sql -> sql.first("select person_id from record where id = ?", row -> row.getString(1), recordId));
        return person == null ? Set.of() : archive.shield(person);
    }

    @Override
    public List<Letter> published(String system, @Nullable String after, int limit) {
        return readers.read(sql -> sql.list(
                "select " + Archive.LETTER + " from letter where channel = ? and state = 'delivered'"
                        + " and record_id is not null and handed_over >"
                        + " coalesce((select handed_over from letter where id = ? and channel = ?), 0)"
                        + " order by handed_over limit ?",
                row -> archive.letter(row, row.getString(12)),
                "reply." + system,
                after == null ? "" : after,
                "reply." + system,
                limit));
    }
}
