package org.nansen.gateway.ledger;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.nansen.gateway.record.FaultCode;

/**
 * What a start looks at, in a time that does not grow with the ledger: does the identity add up, and do the ends of the
 * newest chains verify and reach as far as is known? Everything else is {@link Reconciliation}'s.
 */
final class LedgerCheck {

    private static final int CHAINS = 3;
    private static final int ENTRIES = 1_000;

    private LedgerCheck() {}

    /** Throws {@code NG-510} at the first thing that is wrong. */
    static void look(Sql sql) throws SQLException {
        counters(sql);
        List<String> newest =
                sql.list("select id from incarnation order by id desc limit " + CHAINS, row -> row.getString(1));
        for (String incarnation : newest) {
            end(sql, incarnation);
        }
        for (String heads :
                sql.list("select heads from incarnation order by id desc limit 1", row -> row.getString(1))) {
            heads(sql, heads);
        }
    }

    private static void counters(Sql sql) throws SQLException {
        Map<String, Map<String, Long>> counters = new TreeMap<>();
        sql.list("select system, name, value from counter", row -> counters.computeIfAbsent(
                        row.getString(1), key -> new TreeMap<>())
                .put(row.getString(2), row.getLong(3)));
        for (var system : counters.entrySet()) {
            Views.Counts counts = SqlViews.counts(system.getValue());
            if (CounterCheck.parts(counts) != counts.received()) {
                throw new EngineRefused(
                        FaultCode.NG_510_LEDGER_DAMAGED, "the counters of " + system.getKey() + " do not add up");
            }
        }
    }

    private static void end(Sql sql, String incarnation) throws SQLException {
        List<ChainCheck.Stored> entries = new ArrayList<>(sql.list(
                ChainCheck.ENTRIES + " order by number desc limit " + (ENTRIES + 1),
                ChainCheck::stored,
                incarnation,
                0L));
        for (int i = 0; i + 1 < entries.size(); i++) {
            if (!entries.get(i).follows(entries.get(i + 1), incarnation)) {
                throw new EngineRefused(
                        FaultCode.NG_510_LEDGER_DAMAGED,
                        "the chain of entries " + incarnation + " breaks at "
                                + entries.get(i).number());
            }
        }
    }

    private static void heads(Sql sql, String heads) throws SQLException {
        for (String head : People.list(heads)) {
            String[] parts = head.split(":", -1);
            if (parts.length != 3
                    || !sql.exists(
                            "select 1 from entry where incarnation = ? and number = ? and hash = ?",
                            parts[0],
                            Long.parseLong(parts[1]),
                            parts[2])) {
                throw new EngineRefused(
                        FaultCode.NG_510_LEDGER_DAMAGED, "the end of the chain of entries " + parts[0] + " is missing");
            }
        }
    }
}
