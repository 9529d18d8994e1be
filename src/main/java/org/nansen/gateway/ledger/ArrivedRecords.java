package org.nansen.gateway.ledger;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.Event;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.record.RecordJson;

/**
 * The records of a complete drop: each is judged against what was accepted before, and becomes work, a duplicate, a late
 * record for review, or history.
 */
final class ArrivedRecords {

    /** Records that are judged in one commit. */
    static final int SLICE = 1_000;

    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final String APPLICATION = RecordJson.name(Event.APPLICATION);
    private static final String CORRECTION = RecordJson.name(Event.CORRECTION);

    private ArrivedRecords() {}

    /**
     * Judges the drop's next records.
     *
     * @param stock whether the drop is a whole stock
     * @param older whether it is one that is older than the last: nothing of it acts by itself
     * @return whether none is left
     */
    static boolean judge(Batch batch, String receiptId, boolean stock, boolean older) throws SQLException {
        List<Row> rows = batch.sql()
                .list(
                        "select id, line, system, event, person_id, case_id, source_key, version, content_hash,"
                                + " event_time, received_at, shield, unit, case_step, priority, history from record"
                                + " where receipt_id = ? and unit > ("
                                + " select released from intake_drop where receipt_id = ?)"
                                + " and stage = 'arriving' order by unit limit " + SLICE,
                        row -> new Row(
                                row.getString(1),
                                row.getLong(2),
                                row.getString(3),
                                row.getString(4),
                                row.getString(5),
                                row.getString(6),
                                row.getString(7),
                                row.getString(8),
                                row.getString(9),
                                row.getLong(10),
                                row.getLong(11),
                                row.getString(12),
                                row.getLong(13),
                                CaseStep.of(row.getInt(14)),
                                row.getInt(15),
                                row.getInt(16) != 0),
                        receiptId,
                        receiptId);
        Known known = Known.of(
                batch.sql(),
                rows.stream().map(Row::sourceKey).collect(Collectors.toSet()),
                rows.stream().map(Row::personId).collect(Collectors.toSet()),
                rows.stream().map(Row::caseId).collect(Collectors.toSet()));
        int accepted = 0;
        int duplicate = 0;
        int rejected = 0;
        for (Row row : rows) {
            Judgement judgement = judge(known, row);
            switch (older && judgement == Judgement.NEW ? Judgement.LATE : judgement) {
                case NEW -> {
                    accept(batch, known, row, false);
                    accepted++;
                }
                case LATE -> {
                    accept(batch, known, row, true);
                    accepted++;
                }
                case DUPLICATE -> {
                    drop(batch, row, Stages.DUPLICATE);
                    duplicate++;
                }
                case CONFLICT -> {
                    reject(batch, receiptId, row);
                    rejected++;
                }
            }
            if (stock) {
                Stock.accepted(batch, row.sourceKey);
            }
        }
        batch.sql()
                .update(
                        "update intake_drop set accepted = accepted + ?, duplicate = duplicate + ?,"
                                + " rejected = rejected + ?, released = ? where receipt_id = ?",
                        accepted,
                        duplicate,
                        rejected,
                        rows.isEmpty() ? 0 : rows.get(rows.size() - 1).unit,
                        receiptId);
        return rows.size() < SLICE;
    }

    private static Judgement judge(Known known, Row row) {
        Seen seen = known.seen(row.sourceKey);
        if (row.version != null) {
            String other = seen == null ? null : seen.contentOf(row.version);
            if (other != null) {
                return other.equals(row.contentHash) ? Judgement.DUPLICATE : Judgement.CONFLICT;
            }
        } else if (seen != null && seen.contentHash().equals(row.contentHash)) {
            return Judgement.DUPLICATE;
        }
        if (seen == null) {
            return Judgement.NEW;
        }
        boolean older = Versions.isOlder(row.version, seen.version()) || row.eventTime < seen.eventTime();
        return older ? Judgement.LATE : Judgement.NEW;
    }

    private static void accept(Batch batch, Known known, Row row, boolean late) throws SQLException {
        Seen.accepted(batch, known, row.sourceKey, row.version, row.contentHash, row.eventTime, row.id, late);
        // What is late waits for people; it neither opens nor closes a case by itself.
        CaseStep step = late ? CaseStep.NEITHER : row.step;
        People.Place place = People.join(
                batch,
                known,
                row.id,
                row.personId,
                row.caseId,
                People.list(row.shield),
                step,
                Math.floorDiv(row.eventTime, DAY),
                row.history);
        boolean screened = row.event.equals(APPLICATION) || row.event.equals(CORRECTION);
        // History never acts, late or not.
        boolean waits = late && !row.history;
        String stage =
                row.history ? Stages.WITHHELD : late ? Stages.REVIEW : screened ? Stages.SCREENING : Stages.DELIVERY;
        int priority = place.shieldGrew() ? Urgency.FIRST : row.priority;
        batch.putOff(
                "update record set stage = ?, sequence = ?, previous = ?, late = ?, fault = ?, priority = ? where id = ?",
                stage,
                place.sequence(),
                place.previous(),
                waits ? 1 : 0,
                row.history ? FaultCode.NG_321_HISTORY.code() : late ? FaultCode.NG_304_LATE.code() : null,
                priority,
                row.id);
        if (place.closes()) {
            Expiries.countAnew(batch, row.personId);
        }
        if (priority == Urgency.FIRST && !late) {
            Urgency.raise(batch, place.previous());
        }
        batch.count(row.system, Stages.ARRIVING, -1);
        batch.count(row.system, stage, 1);
        if (row.history) {
            batch.count(row.system, Stages.HISTORY, 1);
        } else if (!late) {
            Tasks.insert(
                    batch,
                    row.id,
                    row.personId,
                    row.system,
                    screened ? "screening" : "disclosure",
                    row.receivedAt,
                    priority);
        }
        if (screened && !waits) {
            batch.putOff(
                    "update task set due_at = ? where person_id = ? and state = 'waiting'", batch.now(), row.personId);
        }
    }

    private static void drop(Batch batch, Row row, String stage) {
        batch.putOff("delete from payload where record_id = ?", row.id);
        Stages.move(batch, row.id, row.system, Stages.ARRIVING, stage);
    }

    private static void reject(Batch batch, String receiptId, Row row) throws SQLException {
        drop(batch, row, Stages.REJECTED);
        Long number = batch.sql()
                .first(
                        "update intake_drop set faults = faults + 1 where receipt_id = ? returning faults",
                        found -> found.getLong(1),
                        receiptId);
        ChunkRows.rejection(
                batch.sql(),
                receiptId,
                number == null ? 0 : number,
                Rejection.ofRecord(row.line, "source/version", FaultCode.NG_107_SAME_VERSION));
    }

    private enum Judgement {
        NEW,
        LATE,
        DUPLICATE,
        CONFLICT
    }

    private record Row(
            String id,
            long line,
            String system,
            String event,
            String personId,
            String caseId,
            String sourceKey,
            @Nullable String version,
            String contentHash,
            long eventTime,
            long receivedAt,
            String shield,
            long unit,
            CaseStep step,
            int priority,
            boolean history) {}
}
