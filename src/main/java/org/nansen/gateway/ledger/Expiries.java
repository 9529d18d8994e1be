package org.nansen.gateway.ledger;

import java.sql.SQLException;
import java.util.List;

/**
 * What is to be looked at for removal, as rows in the order of the time from which keeping counts at the earliest. How long
 * it is kept is not in the row: a changed retention holds at once for what is already there.
 */
final class Expiries {

    /** A record as it came. */
    static final int RECORD = 0;

    /** A record whose answers are gone. */
    static final int BARE_RECORD = 1;

    /** A drop with its chunks, rejections and receipt. */
    static final int DROP = 2;

    private Expiries() {}

    static void add(Sql sql, String system, int step, long at, String subject) throws SQLException {
        sql.later(
                "insert into expiry (system, step, at, subject) values (?, ?, ?, ?)"
                        + " on conflict (system, step, at, subject) do nothing",
                system,
                step,
                at,
                subject);
    }

    /** Returns what is due first: what counts from {@code upTo} or earlier. */
    static List<Due> due(Sql sql, String system, int step, long upTo, int most) throws SQLException {
        return sql.list(
                "select at, subject from expiry where system = ? and step = ? and at <= ? order by at, subject limit ?",
                row -> new Due(system, step, row.getLong(1), row.getString(2)),
                system,
                step,
                upTo,
                most);
    }

    static void forget(Sql sql, Due due) throws SQLException {
        sql.update(
                "delete from expiry where system = ? and step = ? and at = ? and subject = ?",
                due.system,
                due.step,
                due.at,
                due.subject);
    }

    /** Looks again, counted from another time. */
    static void move(Sql sql, Due due, int step, long at) throws SQLException {
        forget(sql, due);
        add(sql, due.system, step, at, due.subject);
    }

    /** The person's last case has closed: all that is known of the person counts from now. */
    static void countAnew(Batch batch, String personId) throws SQLException {
        Sql sql = batch.sql();
        for (String id : People.records(sql, personId, Integer.MAX_VALUE)) {
            String system = sql.first("select system from record where id = ?", row -> row.getString(1), id);
            if (system != null) {
                add(sql, system, RECORD, batch.now(), id);
            }
        }
    }

    /** What is to be looked at. */
    record Due(String system, int step, long at, String subject) {}
}
