package org.nansen.gateway.house;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
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

    static final String ADMIN = "postgres";
    private static final AtomicInteger NAMES = new AtomicInteger();
    private static @Nullable PostgreSql shared;

    private final int port = Ports.free();
    private final PostgreSqlData data;
    private @Nullable Child server;

    private PostgreSql(Path folder) {
        this.data = new PostgreSqlData(folder.toAbsolutePath(), port);
    }

    /** Starts a server that keeps everything of it below the folder; skips the test where the machine has none. */
    public static PostgreSql start(Path folder) {
        Parts.POSTGRESQL.need();
        PostgreSql server = new PostgreSql(folder);
        server.data.initialise();
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

    /** Starts it again, on the same port and data, and returns when it takes questions. */
    public void start() {
        if (server != null) {
            return;
        }
        Child started = Child.start(
                data.log(),
                PostgreSqlPrograms.command("postgres", "-D", data.path().toString()),
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

    /**
     * Starts a standby of this server below the folder. From now on a commit is acknowledged only when the standby has it
     * too, so that none is lost when this server is killed and the standby promoted. Without the standby, commits wait.
     */
    public PostgreSql standby(Path folder) {
        PostgreSql standby = new PostgreSql(folder);
        standby.data.copyOf(port);
        standby.start();
        administer("alter system set synchronous_standby_names = '*'", "select pg_reload_conf()");
        Awaitility.await("the standby is synchronous")
                .pollInterval(Duration.ofMillis(50))
                .atMost(Duration.ofMinutes(1))
                .until(() -> holds("select exists (select from pg_stat_replication where sync_state = 'sync')"));
        return standby;
    }

    /**
     * Makes this standby the primary and returns when it takes commits. Its former primary must be dead and stay so: nothing
     * would keep the two apart.
     */
    public void promote() {
        if (!holds("select pg_promote(true, 60)")) {
            throw new IllegalStateException("The standby was not promoted");
        }
    }

    /** Address of the first database on this server or its standby, whichever is the primary when connecting. */
    public String urlWith(PostgreSql standby) {
        return "jdbc:postgresql://127.0.0.1:%d,127.0.0.1:%d/%s?targetServerType=primary"
                .formatted(port, standby.port, USER);
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

    /** The same for a database that orders text as a dictionary does. */
    public String newDatabaseInOrderOfWords() {
        String name = "words" + NAMES.incrementAndGet();
        administer(("create database %s owner %s template template0 encoding 'UTF8' locale_provider icu"
                        + " icu_locale 'en-US'")
                .formatted(name, USER));
        return url(name);
    }

    /** Removes a database made by {@link #newDatabase()}, open sessions or not. */
    public void drop(String url) {
        administer("drop database if exists %s with (force)".formatted(url.substring(url.lastIndexOf('/') + 1)));
    }

    /** Returns when everything that was written is in the tables' files. */
    public void checkpoint() {
        administer("checkpoint");
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

    private boolean answers() {
        try {
            administer("select 1");
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    private boolean holds(String question) {
        try (Connection connection = administrator();
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(question)) {
            return answer.next() && answer.getBoolean(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Connection administrator() throws SQLException {
        return DriverManager.getConnection(url(ADMIN), ADMIN, PASSWORD);
    }

    private void administer(String... statements) {
        try (Connection connection = administrator();
                Statement statement = connection.createStatement()) {
            for (String sql : List.of(statements)) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
