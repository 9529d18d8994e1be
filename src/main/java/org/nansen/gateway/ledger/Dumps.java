package org.nansen.gateway.ledger;

import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.FaultCode;

/**
 * What a whole stock says beyond its records: which rows are no more in it. That is a question for people, never an answer:
 * the row's newest record is put into review. It is asked only of a stock that was read to its end, is newer than the last
 * one, and lacks no more rows than the system's limit allows; otherwise half a file would declare thousands vanished. One
 * stock of a system at a time.
 */
final class Dumps {

    /** The queue of reviews of what vanished. Nobody claims from it. */
    static final String QUEUE = "vanished";

    /** Rows of the stock that are walked through in one commit, and put into review at most. */
    private static final int WALK = 10_000;

    private static final int ACTS = 500;

    private Dumps() {}

    /** What becomes of a stock. */
    enum Verdict {
        /** It is not known yet. */
        MORE,
        /** Another one comes first. */
        WAIT,
        GOOD,
        OLDER,
        TOO_MANY
    }

    /** Whether a newer stock was decided already. */
    static boolean isOlder(Sql sql, Dump dump) throws SQLException {
        Dump.Decided last = Dump.decided(sql, dump.system());
        return last != null && dump.number() < last.number();
    }

    /** What was rejected unread may be any row. */
    static boolean maySayWhatVanished(Dump dump) {
        return dump.complete() && dump.unnumbered() == 0;
    }

    static Verdict judge(Batch batch, Dump dump) throws SQLException {
        Sql sql = batch.sql();
        if (waits(sql, dump)) {
            return Verdict.WAIT;
        }
        if (isOlder(sql, dump)) {
            return dump.waived() == null ? Verdict.OLDER : Verdict.GOOD;
        }
        if (!isOverruled(dump) && isOlderByItsOwnWord(sql, dump)) {
            return Verdict.OLDER;
        }
        if (!maySayWhatVanished(dump)) {
            return Verdict.GOOD;
        }
        return count(sql, dump);
    }

    private static boolean isOverruled(Dump dump) {
        return dump.waived() == FaultCode.NG_161_OLDER_SNAPSHOT || dump.waived() == FaultCode.NG_160_TOO_MANY_VANISHED;
    }

    /** Its newest version, and its file's name where names sort, are not before the last one's. */
    private static boolean isOlderByItsOwnWord(Sql sql, Dump dump) throws SQLException {
        Dump.Decided last = Dump.decided(sql, dump.system());
        if (last == null) {
            return false;
        }
        String name = name(sql, dump);
        boolean byName = dump.byName() && name != null && last.name() != null && name.compareTo(last.name()) < 0;
        return byName || Versions.isOlder(dump.newestVersion(), last.newestVersion());
    }

    private static @Nullable String name(Sql sql, Dump dump) throws SQLException {
        return sql.first(
                "select name from intake_drop where receipt_id = ?", row -> row.getString(1), dump.receiptId());
    }

    private static Verdict count(Sql sql, Dump dump) throws SQLException {
        long upTo = dump.walked() + WALK;
        Dump counted = Objects.requireNonNull(sql.first(
                "select count(*), coalesce(sum(case when dump < ? then 1 else 0 end), 0) from stock"
                        + " where system = ? and number > ? and number <= ? and state = " + Stock.PRESENT,
                row -> with(dump, upTo, row.getLong(1), row.getLong(2)),
                dump.number(),
                dump.system(),
                dump.walked(),
                upTo));
        sql.update(
                "update dump set walked = ?, present = ?, vanished = ? where receipt_id = ?",
                upTo,
                counted.present(),
                counted.vanished(),
                dump.receiptId());
        if (upTo < Stock.last(sql, dump.system())) {
            return Verdict.MORE;
        }
        boolean tooMany = dump.limit().isExceededBy(counted.vanished(), counted.present());
        return tooMany && dump.waived() != FaultCode.NG_160_TOO_MANY_VANISHED ? Verdict.TOO_MANY : Verdict.GOOD;
    }

    private static Dump with(Dump dump, long walked, long present, long vanished) {
        return new Dump(
                dump.receiptId(),
                dump.system(),
                dump.number(),
                dump.phase(),
                walked,
                dump.present() + present,
                dump.vanished() + vanished,
                dump.returned(),
                dump.unnumbered(),
                dump.complete(),
                dump.newestVersion(),
                dump.waived(),
                dump.byName(),
                dump.limit());
    }

