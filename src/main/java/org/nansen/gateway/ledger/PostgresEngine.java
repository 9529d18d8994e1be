package org.nansen.gateway.ledger;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.FaultCode;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * PostgreSQL, for any number of nodes. Every batch takes one lock of the whole ledger first: one batch at a time over all
 * nodes, as with the one writer of a single process, so no two batches can deadlock or miss what the other wrote. Times
 * are the database's. A node holds a lock on its name for as long as its writing connection lives.
 */
final class PostgresEngine implements Engine {

    static final String PREFIX = "jdbc:postgresql:";

    private static final String WRITERS = "hashtext('nansen ledger ' || current_schema())";
    private static final String ALONE = "select pg_advisory_xact_lock(20170101, " + WRITERS + ")";
    private static final String BEGIN = "with turn as materialized (" + ALONE
            + ") select (extract(epoch from clock_timestamp()) * 1000)::bigint from turn";
    /** Connection, resources, operator's intervention, system; then read-only, lock and idle time-outs, and standby. */
    private static final Set<String> OUTAGES = Set.of("08", "53", "57", "58", "25006", "55P03", "25P03", "25P04");

    private static final Set<String> CLASHES = Set.of("40001", "40P01", "0A000");

    private final PGSimpleDataSource migrating;
    private final PGSimpleDataSource writing;
    private final PGSimpleDataSource reading;
    private final PostgresSession session;

    private PostgresEngine(PostgresServer server, String node) {
        this.migrating = server.source("");
        this.writing = server.source(PostgresSession.OPTIONS);
        this.reading = server.source(
                "-c default_transaction_read_only=on -c statement_timeout=60s" + PostgresPlans.OF_READERS);
        this.writing.setSocketTimeout(75);
        this.reading.setSocketTimeout(75);
        this.session = new PostgresSession(node);
    }

    /**
     * @param password null where the server needs none (a client certificate, a local socket)
     * @param node the name of this node
     */
    static PostgresEngine open(String url, @Nullable String user, @Nullable String password, String node) {
        return new PostgresEngine(PostgresServer.of(url, user, password), node);
    }

    @Override
    public boolean isNew() throws SQLException {
        try (Connection connection = migrating.getConnection();
                Statement statement = connection.createStatement();
                var found = statement.executeQuery("select to_regclass('meta') is null")) {
            found.next();
            return found.getBoolean(1);
        }
    }

    /** The server looks after its files itself. */
    @Override
    public void examine() {
        // Page checksums are on in every cluster that is made as docs/operators.md says.
    }

    @Override
    public void copyTo(Path file) throws SQLException {
        throw new EngineRefused(FaultCode.NG_513_BACKUP, "PostgreSQL is backed up by its own tools");
    }

    /** Data or an index that is corrupted (SQLSTATE XX001, XX002). */
    @Override
    public boolean isDamage(SQLException failure) {
        return "XX001".equals(failure.getSQLState()) || "XX002".equals(failure.getSQLState());
    }

    @Override
    public Dialect dialect() {
        return new Dialect(migrating, "bytea", "", ALONE);
    }

    @Override
    public Connection writing() throws SQLException {
        Connection connection = writing.getConnection();
        boolean opened = false;
        try (Sql sql = new Sql(connection, false, false)) {
            connection.setAutoCommit(true);
            session.begin(sql);
            connection.setAutoCommit(false);
            opened = true;
            return connection;
        } finally {
            if (!opened) {
                connection.close();
            }
        }
    }

    @Override
    public Connection reading() throws SQLException {
        return reading.getConnection();
    }

    @Override
    public long begin(Sql sql, long local) throws SQLException {
        Long now = sql.first(BEGIN, row -> row.getLong(1));
        return now == null ? local : now;
    }

    @Override
    public boolean needsRest() {
        return false;
    }

    /** The server tidies up by itself. */
    @Override
    public void rest(Connection writing) {
        // Checkpoints and vacuum are its own.
    }

    @Override
    public boolean isExclusive() {
        return false;
    }

    @Override
    public boolean isRemote() {
        return true;
    }

    @Override
    public boolean isOutage(SQLException failure) {
        String state = failure.getSQLState();
        return state == null || isDamage(failure) || OUTAGES.contains(state) || OUTAGES.contains(state.substring(0, 2));
    }

    @Override
    public boolean isClash(SQLException failure) {
        return CLASHES.contains(String.valueOf(failure.getSQLState()));
    }

    @Override
    public String name(SQLException failure) {
        return "SQLSTATE " + failure.getSQLState();
    }

    @Override
    public void close() {
        // The server lets go of the name when the writing connection ends.
    }
}
