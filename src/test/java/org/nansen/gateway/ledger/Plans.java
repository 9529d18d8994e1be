package org.nansen.gateway.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** How the database goes about each statement that the ledger has really run on its connections. */
final class Plans {

    private Plans() {}

    /** Returns the plan of each statement that touches rows, by its text. */
    static Map<String, List<String>> of(LedgerRig rig) {
        // Questions within a question run on one connection, so that it knows all of them.
        Set<String> asked = rig.store.readers().read(sql -> {
            GrowthLookups.lookups(rig).values().forEach(Runnable::run);
            return sql.texts();
        });
        Set<String> texts = new TreeSet<>(asked);
        return rig.store
                .writer()
                .submit(batch -> {
                    texts.addAll(batch.sql().texts());
                    Connection connection = batch.sql().connection();
                    boolean postgres =
                            connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
                    Map<String, List<String>> plans = new TreeMap<>();
                    for (String text : texts) {
                        if (text.matches("(?s)(select|update|delete|insert|with) .*")) {
                            plans.put(text, postgres ? generic(connection, text) : sqlite(connection, text));
                        }
                    }
                    return plans;
                })
                .join();
    }

    private static List<String> sqlite(Connection connection, String text) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("explain query plan " + text);
                ResultSet rows = statement.executeQuery()) {
            return lines(rows, "detail");
        }
    }

    /** The plan for any values: what a statement that is kept comes to. */
    private static List<String> generic(Connection connection, String text) throws SQLException {
        int values = 0;
        StringBuilder numbered = new StringBuilder();
        for (char letter : text.toCharArray()) {
            numbered.append(letter == '?' ? "$" + ++values : String.valueOf(letter));
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("set local plan_cache_mode = force_generic_plan");
            statement.execute("prepare shown as " + numbered);
            try (ResultSet rows = statement.executeQuery("explain (costs off) execute shown"
                    + (values == 0 ? "" : "(" + "null, ".repeat(values - 1) + "null)"))) {
                return lines(rows, "QUERY PLAN");
            } finally {
                statement.execute("deallocate shown");
            }
        }
    }

    private static List<String> lines(ResultSet rows, String column) throws SQLException {
        List<String> lines = new ArrayList<>();
        while (rows.next()) {
            lines.add(rows.getString(column));
        }
        return lines;
    }
}
