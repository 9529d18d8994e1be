package org.nansen.gateway.ledger;

import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.FaultCode;

/** The one session in which a node writes. It holds a lock on the node's name for as long as it lives. */
final class PostgresSession {

    /**
     * A node that is paused or cut off in the middle of a batch must not keep the others waiting: its session ends, its
     * batch is gone, and it finds that out when it comes back.
     */
    static final String OPTIONS = "-c idle_in_transaction_session_timeout=10s -c lock_timeout=30s"
            + " -c statement_timeout=60s -c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5"
            + " -c tcp_keepalives_count=3 -c synchronous_commit=on" + PostgresPlans.OF_WRITER;

    private static final String NAME = "select pg_try_advisory_lock(20170102, hashtext(current_schema() || ' ' || ?))";

    /** Over before its predecessor's session times out in a transaction (10 s) or on a cut line (about 25 s). */
    private static final long LONGEST_WAIT_FOR_NAME = TimeUnit.SECONDS.toMillis(40);

    private final String node;
    private @Nullable Known known;

    /** How the session is known to the server. */
    private record Known(int pid, String startedAt) {}

    PostgresSession(String node) {
        this.node = node;
    }

    /**
     * Makes a new connection the session, once this node is the only one of its name.
     *
     * @throws EngineRefused {@code NG-503} when another holds the name, {@code NG-506} when the server may lose what it
     *     acknowledges
     */
    void begin(Sql sql) throws SQLException {
        refuseUnsafe(sql);
        refuseOrderOfWords(sql);
        endEarlier(sql);
        takeName(sql);
        known = sql.first(
                "select pid, backend_start::text from pg_stat_activity where pid = pg_backend_pid()",
                row -> new Known(row.getInt(1), row.getString(2)));
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

    /**
     * What is known of a source record is found by a range of text: from its number and ':' to its number and ';'. Where text
     * is ordered as a dictionary orders words, punctuation has another place, and the range is empty.
     */
    private static void refuseOrderOfWords(Sql sql) throws SQLException {
        if (!Boolean.TRUE.equals(sql.first("select 'a:b' < 'a;' and 'B' < 'a'", row -> row.getBoolean(1)))) {
            throw new EngineRefused(
                    FaultCode.NG_506_LEDGER_UNSAFE, "the database orders text by a language and not by bytes");
        }
    }

    /** A session that we lost may still be there and in a transaction: end it, or wait for locks that are our own. */
    private void endEarlier(Sql sql) throws SQLException {
        Known earlier = known;
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
}
