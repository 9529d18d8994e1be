package org.nansen.gateway.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL server on a loopback port and data folder of its own, as durable as a production one: what it
 * acknowledged survives {@link #kill()}. The login {@value #USER} owns the database of the same name and every other one
 * made here.
 */
public final class PostgreSql implements AutoCloseable {

    public static final String USER = "gateway";
    public static final String PASSWORD = "database-test-only";

    private static final String ADMIN = "postgres";
    private static final AtomicInteger NAMES = new AtomicInteger();
    private static @Nullable PostgreSql shared;

    private final Path folder;
    private final int port;
    private @Nullable Child server;

    private PostgreSql(Path folder) {
        this.folder = folder.toAbsolutePath();
        this.port = Ports.free();
    }

    /** Starts a server that keeps everything of it below the folder; skips the test where the machine has none. */
    public static PostgreSql start(Path folder) {
        Parts.POSTGRESQL.need();
        PostgreSql server = new PostgreSql(folder);
        server.prepare();
        server.start();
        server.administer(
                "create role %s login password '%s'".formatted(USER, PASSWORD),
                "create database %s owner %s".formatted(USER, USER));
        return server;
    }

    /** The one server of this JVM for tests that only use a database and do it no harm; its folder goes with the JVM. */
    public static synchronized PostgreSql shared() {
        if (shared == null) {
            shared = start(Temporary.folder("postgresql"));
        }
        return shared;
    }

    private void prepare() {
        PostgreSqlPrograms.ownFolder(folder);
        try {
            Path password = Files.writeString(folder.resolve("password"), PASSWORD);
            Child.run(PostgreSqlPrograms.command(
                    "initdb",
                    // Only the making of the folder is not synced; the server syncs.
                    "--no-sync",
                    "--pgdata=" + data(),
                    "--username=" + ADMIN,
                    "--pwfile=" + password,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale=C.UTF-8"));
            Files.writeString(data().resolve("postgresql.auto.conf"), """
                    listen_addresses = '127.0.0.1'
                    port = %d
                    unix_socket_directories = ''
                    fsync = on
                    shared_buffers = 32MB
                    max_connections = 60
                    """.formatted(port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it again, on the same port and data, and returns when it takes questions. */
    public void start() {
        if (server != null) {
            return;
        }
        Child started = Child.start(
                folder.resolve("postgresql.log"),
                PostgreSqlPrograms.command("postgres", "-D", data().toString()),
                Map.of());
        server = started;
        Awaitility.await("PostgreSQL takes questions")
                .pollInterval(Duration.ofMillis(50))
                .atMost(Duration.ofMinutes(2))
                .until(() -> {
                    if (!started.isAlive()) {
                        throw new IllegalStateException("PostgreSQL ended:\n" + started.output());
                    }
                    return answers();
                });
    }

    /** Ends it in order; open sessions are cut and what they had not committed is undone. */
    public void stop() {
        if (server != null) {
            server.signal("INT");
            server.close();
            server = null;
        }
    }

    /** Ends it by SIGKILL, with all its processes. */
    public void kill() {
        if (server != null) {
            server.killTree();
            server = null;
        }
    }

    public int port() {
        return port;
    }

    /** Address of the first database for the driver, without a login. */
    public String url() {
        return url(USER);
    }

    public String user() {
        return USER;
    }

    public String password() {
        return PASSWORD;
    }

    /** Makes an empty database that nobody else has, and returns its address. */
    public String newDatabase() {
        String name = "db" + NAMES.incrementAndGet();
        administer("create database %s owner %s".formatted(name, USER));
        return url(name);
    }

    /** Removes a database made by {@link #newDatabase()}, open sessions or not. */
    public void drop(String url) {
        administer("drop database if exists %s with (force)".formatted(url.substring(url.lastIndexOf('/') + 1)));
    }

    /** A connection of the gateway's login. */
    public Connection connect(String url) throws SQLException {
        return DriverManager.getConnection(url, USER, PASSWORD);
    }

    @Override
    public void close() {
        stop();
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
    }

    private Path data() {
        return folder.resolve("data");
    }

    private boolean answers() {
        try {
            administer("select 1");
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    private void administer(String... statements) {
        try (Connection connection = DriverManager.getConnection(url(ADMIN), ADMIN, PASSWORD);
                Statement statement = connection.createStatement()) {
            for (String sql : List.of(statements)) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
