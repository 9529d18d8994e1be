package org.nansen.gateway.ledger;

import java.io.File;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** SQLite's log beside its file, kept short. For the writer thread only. */
final class WriteAheadLog {

    private static final Logger LOG = LoggerFactory.getLogger(WriteAheadLog.class);
    private static final long WORTH_EMPTYING = 8L << 20;
    private static final long TOO_LONG = 96L << 20;
    private static final long ALARMING = 512L << 20;
    private static final long FEW_CHANGES = 100;
    private static final long BETWEEN_WAITS = TimeUnit.SECONDS.toNanos(2);

    private final File log;
    private final int busyMillis;

    /** Rows changed up to the last rest. */
    private long changes;

    /** When emptying the log was last tried in vain. */
    private long triedAt = System.nanoTime() - BETWEEN_WAITS;

    /**
     * @param busyMillis how long the writing connection otherwise waits for others
     */
    WriteAheadLog(Path file, int busyMillis) {
        this.log = new File(file + "-wal");
        this.busyMillis = busyMillis;
    }

    /** Questions that always overlap keep the log from being begun anew: then the writer has to wait for them for once. */
    boolean isTooLong() {
        return log.length() > TOO_LONG && System.nanoTime() - triedAt > BETWEEN_WAITS;
    }

    /**
     * Brings a log that has grown home and empties its file, when next to nothing is written: a file that has to grow again makes
     * commits slower. A log that is too long is worth a second of waiting at any time.
     */
    void shorten(Connection writing) throws SQLException {
        long length = log.length();
        if (length < WORTH_EMPTYING || length <= TOO_LONG && isBusy(writing)) {
            return;
        }
        // A checkpoint is refused inside a transaction.
        writing.setAutoCommit(true);
        try (Statement statement = writing.createStatement()) {
            statement.execute("pragma busy_timeout = " + (length > TOO_LONG ? 1_000 : 0));
            statement.execute("pragma wal_checkpoint(truncate)");
            statement.execute("pragma busy_timeout = " + busyMillis);
        } finally {
            writing.setAutoCommit(false);
        }
        if (log.length() > TOO_LONG) {
            triedAt = System.nanoTime();
        }
        if (log.length() > ALARMING) {
            LOG.warn(
                    "the ledger's write-ahead log has {} MB and cannot be emptied: something has been reading for long",
                    log.length() / 1_000_000);
        }
    }

    private boolean isBusy(Connection writing) throws SQLException {
        try (Statement statement = writing.createStatement();
                ResultSet row = statement.executeQuery("select total_changes()")) {
            long before = changes;
            changes = row.next() ? row.getLong(1) : before;
            return changes - before > FEW_CHANGES;
        }
    }
}
