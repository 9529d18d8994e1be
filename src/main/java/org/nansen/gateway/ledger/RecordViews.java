package org.nansen.gateway.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.Event;
import org.nansen.gateway.record.FaultCode;

/** Records as people may see them: where they stand and what happened, without the person's data. */
final class RecordViews {

    private static final String RECORD =
            "select id, system, event, stage, received_at, receipt_id, line, fault, screening, person_id, mapping from record";

    private static final int MOST_RECORDS = 1_000;

    private final Readers readers;
    private final Archive archive;
    private final Sealing sealing;

    RecordViews(Readers readers, Archive archive, Sealing sealing) {
        this.readers = readers;
        this.archive = archive;
        this.sealing = sealing;
    }

    Optional<Views.RecordView> record(String recordId) {
        return readers.read(sql -> sql.list(RECORD + " where id = ?", RecordViews::head, recordId)).stream()
                .findFirst()
                .map(this::view);
    }

    /** Returns what is known under the source's own record number, newest first. */
    List<Views.RecordView> ofSource(String system, String sourceRecordId) {
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
                    found.addAll(sql.list(RECORD + " where id = ? and source_ref = ?", RecordViews::head, id, ref));
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
                row.getString(10),
                row.getString(11));
    }

    private Views.RecordView view(Head head) {
        List<Views.LetterView> letters = new ArrayList<>(readers.read(sql -> sql.list(
                "select id, kind, destination, state, attempts, fault, rule from letter where record_id = ? order by id",
                row -> new Views.LetterView(
                        row.getString(1),
                        MessageKind.valueOf(row.getString(2)),
                        row.getString(3),
                        row.getString(4).equals("claimed") ? "ready" : row.getString(4),
                        row.getInt(5),
                        Codes.fault(row.getString(6)),
                        row.getString(7)),
                head.id)));
        letters.addAll(readers.read(sql -> sql.list(
                "select kind, destination, code, rule, would from withheld where record_id = ? order by kind, destination",
                row -> new Views.LetterView(
                        "",
                        MessageKind.valueOf(row.getString(1)),
                        row.getString(2),
                        "withheld",
                        0,
                        Codes.fault(row.getString(3)),
                        row.getString(4),
                        row.getString(5)),
                head.id)));
        Work work = readers.read(sql -> sql.first(
                "select max(attempts), max(fault) from (select attempts, fault from task where record_id = ?"
                        + " union all select attempts, fault from letter where record_id = ? and open + 0 = 1) w",
                row -> new Work(row.getInt(1), Codes.fault(row.getString(2))),
                head.id,
                head.id));
        return new Views.RecordView(
                head.id,
                head.system,
                head.event,
                head.stage,
                head.receivedAt,
                head.receiptId,
                head.line,
                head.mapping,
                work == null ? 0 : work.attempts,
                work == null || work.fault == null ? head.fault : work.fault,
                Codes.result(head.screening),
                archive.parts(head.id, head.personId),
                letters,
                timeline(head));
    }

    private List<Views.TimelineEntry> timeline(Head head) {
        List<Views.TimelineEntry> timeline = new ArrayList<>();
        timeline.add(new Views.TimelineEntry(head.receivedAt, "received"));
        timeline.addAll(readers.read(sql -> sql.list(
                "select at, kind from entry where subject = ? order by at, number",
                row -> new Views.TimelineEntry(Instant.ofEpochMilli(row.getLong(1)), row.getString(2)),
                head.id)));
        return timeline;
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
            String personId,
            String mapping) {}

    private record Work(int attempts, @Nullable FaultCode fault) {}
}
