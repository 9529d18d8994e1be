package org.nansen.gateway.ledger;

import com.fasterxml.uuid.Generators;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.Event;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.record.RecordJson;

/**
 * What happens to the records of a complete drop: each is judged against what was accepted before, and becomes work, a
 * duplicate, or a late record for review. In slices, so that a large drop stops neither
 * everything else nor, where there are several, the other nodes.
 */
final class Release {

    static final int SLICE = 1_000;

    private static final String APPLICATION = RecordJson.name(Event.APPLICATION);
    private static final String CORRECTION = RecordJson.name(Event.CORRECTION);

    /** Releases the next records of a drop in state {@code releasing}; when none is left the drop is accepted. */
    void slice(Batch batch, String receiptId) throws SQLException {
        if (!batch.sql().exists("select 1 from intake_drop where receipt_id = ? and state = 'releasing'", receiptId)) {
            // Somebody else brought it to its end; ending it twice would write a second receipt.
            return;
        }
        List<Row> rows = batch.sql()
                .list(
                        "select id, line, system, event, person_id, case_id, source_key, version, content_hash,"
                                + " event_time, received_at, shield, unit, case_step, priority from record where receipt_id = ? and unit > ("
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
                                row.getInt(15)),
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
            switch (judge(known, row)) {
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
        if (rows.size() < SLICE) {
            close(batch, receiptId, "accepted", null);
        }
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
        People.Place place = People.join(batch, known, row.id, row.personId, row.caseId, People.list(row.shield), step);
        boolean screened = row.event.equals(APPLICATION) || row.event.equals(CORRECTION);
        String stage = late ? Stages.REVIEW : screened ? Stages.SCREENING : Stages.DELIVERY;
        int priority = place.shieldGrew() ? Urgency.FIRST : row.priority;
        batch.putOff(
                "update record set stage = ?, sequence = ?, previous = ?, late = ?, fault = ?, priority = ? where id = ?",
                stage,
                place.sequence(),
                place.previous(),
                late ? 1 : 0,
                late ? FaultCode.NG_304_LATE.code() : null,
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
        if (!late) {
            Tasks.insert(
                    batch,
                    row.id,
                    row.personId,
                    row.system,
                    screened ? "screening" : "disclosure",
                    row.receivedAt,
                    priority);
            if (screened) {
                batch.putOff(
                        "update task set due_at = ? where person_id = ? and state = 'waiting'",
                        batch.now(),
                        row.personId);
            }
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

    /** Keeps everything of the drop for an operator. */
    void hold(Batch batch, String receiptId, @Nullable FaultCode code) throws SQLException {
        moveAll(batch, receiptId, Stages.ARRIVING, Stages.HELD);
        close(batch, receiptId, "held", code);
    }

    /** Abandons what came with the drop. */
    void refuse(Batch batch, String receiptId, @Nullable FaultCode code, @Nullable String by) throws SQLException {
        batch.sql()
                .update(
                        "delete from payload where record_id in (select id from record where receipt_id = ?"
                                + " and stage in ('arriving', 'held'))",
                        receiptId);
        moveAll(batch, receiptId, Stages.ARRIVING, Stages.ABANDONED);
        moveAll(batch, receiptId, Stages.HELD, Stages.ABANDONED);
        close(batch, receiptId, "refused", code);
        if (by != null) {
            batch.entry("drop.refuse", receiptId, "by=" + by);
        }
    }

    boolean releaseHeld(Batch batch, String receiptId, String by) throws SQLException {
        if (batch.sql()
                        .update(
                                "update intake_drop set state = 'releasing' where receipt_id = ? and state = 'held'",
                                receiptId)
                == 0) {
            return false;
        }
        moveAll(batch, receiptId, Stages.HELD, Stages.ARRIVING);
        batch.entry("drop.release", receiptId, "by=" + by);
        return true;
    }

    private static void moveAll(Batch batch, String receiptId, String from, String to) throws SQLException {
        String system = batch.sql()
                .first("select system from intake_drop where receipt_id = ?", row -> row.getString(1), receiptId);
        int moved = batch.sql()
                .update("update record set stage = ? where receipt_id = ? and stage = ?", to, receiptId, from);
        if (system != null) {
            batch.count(system, from, -moved);
            batch.count(system, to, moved);
        }
    }

    /** Ends the drop and, where it wants one, writes its receipt as a delivery in the same commit. */
    private static void close(Batch batch, String receiptId, String state, @Nullable FaultCode code)
            throws SQLException {
        batch.sql()
                .update(
                        "update intake_drop set state = ?, code = ?, closed_at = ? where receipt_id = ?",
                        state,
                        code == null ? null : code.code(),
                        batch.now(),
                        receiptId);
        batch.sql()
                .update(
                        "insert into letter (id, receipt_id, person_id, system, kind, destination, channel, address,"
                                + " state, open, due_at, attempts, lease_until, fence, created_at)"
                                + " select ?, receipt_id, '', system, 'M2', 'system.' || system, receipt_channel,"
                                + " receipt_address, 'ready', 1, 0, 0, 0, 0, ? from intake_drop"
                                + " where receipt_id = ? and receipt_channel is not null",
                        Generators.timeBasedEpochGenerator().generate().toString(),
                        batch.now(),
                        receiptId);
        batch.entry("drop." + state, receiptId, code == null ? "" : code.code());
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
            int priority) {}
}
