package org.nansen.gateway.ledger;

import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The counters of the identity against the rows, all of one moment. */
final class CounterCheck {

    private static final Set<String> OF_DROPS = Set.of(Stages.RECEIVED, Stages.REJECTED, Stages.SKIPPED);

    private final Slices slices;

    CounterCheck(Slices slices) {
        this.slices = slices;
    }

    void run() {
        slices.walk(Reconciliation.Part.COUNTERS, (sql, key) -> {
            Map<String, Map<String, Long>> counters = new TreeMap<>();
            sql.list(
                    "select system, name, value from counter",
                    row -> put(counters, row.getString(1), row.getString(2), row.getLong(3)));
            Map<String, Map<String, Long>> rows = rows(sql);
            counters.forEach(this::identity);
            Set<String> systems = new TreeSet<>(counters.keySet());
            systems.addAll(rows.keySet());
            for (String system : systems) {
                compare(system, counters.getOrDefault(system, Map.of()), rows.getOrDefault(system, Map.of()));
            }
            sequences(sql);
            slices.looked(
                    Reconciliation.Part.COUNTERS,
                    counters.values().stream().mapToInt(Map::size).sum());
            return null;
        });
    }

    private static Map<String, Map<String, Long>> rows(Sql sql) throws SQLException {
        Map<String, Map<String, Long>> rows = new TreeMap<>();
        // Rejected records are rows and count with their drop.
        sql.list(
                "select system, stage, count(*) from record where stage <> 'rejected' group by system, stage",
                row -> put(rows, row.getString(1), row.getString(2), row.getLong(3)));
        sql.list("select system, sum(received), sum(rejected), sum(skipped) from intake_drop group by system", row -> {
            put(rows, row.getString(1), Stages.RECEIVED, row.getLong(2));
            put(rows, row.getString(1), Stages.REJECTED, row.getLong(3));
            return put(rows, row.getString(1), Stages.SKIPPED, row.getLong(4));
        });
        // Rows of whole stocks that are as they were stand where their drop does.
        sql.list(
                "select system, state, sum(unchanged) from intake_drop where unchanged > 0 group by system, state",
                row -> put(rows, row.getString(1), Stages.ofUnchanged(row.getString(2)), row.getLong(3)));
        sql.list(
                "select system, count(*) from record where history = 1 and sequence is not null group by system",
                row -> put(rows, row.getString(1), Stages.HISTORY, row.getLong(2)));
        // What retention removed was counted once, and stays counted.
        sql.list(
                "select system, name, value from removed where name <> 'accepted'",
                row -> put(rows, row.getString(1), row.getString(2), row.getLong(3)));
        return rows;
    }

    private static boolean put(Map<String, Map<String, Long>> all, String system, String name, long value) {
        all.computeIfAbsent(system, key -> new TreeMap<>()).merge(name, value, Long::sum);
        return true;
    }

    /** What received must be the sum of. */
    static long parts(Views.Counts c) {
        return c.delivered()
                + c.withheld()
                + c.rejected()
                + c.duplicate()
                + c.skipped()
                + c.abandoned()
                + c.parked()
                + c.inFlight();
    }

    private void identity(String system, Map<String, Long> counters) {
        Views.Counts c = SqlViews.counts(counters);
        long parts = parts(c);
        if (parts != c.received()) {
            slices.found(
                    Reconciliation.Kind.IDENTITY,
                    system,
                    "received " + c.received() + ", but its parts add up to " + parts + ": " + c);
        }
    }

    private void compare(String system, Map<String, Long> counters, Map<String, Long> rows) {
        Set<String> names = new TreeSet<>(counters.keySet());
        names.addAll(rows.keySet());
        for (String name : names) {
            long counted = counters.getOrDefault(name, 0L);
            long found = rows.getOrDefault(name, 0L);
            if (counted != found) {
                slices.found(
                        Reconciliation.Kind.IDENTITY,
                        system,
                        "the counter of " + name + " says " + counted + ", "
                                + (OF_DROPS.contains(name) ? "its drops add up to " : "the rows are ") + found);
            }
        }
    }

    /** Every accepted record follows another of its person; were there a double, there would be more of them. */
    private void sequences(Sql sql) throws SQLException {
        Long records = sql.first(
                "select (select count(*) from record where sequence is not null)"
                        + " + coalesce((select sum(value) from removed where name = 'accepted'), 0)",
                row -> row.getLong(1));
        Long people = sql.first("select coalesce(sum(sequence), 0) from person", row -> row.getLong(1));
        if (records != null && !records.equals(people)) {
            slices.found(
                    Reconciliation.Kind.SEQUENCE,
                    "all",
                    "people have " + people + " records by their own count, but " + records
                            + " rows have a place in a sequence: some number stands twice, or rows are gone");
        }
    }
}
