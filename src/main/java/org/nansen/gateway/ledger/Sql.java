package org.nansen.gateway.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One connection with its prepared statements kept. Not thread-safe. */
class Sql implements AutoCloseable {

    private static final int MOST_KEYS = 256;

    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();
    private final boolean owned;
    private final boolean gathers;
    private boolean changed;
    private @Nullable String gathering;

    Sql(Connection connection) {
        this(connection, true, false);
    }

    /**
     * @param owned whether closing this closes the connection too
     * @param gathers whether the database is so far away that statements are better sent together
     */
    Sql(Connection connection, boolean owned, boolean gathers) {
        this.connection = connection;
        this.owned = owned;
        this.gathers = gathers;
    }

    /** Whether any row was changed since this was last asked. */
    boolean takeChanged() {
        boolean any = changed;
        changed = false;
        return any;
    }

    Connection connection() {
        return connection;
    }

    /** Texts of the statements that are kept. */
    Set<String> texts() {
        return Set.copyOf(statements.keySet());
    }

    /**
     * Runs the statement before the next other one and with those of the same text around it, in one message to the
     * database: for many rows that are simply written.
     */
    void later(String sql, @Nullable Object... values) throws SQLException {
        if (!gathers) {
            // In the same process a message costs nothing, and a statement that fails by itself says more.
            update(sql, values);
            return;
        }
        if (!sql.equals(gathering)) {
            runGathered();
        }
        bound(sql, values).addBatch();
        gathering = sql;
        changed = true;
    }

    private void runGathered() throws SQLException {
        String sql = gathering;
        if (sql != null) {
            gathering = null;
            kept(sql, statement -> statement.executeBatch().length);
        }
    }

    /** Runs the statement once for each of these values, in their order, and returns how many rows each changed. */
    int[] each(String sql, List<@Nullable Object[]> values) throws SQLException {
        runGathered();
        int[] rows = new int[values.size()];
        if (gathers && values.size() > 1) {
            prepared(sql);
            rows = kept(sql, statement -> {
                for (Object[] once : values) {
                    bound(sql, once).addBatch();
                }
                return statement.executeBatch();
            });
        } else {
            for (int i = 0; i < rows.length; i++) {
                rows[i] = update(sql, values.get(i));
            }
        }
        changed |= IntStream.of(rows).anyMatch(count -> count != 0);
        return rows;
    }

    /**
     * Reads by keys, many in one statement, in no particular order.
     *
     * @param sql holds {@code in (?)} wherever the keys go
     * @param before values of the places that come before these
     */
    <T> List<T> among(String sql, Collection<String> keys, Row<T> row, @Nullable Object... before) throws SQLException {
        int places = sql.split("in \\(\\?\\)", -1).length - 1;
        List<T> list = new ArrayList<>();
        List<String> all = List.copyOf(keys);
        for (int from = 0; from < all.size(); from += MOST_KEYS) {
            List<String> some = all.subList(from, Math.min(all.size(), from + MOST_KEYS));
            int size = 1;
            while (size < some.size()) {
                size *= 4;
            }
            @Nullable Object[] values = Arrays.copyOf(before, before.length + size * places);
            for (int i = 0; i < size * places; i++) {
                // Few lengths are few texts to prepare; a key that stands there twice finds nothing more.
                values[before.length + i] = some.get(Math.min(i % size, some.size() - 1));
            }
            list.addAll(list(sql.replace("in (?)", "in (" + marks(size) + ")"), row, values));
        }
        return list;
    }

    /** Returns how many rows the statement changed. */
    int update(String sql, @Nullable Object... values) throws SQLException {
        int rows = run(sql, values, PreparedStatement::executeUpdate);
        changed |= rows > 0;
        return rows;
    }

    <T> List<T> list(String sql, Row<T> row, @Nullable Object... values) throws SQLException {
        return run(sql, values, statement -> {
            try (ResultSet results = statement.executeQuery()) {
                List<T> list = new ArrayList<>();
                while (results.next()) {
                    list.add(row.read(results));
                }
                changed |= !list.isEmpty() && !sql.startsWith("select");
                return list;
            }
        });
    }

    <T> @Nullable T first(String sql, Row<T> row, @Nullable Object... values) throws SQLException {
        List<T> rows = run(sql, values, statement -> {
            try (ResultSet results = statement.executeQuery()) {
                List<T> first = new ArrayList<>(1);
                if (results.next()) {
                    first.add(row.read(results));
                    changed |= !sql.startsWith("select");
                }
                return first;
            }
        });
        return rows.isEmpty() ? null : rows.get(0);
    }

    boolean exists(String sql, @Nullable Object... values) throws SQLException {
        return run(sql, values, statement -> {
            try (ResultSet results = statement.executeQuery()) {
                return results.next();
            }
        });
    }

    private <T> T run(String sql, @Nullable Object[] values, Use<T> use) throws SQLException {
        runGathered();
        bound(sql, values);
        return kept(sql, use);
    }

    /** Runs a kept statement. One that failed is not kept: SQLite's driver closes some of them without saying so. */
    private <T> T kept(String sql, Use<T> use) throws SQLException {
        try {
            return use.of(Objects.requireNonNull(statements.get(sql)));
        } catch (SQLException failed) {
            PreparedStatement broken = statements.remove(sql);
            if (broken != null) {
                try {
                    broken.close();
                } catch (SQLException closed) {
                    failed.addSuppressed(closed);
                }
            }
            throw failed;
        }
    }

    void commit() throws SQLException {
        runGathered();
        connection.commit();
    }

    /**
     * Drops what was not committed and begins anew. SQLite ends a transaction by itself when the disk is full or cannot
     * be written; its driver's rollback then fails without beginning the next one, and from there on every statement
     * would commit alone.
     */
    void rollback() throws SQLException {
        String begun = gathering;
        gathering = null;
        try {
            if (begun != null) {
                Objects.requireNonNull(statements.get(begun)).clearBatch();
            }
            connection.rollback();
        } catch (SQLException endedAlready) {
            try {
                connection.setAutoCommit(true);
            } catch (SQLException nothingToCommit) {
                endedAlready.addSuppressed(nothingToCommit);
            }
            connection.setAutoCommit(false);
        }
    }

    private PreparedStatement prepared(String sql) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        return statement;
    }

    private PreparedStatement bound(String sql, @Nullable Object... values) throws SQLException {
        PreparedStatement statement = prepared(sql);
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            if (value instanceof String text) {
                statement.setString(i + 1, text);
            } else if (value instanceof Long number) {
                statement.setLong(i + 1, number);
            } else if (value instanceof Integer number) {
                statement.setInt(i + 1, number);
            } else if (value instanceof byte[] bytes) {
                statement.setBytes(i + 1, bytes);
            } else {
                statement.setObject(i + 1, value);
            }
        }
        return statement;
    }

    /** Returns {@code ?, ?, ?} for as many values. Sizes are rounded up by the caller so that few texts are prepared. */
    static String marks(int count) {
        return "?" + ", ?".repeat(Math.max(0, count - 1));
    }

    @Override
    public void close() throws SQLException {
        if (owned) {
            connection.close();
            return;
        }
        for (PreparedStatement statement : statements.values()) {
            statement.close();
        }
    }

    private interface Use<T> {
        T of(PreparedStatement statement) throws SQLException;
    }

    /** Reads one row. */
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }
}
