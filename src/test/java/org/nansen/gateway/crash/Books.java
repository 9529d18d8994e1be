package org.nansen.gateway.crash;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The identity in the ledger's own rows, read at one moment. */
final class Books {

    /** Parts of the identity that each stand for rows in that stage. */
    private static final Set<String> STAGES = Set.of(
            "arriving",
            "held",
            "screening",
            "waiting",
            "review",
            "delivery",
            "parked",
            "delivered",
            "withheld",
            "duplicate",
            "abandoned");

    private Books() {}

    /**
     * Judges the identity of each system, and with rows also whether each counter is the number of rows in its stage.
     *
     * @return what was looked at, for people
     */
    static String look(Connection ledger, boolean withRows, Findings findings) throws SQLException {
        Map<String, Map<String, Long>> counters = new TreeMap<>();
        read(ledger, "select system, name, value from counter", counters);
        counters.forEach((system, parts) -> {
            long received = parts.getOrDefault("received", 0L);
            long sum = parts.getOrDefault("rejected", 0L) + parts.getOrDefault("skipped", 0L);
            for (String stage : STAGES) {
                sum += parts.getOrDefault(stage, 0L);
            }
            findings.unless(
                    received == sum,
                    Law.IDENTITY,
                    system + ": received " + received + ", accounted for " + sum + " " + parts);
        });
        if (withRows) {
            Map<String, Map<String, Long>> rows = new TreeMap<>();
            read(ledger, "select system, stage, count(*) from record group by system, stage", rows);
            counters.forEach((system, parts) -> {
                for (String stage : STAGES) {
                    long counted = parts.getOrDefault(stage, 0L);
                    long found = rows.getOrDefault(system, Map.of()).getOrDefault(stage, 0L);
                    findings.unless(
                            counted == found,
                            Law.IDENTITY,
                            "%s: %d counted as %s, %d found".formatted(system, counted, stage, found));
                }
            });
        }
        return counters.toString();
    }

    private static void read(Connection ledger, String sql, Map<String, Map<String, Long>> into) throws SQLException {
        try (Statement statement = ledger.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                into.computeIfAbsent(rows.getString(1), system -> new TreeMap<>())
                        .put(rows.getString(2), rows.getLong(3));
            }
        }
    }
}
