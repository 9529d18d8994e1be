package org.nansen.gateway.ledger;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.Defect;
import org.nansen.gateway.record.FaultCode;
import org.postgresql.PGProperty;
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
    private static final String NAME = "select pg_try_advisory_lock(20170102, hashtext(current_schema() || ' ' || ?))";

    /** Over before its predecessor's session times out in a transaction (10 s) or on a cut line (about 25 s). */
    private static final long LONGEST_WAIT_FOR_NAME = TimeUnit.SECONDS.toMillis(40);

    /**
     * A node that is paused or cut off in the middle of a batch must not keep the others waiting: its session ends, its
     * batch is gone, and it finds that out when it comes back.
     */
    private static final String SESSION = "-c idle_in_transaction_session_timeout=10s -c lock_timeout=30s"
            + " -c statement_timeout=60s -c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5"
            + " -c tcp_keepalives_count=3 -c synchronous_commit=on";

    /** Connection, resources, operator's intervention, system; then read-only, lock and idle time-outs, and standby. */
    private static final Set<String> OUTAGES = Set.of("08", "53", "57", "58", "25006", "55P03", "25P03", "25P04");

    private static final Set<String> CLASHES = Set.of("40001", "40P01", "0A000");

    private final PGSimpleDataSource migrating;
    private final PGSimpleDataSource writing;
    private final PGSimpleDataSource reading;
    private final String node;
    private @Nullable Session session;

    /** How the writing connection is known to the server. */
    private record Session(int pid, String startedAt) {}

    private PostgresEngine(String url, String user, @Nullable String password, String node) {
        this.node = node;
        this.migrating = source(url, user, password, "");
        this.writing = source(url, user, password, SESSION);
        this.reading = source(url, user, password, "-c default_transaction_read_only=on -c statement_timeout=60s");
        this.writing.setSocketTimeout(75);
        this.reading.setSocketTimeout(75);
    }

    /**
     * @param password null where the server needs none (a client certificate, a local socket)
     * @param node the name of this node
     */
    static PostgresEngine open(String url, @Nullable String user, @Nullable String password, String node) {
        if (user == null) {
            throw Defect.of(FaultCode.NG_602_SETTING, "gateway.ledger.user (PostgreSQL needs a login)");
        }
        PostgresEngine engine = new PostgresEngine(url, user, password, node);
        engine.refuseInsecure();
        return engine;
    }

    private static PGSimpleDataSource source(String url, String user, @Nullable String password, String options) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        try {
            source.setUrl(url);
        } catch (IllegalArgumentException malformed) {
            throw Defect.of(FaultCode.NG_602_SETTING, "gateway.ledger.url (is no PostgreSQL URL)");
        }
        source.setUser(user);
        source.setPassword(password);
        source.setApplicationName("nansen-gateway");
        source.setConnectTimeout(5);
        source.setLoginTimeout(15);
        source.setTcpKeepAlive(true);
        source.setOptions(options);
        if (source.getServerNames().length > 1) {
            // Only the primary of a pair can be written to.
            source.setTargetServerType("primary");
        }
        return source;
    }

    /** People's data is sealed, but ids, codes and countries are not: they travel to another machine only in TLS. */
    private void refuseInsecure() {
        String mode = writing.getSslMode();
        for (String host : writing.getServerNames()) {
            if (!isThisMachine(host) && !"verify-full".equals(mode)) {
                throw Defect.of(
                        FaultCode.NG_602_SETTING,
                        "gateway.ledger.url (" + PGProperty.SSL_MODE.getName()
                                + "=verify-full is needed for a server on another machine)");
            }
        }
    }

    private static boolean isThisMachine(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
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
            refuseUnsafe(sql);
            endEarlier(sql);
            takeName(sql);
            session = sql.first(
                    "select pid, backend_start::text from pg_stat_activity where pid = pg_backend_pid()",
                    row -> new Session(row.getInt(1), row.getString(2)));
            connection.setAutoCommit(false);
            opened = true;
            return connection;
        } finally {
            if (!opened) {
                connection.close();
            }
        }
    }

    /** A server that acknowledges what is not on disk loses it in a power cut, and nobody would know. */
    private static void refuseUnsafe(Sql sql) throws SQLException {
        for (String setting : new String[] {"fsync", "full_page_writes", "synchronous_commit"}) {
            String value = sql.first("select current_setting(?)", row -> row.getString(1), setting);
            if ("off".equals(value)) {
                throw new EngineRefused(FaultCode.NG_506_LEDGER_UNSAFE, setting + " = off");
            }
        }
    }

    /** A session that we lost may still be there and in a transaction: end it, or wait for locks that are our own. */
    private void endEarlier(Sql sql) throws SQLException {
        Session earlier = session;
        if (earlier != null) {
            sql.exists(
                    "select pg_terminate_backend(pid) from pg_stat_activity where pid = ? and backend_start::text = ?"
                            + " and usename = current_user",
                    earlier.pid,
                    earlier.startedAt);
        }
    }

    private void takeName(Sql sql) throws SQLException {
        long begun = System.nanoTime();
        while (!Boolean.TRUE.equals(sql.first(NAME, row -> row.getBoolean(1), node))) {
            if (TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun) > LONGEST_WAIT_FOR_NAME) {
                throw new EngineRefused(FaultCode.NG_503_LEDGER_LOCKED, "node " + node);
            }
            try {
                TimeUnit.MILLISECONDS.sleep(200);
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                throw new EngineRefused(FaultCode.NG_503_LEDGER_LOCKED, "node " + node);
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
