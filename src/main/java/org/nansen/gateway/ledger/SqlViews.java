package org.nansen.gateway.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.Event;
import org.nansen.gateway.record.FaultCode;

/** Windows onto the SQL store. */
final class SqlViews implements Views {

    private static final String RECORD =
            "select id, system, event, stage, received_at, receipt_id, line, fault, screening, person_id from record";

    private static final int MOST_RECORDS = 1_000;

    private final Readers readers;
    private final Archive archive;
    private final Sealing sealing;

    SqlViews(Readers readers, Archive archive, Sealing sealing) {
        this.readers = readers;
        this.archive = archive;
        this.sealing = sealing;
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
                stages);
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
                "select received_at from task where queue = 'screening' order by record_id limit 1");
        put(oldest, Stages.WAITING, sql, "select min(received_at) from task where state = 'waiting'");
        put(oldest, Stages.DELIVERY, sql, "select min(created_at) from letter where open = 1 and state <> 'parked'");
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
        return readers.read(sql -> sql.list(RECORD + " where id = ?", SqlViews::head, recordId)).stream()
                .findFirst()
                .map(this::view);
    }

    @Override
    public List<RecordView> recordsOf(String system, String sourceRecordId) {
        String ref = sealing.sourceRef(system, sourceRecordId);
        List<Head> heads = readers.read(sql -> {
            // Keys of one source record begin with its reference; ';' follows ':'.
            List<String> newest = sql.list(
                    "select r.person_id from seen s join record r on r.id = s.record_id"
                            + " where s.source_key > ? and s.source_key < ?",
                    row -> row.getString(1),
                    ref + ":",
                    ref + ";");
            List<Head> found = new ArrayList<>();
            for (String person : new TreeSet<>(newest)) {
                for (String id : People.records(sql, person, MOST_RECORDS)) {
                    found.addAll(sql.list(RECORD + " where id = ? and source_ref = ?", SqlViews::head, id, ref));
                }
            }
            return found;
        });
        return heads.stream().map(this::view).toList();
    }

    private static Head head(ResultSet row) throws SQLException {
        return new Head(
                row.getString(1),
                row.getString(2),
                Event.valueOf(row.getString(3).toUpperCase(Locale.ROOT)),
                row.getString(4),
                Instant.ofEpochMilli(row.getLong(5)),
                row.getString(6),
                row.getLong(7),
                Codes.fault(row.getString(8)),
                row.getString(9),
                row.getString(10));
    }

    private RecordView view(Head head) {
        List<LetterView> letters = new ArrayList<>(readers.read(sql -> sql.list(
                "select id, kind, destination, state, attempts, fault, rule from letter where record_id = ? order by id",
                row -> new LetterView(
                        row.getString(1),
                        MessageKind.valueOf(row.getString(2)),
                        row.getString(3),
                        row.getString(4).equals("claimed") ? "ready" : row.getString(4),
                        row.getInt(5),
                        Codes.fault(row.getString(6)),
                        row.getString(7)),
                head.id)));
        letters.addAll(readers.read(sql -> sql.list(
                "select kind, destination, code, rule from withheld where record_id = ? order by kind, destination",
                row -> new LetterView(
                        "",
                        MessageKind.valueOf(row.getString(1)),
                        row.getString(2),
                        "withheld",
                        0,
                        Codes.fault(row.getString(3)),
                        row.getString(4)),
                head.id)));
        Work work = readers.read(sql -> sql.first(
                "select max(attempts), max(fault) from (select attempts, fault from task where record_id = ?"
                        + " union all select attempts, fault from letter where record_id = ? and open = 1) w",
                row -> new Work(row.getInt(1), Codes.fault(row.getString(2))),
                head.id,
                head.id));
        return new RecordView(
                head.id,
                head.system,
                head.event,
                head.stage,
                head.receivedAt,
                head.receiptId,
                head.line,
                work == null ? 0 : work.attempts,
                work == null || work.fault == null ? head.fault : work.fault,
                Codes.result(head.screening),
                archive.parts(head.id, head.personId),
                letters,
                timeline(head));
    }

    private List<TimelineEntry> timeline(Head head) {
        List<TimelineEntry> timeline = new ArrayList<>();
        timeline.add(new TimelineEntry(head.receivedAt, "received"));
        timeline.addAll(readers.read(sql -> sql.list(
                "select at, kind from entry where subject = ? order by at, number",
                row -> new TimelineEntry(Instant.ofEpochMilli(row.getLong(1)), row.getString(2)),
                head.id)));
        return timeline;
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

    private record Head(
            String id,
            String system,
            Event event,
            String stage,
            Instant receivedAt,
            String receiptId,
            long line,
            @Nullable FaultCode fault,
            @Nullable String screening,
            String personId) {}

    private record Work(int attempts, @Nullable FaultCode fault) {}
}
