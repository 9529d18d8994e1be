package org.nansen.gateway.crash;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/** Walks all entries and works out their hashes again; each head that an incarnation wrote down must stand there. */
final class ChainLaw {

    private final Findings findings;

    ChainLaw(Findings findings) {
        this.findings = findings;
    }

    void judge(Connection ledger) throws SQLException {
        Map<String, String> hashes = new HashMap<>();
        try (Statement statement = ledger.createStatement()) {
            Map<String, String> heads = new HashMap<>();
            try (ResultSet row = statement.executeQuery("select id, heads from incarnation")) {
                while (row.next()) {
                    for (String head : row.getString(2).split(",")) {
                        if (!head.isEmpty()) {
                            heads.put(head, row.getString(1));
                        }
                    }
                }
            }
            statement.setFetchSize(5_000);
            try (ResultSet row = statement.executeQuery(
                    "select incarnation, number, at, kind, subject, detail, hash from entry order by incarnation, number")) {
                walk(row, heads, hashes);
            }
            heads.forEach(
                    (head, by) -> findings.breach(Law.CHAIN, by + " knew a head that is not there any more: " + head));
        }
    }

    private void walk(ResultSet row, Map<String, String> heads, Map<String, String> broken) throws SQLException {
        String incarnation = "";
        String previous = "";
        long number = 0;
        while (row.next()) {
            if (!row.getString(1).equals(incarnation)) {
                incarnation = row.getString(1);
                previous = "";
                number = 0;
            }
            number++;
            String hash = KeyedHash.entry(
                    previous,
                    incarnation,
                    Long.toString(row.getLong(2)),
                    Long.toString(row.getLong(3)),
                    row.getString(4),
                    row.getString(5),
                    row.getString(6));
            if ((row.getLong(2) != number || !hash.equals(row.getString(7))) && broken.put(incarnation, hash) == null) {
                findings.breach(Law.CHAIN, incarnation + " is broken at entry " + number);
            }
            previous = row.getString(7);
            heads.remove(incarnation + ":" + row.getLong(2) + ":" + previous);
        }
    }
}
