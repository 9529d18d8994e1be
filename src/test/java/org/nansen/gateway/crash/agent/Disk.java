package org.nansen.gateway.crash.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * Notes after each commit how much of SQLite's write-ahead log has surely reached the disk, for tests that cut the power:
 * a SIGKILL alone loses nothing that the kernel has, so the test cuts the log there before the next start. The length
 * counts when the store waits for the disk at each commit, which the database itself is asked.
 */
public final class Disk {

    private static final int FULL = 2;

    private static @Nullable Connection asked;
    private static boolean waits;

    private Disk() {}

    /** A batch was committed. */
    public static void committed(Object batch) {
        Object sql = Looking.call(batch, "sql");
        Connection connection = sql == null ? null : (Connection) Looking.call(sql, "connection");
        if (connection == null || !Files.exists(Orders.at("power-fails"))) {
            return;
        }
        try {
            if (connection != asked) {
                waits = synchronous(connection) >= FULL;
                asked = connection;
            }
            if (waits) {
                String url = connection.getMetaData().getURL();
                Path log = Path.of(url.substring("jdbc:sqlite:".length()) + "-wal");
                Files.writeString(Orders.at("synced"), String.valueOf(Files.size(log)));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int synchronous(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("pragma synchronous")) {
            return result.next() ? result.getInt(1) : 0;
        }
    }
}
