package org.nansen.gateway.ledger;

import com.fasterxml.uuid.Generators;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.FaultCode;

/**
 * The way of a complete drop to its end: a whole stock is judged, the records of every drop are, and the receipt is written; or
 * the drop is held for a person, who lets it on or refuses it. In slices, so that a large drop stops neither everything else
 * nor, where there are several, the other nodes.
 */
final class Release {

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
            if (ArrivedRecords.judge(batch, receiptId, false, false)) {
                close(batch, receiptId, "accepted", null);
            }
            return false;
        }
        return switch (dump.phase()) {
            case JUDGE -> judge(batch, dump);
            case RECORDS -> {
                boolean older = Dumps.isOlder(batch.sql(), dump);
                if (ArrivedRecords.judge(batch, receiptId, true, older)) {
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

    private record Moving(String system, long unchanged) {}
}