    /**
     * Whether another stock comes first: one that is being worked on, one that was opened before, and, before one that a
     * person let on, every other that is not held, for what it left out was compared with what was known when it came.
     */
    private static boolean waits(Sql sql, Dump dump) throws SQLException {
        boolean byHand = dump.waived() != null;
        for (Other other : sql.list(
                "select u.number, u.phase, u.waived, d.state from intake_drop d join dump u on u.receipt_id = d.receipt_id"
                        + " where d.state in ('arriving', 'sorting') and d.system = ? and d.receipt_id <> ?",
                row -> new Other(row.getLong(1), row.getString(2), row.getString(3), row.getString(4)),
                dump.system(),
                dump.receiptId())) {
            boolean arriving = other.state.equals("arriving");
            boolean begun = !arriving && !other.phase.equals(Dump.Phase.JUDGE.stored());
            boolean itself = other.waived.isEmpty();
            if (begun
                    || !arriving && itself && (byHand || other.number < dump.number())
                    || byHand && (arriving || other.number < dump.number())) {
                return true;
            }
        }
        return false;
    }

    /** Stocks of the system that are let on and stand still until it is their turn. */
    static List<String> waiting(Sql sql, String system) throws SQLException {
        return sql.list(
                "select d.receipt_id from intake_drop d join dump u on u.receipt_id = d.receipt_id"
                        + " where d.state = 'sorting' and d.system = ? and u.phase = 'judge' order by u.number",
                row -> row.getString(1),
                system);
    }

    static void enter(Batch batch, Dump dump, Dump.Phase phase) throws SQLException {
        batch.sql()
                .update(
                        phase == Dump.Phase.SWEEP
                                ? "update dump set phase = ?, walked = 0, vanished = 0 where receipt_id = ?"
                                : "update dump set phase = ?, walked = 0 where receipt_id = ?",
                        phase.stored(),
                        dump.receiptId());
    }

    /** A person lets on what was held: it is judged anew, but for that which it was held for. */
    static void waive(Batch batch, String receiptId) throws SQLException {
        batch.sql()
                .update(
                        "update dump set phase = 'judge', walked = 0, present = 0, vanished = 0, waived ="
                                + " coalesce((select code from intake_drop where receipt_id = ?), 'NG-119')"
                                + " where receipt_id = ?",
                        receiptId,
                        receiptId);
    }

    /** It is the newest from now on; of one that was not read to its end only the place counts. */
    static void decided(Batch batch, Dump dump) throws SQLException {
        batch.sql()
                .update(
                        "update dump_order set decided = ?, newest_version = coalesce(?, newest_version),"
                                + " name = coalesce(?, name) where system = ?",
                        dump.number(),
                        dump.newestVersion(),
                        name(batch.sql(), dump),
                        dump.system());
    }

    /**
     * Puts the next rows that vanished into review, and ends the review of those that came back.
     *
     * @return whether none is left
     */
    static boolean sweep(Batch batch, Dump dump) throws SQLException {
        long upTo = dump.walked() + WALK;
        List<Row> rows = batch.sql()
                .list(
                        "select number, row_key, state, review from stock where system = ? and number > ? and number <= ?"
                                + " and (state in (" + Stock.MET + ", " + Stock.PRESENT + ") and dump < ?"
                                + " or state = " + Stock.VANISHED + " and dump >= ?) order by number limit " + ACTS,
                        row -> new Row(row.getLong(1), row.getString(2), row.getInt(3), row.getString(4)),
                        dump.system(),
                        dump.walked(),
                        upTo,
                        dump.number(),
                        dump.number());
        int vanished = 0;
        int returned = 0;
        for (Row row : rows) {
            switch (row.state) {
                case Stock.PRESENT -> {
                    Vanishing.vanished(batch, dump.system(), row.number, row.key);
                    vanished++;
                }
                case Stock.VANISHED -> {
                    Vanishing.returned(batch, dump.system(), row.number, row.review);
                    returned++;
                }
                default ->
                    // It stood in a stock that was refused, and nowhere since.
                    batch.sql().update("delete from stock where system = ? and number = ?", dump.system(), row.number);
            }
        }
        long walked = rows.size() == ACTS ? rows.get(ACTS - 1).number : upTo;
        batch.sql()
                .update(
                        "update dump set walked = ?, vanished = vanished + ?, returned = returned + ? where receipt_id = ?",
                        walked,
                        vanished,
                        returned,
                        dump.receiptId());
        return walked >= Stock.last(batch.sql(), dump.system());
    }

    private record Other(long number, String phase, String waived, String state) {}

    private record Row(
            long number, String key, int state, @Nullable String review) {}
}
