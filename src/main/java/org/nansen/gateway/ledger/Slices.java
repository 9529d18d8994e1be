package org.nansen.gateway.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Walks over tables slice by slice, each slice seen as of one moment, and tells the watcher how far it is. Between two
 * slices it rests as long as the slice took, so that a gateway at work keeps its disk and its processors.
 */
final class Slices {

    static final int SIZE = 2_000;

    private final Readers readers;
    private final Reconciliation.Watcher watcher;
    private final boolean rests;
    private final Map<Reconciliation.Part, Long> rows = new EnumMap<>(Reconciliation.Part.class);
    private long findings;
    private long opened;
    private boolean whole = true;

    Slices(Readers readers, Reconciliation.Watcher watcher, boolean rests) {
        this.readers = readers;
        this.watcher = watcher;
        this.rests = rests;
    }

    /** Calls the part with the last key it returned (empty at first) until it returns null. */
    void walk(Reconciliation.Part part, Slice slice) {
        String last = "";
        while (last != null && goesOn()) {
            String after = last;
            long began = System.nanoTime();
            last = asOfNow(sql -> slice.after(sql, after));
            watcher.looked(part, rows.getOrDefault(part, 0L));
            if (rests) {
                LockSupport.parkNanos(System.nanoTime() - began);
            }
        }
    }

    boolean goesOn() {
        whole = whole && watcher.goesOn() && !Thread.currentThread().isInterrupted();
        return whole;
    }

    /** Asks several questions of one moment. */
    <T> T asOfNow(Readers.Question<T> question) {
        return readers.read(sql -> {
            Connection connection = sql.connection();
            int isolation = connection.getTransactionIsolation();
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            try {
                return question.ask(sql);
            } finally {
                end(connection, isolation);
            }
        });
    }

    private static void end(Connection connection, int isolation) throws SQLException {
        try {
            connection.rollback();
        } finally {
            connection.setAutoCommit(true);
            connection.setTransactionIsolation(isolation);
        }
    }

    void looked(Reconciliation.Part part, int more) {
        rows.merge(part, (long) more, Long::sum);
    }

    void found(Reconciliation.Kind kind, String subject, String words) {
        findings++;
        watcher.found(new Reconciliation.Finding(kind, subject, words));
    }

    void opened() {
        opened++;
    }

    Reconciliation.Report report() {
        return new Reconciliation.Report(Map.copyOf(rows), opened, findings, whole);
    }

    /** One slice of a table. */
    interface Slice {

        /** Looks at the rows after that key; returns the last key, or null when there are no more. */
        @Nullable
        String after(Sql sql, String key) throws SQLException;
    }
}
