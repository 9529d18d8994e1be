package org.nansen.gateway.ledger;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.FaultCode;

/**
 * The rows of a system's whole stocks: each is met in every stock that it stands in, in the commit that takes the chunk. By
 * this a row that stands twice in one stock is known, and later one that stands in it no more.
 */
final class Stock {

    /** Met, but nothing of it was accepted yet. */
    static final int MET = 0;

    static final int PRESENT = 1;
    static final int VANISHED = 2;

    private Stock() {}

    /**
     * Meets the rows of a chunk.
     *
     * @param arrivals in the order of the source
     * @param accepted whether anything of a source key was accepted before
     * @return what is neither a repeat within the stock nor contradicts the row further up
     */
    static Met meet(Batch batch, Dump dump, List<Difference> arrivals, Map<String, Seen> accepted, Chunk.Others others)
            throws SQLException {
        Sql sql = batch.sql();
        Map<String, Row> known = rows(sql, arrivals);
        long last = last(sql, dump.system());
        long next = last;
        Map<String, Row> written = new LinkedHashMap<>();
        Met met = new Met(new ArrayList<>(), new ArrayList<>(), 0);
        String newest = dump.newestVersion();
        for (Difference arrival : arrivals) {
            Row before = known.get(arrival.row());
            if (before != null && before.dump == dump.number()) {
                if (before.content.equals(arrival.contentHash())) {
                    met = met.withRepeat();
                    continue;
                }
                if (arrival.version() == null) {
                    met.twice()
                            .add(Rejection.ofRecord(
                                    arrival.arrival().line(), "source/recordId", FaultCode.NG_162_ROW_TWICE));
                    continue;
                }
            }
            boolean isAccepted = accepted.containsKey(arrival.sourceKey());
            Row now = before == null
                    ? new Row(++next, dump.number(), arrival.contentHash(), isAccepted ? PRESENT : MET)
                    : new Row(
                            before.number,
                            Math.max(before.dump, dump.number()),
                            before.dump > dump.number() ? before.content : arrival.contentHash(),
                            before.state == MET && isAccepted ? PRESENT : before.state);
            known.put(arrival.row(), now);
            written.put(arrival.row(), now);
            String version = arrival.version();
            newest = version != null && (newest == null || Versions.isOlder(newest, version)) ? version : newest;
            met.pass().add(arrival);
        }
        write(sql, dump, written, last);
        others(sql, dump, others, newest);
        return met;
    }

    private static Map<String, Row> rows(Sql sql, List<Difference> arrivals) throws SQLException {
        Map<String, Row> rows = new HashMap<>();
        sql.among(
                "select row_key, number, dump, content, state from stock where row_key in (?)",
                arrivals.stream().map(Difference::row).collect(Collectors.toSet()),
                row -> rows.put(
                        row.getString(1), new Row(row.getLong(2), row.getLong(3), row.getString(4), row.getInt(5))));
        return rows;
    }

    /** The highest number that a row of the system has. */
    static long last(Sql sql, String system) throws SQLException {
        Long last = sql.first(
                "select number from stock where system = ? order by number desc limit 1",
                row -> row.getLong(1),
                system);
        return last == null ? 0 : last;
    }

    private static void write(Sql sql, Dump dump, Map<String, Row> rows, long last) throws SQLException {
        for (Map.Entry<String, Row> row : rows.entrySet()) {
            Row now = row.getValue();
            if (now.number > last) {
                sql.later(
                        "insert into stock (system, number, row_key, dump, content, state) values (?, ?, ?, ?, ?, ?)",
                        dump.system(),
                        now.number,
                        row.getKey(),
                        now.dump,
                        now.content,
                        now.state);
            }
        }
        for (Row now : rows.values()) {
            if (now.number <= last) {
                sql.later(
                        "update stock set dump = ?, content = ?, state = ? where system = ? and number = ?",
                        now.dump,
                        now.content,
                        now.state,
                        dump.system(),
                        now.number);
            }
        }
    }

    /** Rows that gave no record are there nevertheless. Keys of one source record begin with it; ';' follows ':'. */
    private static void others(Sql sql, Dump dump, Chunk.Others others, @Nullable String newest) throws SQLException {
        for (String ref : others.numbers()) {
            sql.later(
                    "update stock set dump = ? where row_key > ? and row_key < ? and dump < ?",
                    dump.number(),
                    ref + ":",
                    ref + ";",
                    dump.number());
        }
        sql.update(
                "update dump set newest_version = ?, unnumbered = unnumbered + ? where receipt_id = ?",
                newest,
                others.unnumbered(),
                dump.receiptId());
    }

    /** Something of the row is accepted. */
    static void accepted(Batch batch, String sourceKey) {
        batch.putOff(
                "update stock set state = " + PRESENT + " where row_key = ? and state = " + MET,
                Difference.rowOf(sourceKey));
    }

    /**
     * What became of the rows of a chunk.
     *
     * @param pass in the order of the source
     * @param twice rows that contradict one further up
     * @param repeats rows that say again what one further up says
     */
    record Met(List<Difference> pass, List<Rejection> twice, int repeats) {

        private Met withRepeat() {
            return new Met(pass, twice, repeats + 1);
        }
    }

    private record Row(long number, long dump, String content, int state) {}
}
