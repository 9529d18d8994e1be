package org.nansen.gateway.ledger;

import com.fasterxml.uuid.Generators;
import java.sql.SQLException;
import java.time.Duration;
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

    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final String APPLICATION = RecordJson.name(Event.APPLICATION);
    private static final String CORRECTION = RecordJson.name(Event.CORRECTION);

    /** Lets a drop on that stands so. */
    static int begin(Batch batch, String receiptId, String from) throws SQLException {
        return batch.sql()
                .update(
                        "update intake_drop set state = case when sorted = 1 then 'sorting' else 'releasing' end"
                                + " where receipt_id = ? and state = ?",
                        receiptId,
                        from);
    }

    /**
     * Brings a drop that is released a step further; when no record is left it is accepted.
     *
     * @return whether it has to wait for another drop of its system
     */
    boolean slice(Batch batch, String receiptId) throws SQLException {
        String state = batch.sql()
                .first("select state from intake_drop where receipt_id = ?", row -> row.getString(1), receiptId);
        boolean sorted = "sorting".equals(state);
        if (!sorted && !"releasing".equals(state)) {
            // Somebody else brought it to its end; ending it twice would write a second receipt.
            return false;
        }
        Dump dump = sorted ? Dump.find(batch.sql(), receiptId) : null;
        if (dump == null) {
            if (records(batch, receiptId, false, false)) {
                close(batch, receiptId, "accepted", null);
            }
            return false;
        }
        return switch (dump.phase()) {
            case JUDGE -> judge(batch, dump);
            case RECORDS -> {
                boolean older = Dumps.isOlder(batch.sql(), dump);
                if (records(batch, receiptId, true, older)) {
                    if (older || !Dumps.maySayWhatVanished(dump)) {
                        end(batch, dump, older);
                    } else {
                        Dumps.enter(batch, dump, Dump.Phase.SWEEP);
                    }
                }
                yield false;
            }
            case SWEEP -> {
                if (Dumps.sweep(batch, dump)) {
                    end(batch, dump, false);
                }
                yield false;
            }
        };
    }

    private boolean judge(Batch batch, Dump dump) throws SQLException {
        Dumps.Verdict verdict = Dumps.judge(batch, dump);
        if (verdict == Dumps.Verdict.GOOD) {
            Dumps.enter(batch, dump, Dump.Phase.RECORDS);
        } else if (verdict == Dumps.Verdict.OLDER || verdict == Dumps.Verdict.TOO_MANY) {
            hold(
                    batch,
                    dump.receiptId(),
                    verdict == Dumps.Verdict.OLDER
                            ? FaultCode.NG_161_OLDER_SNAPSHOT
                            : FaultCode.NG_160_TOO_MANY_VANISHED);
            Files.belong(batch, dump.receiptId(), Files.FAILED);
        }
        return verdict == Dumps.Verdict.WAIT;
    }

    private static void end(Batch batch, Dump dump, boolean older) throws SQLException {
        if (!older) {
            Dumps.decided(batch, dump);
        }
        Long unchanged = batch.sql()
                .first(
                        "update intake_drop set duplicate = duplicate + unchanged where receipt_id = ? returning unchanged",
                        row -> row.getLong(1),
                        dump.receiptId());
        long as = unchanged == null ? 0 : unchanged;
        batch.count(dump.system(), Stages.ARRIVING, -as);
        batch.count(dump.system(), Stages.DUPLICATE, as);
        close(batch, dump.receiptId(), "accepted", null);
    }

    /**
     * Judges the next records.
     *
     * @param stock whether the drop is a whole stock
     * @param older whether it is one that is older than the last: nothing of it acts by itself
     * @return whether none is left
     */
    private static boolean records(Batch batch, String receiptId, boolean stock, boolean older) throws SQLException {
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

    /** Keeps everything of the drop for an operator. */
    void hold(Batch batch, String receiptId, @Nullable FaultCode code) throws SQLException {
        moveAll(batch, receiptId, Stages.ARRIVING, Stages.HELD, true);
        close(batch, receiptId, "held", code);
    }

    /** Abandons what came with the drop. */
    void refuse(Batch batch, String receiptId, @Nullable FaultCode code, @Nullable String by) throws SQLException {
        batch.sql()
                .update(
                        "delete from payload where record_id in (select id from record where receipt_id = ?"
                                + " and stage in ('arriving', 'held'))",
                        receiptId);
        boolean held =
                batch.sql().exists("select 1 from intake_drop where receipt_id = ? and state = 'held'", receiptId);
        moveAll(batch, receiptId, Stages.ARRIVING, Stages.ABANDONED, !held);
        moveAll(batch, receiptId, Stages.HELD, Stages.ABANDONED, held);
        close(batch, receiptId, "refused", code);
        if (by != null) {
            batch.entry("drop.refuse", receiptId, "by=" + by);
        }
    }

    boolean releaseHeld(Batch batch, String receiptId, String by) throws SQLException {
        if (begin(batch, receiptId, "held") == 0) {
            return false;
        }
        moveAll(batch, receiptId, Stages.HELD, Stages.ARRIVING, true);
        Dumps.waive(batch, receiptId);
        Files.belong(batch, receiptId, Files.DONE);
        batch.entry("drop.release", receiptId, "by=" + by);
        return true;
    }

    /**
     * @param unchanged whether rows of a whole stock that are as they were, of which there are no records, move too
     */
    private static void moveAll(Batch batch, String receiptId, String from, String to, boolean unchanged)
            throws SQLException {
        Moving drop = batch.sql()
                .first(
                        "select system, unchanged from intake_drop where receipt_id = ?",
                        row -> new Moving(row.getString(1), row.getLong(2)),
                        receiptId);
        long moved = batch.sql()
                .update("update record set stage = ? where receipt_id = ? and stage = ?", to, receiptId, from);
        if (drop != null) {
            moved += unchanged ? drop.unchanged : 0;
            batch.count(drop.system, from, -moved);
            batch.count(drop.system, to, moved);
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
            int priority,
            boolean history) {}

    private record Moving(String system, long unchanged) {}
}
