package org.nansen.gateway.ledger;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.Defect;
import org.nansen.gateway.record.Fault;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.record.Unavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only writer. Callers hand in changes; one thread commits as many as have gathered, and each caller's future
 * completes after that commit is on disk. When a batch fails it is rolled back and halved until the culprit is alone;
 * only the culprit's future fails. Futures complete on the writer thread: whoever continues on one does so
 * asynchronously.
 */
final class GroupCommit implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);
    private static final int MOST_ROWS = 4_000;

    private static final int MOST_TRIES = 4;
    private static final long REST_EVERY = TimeUnit.SECONDS.toNanos(5);

    private final WritingSession session;
    private final Engine engine;
    private final BlockingQueue<Entry<?>> queue = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile boolean closing;
    /** Whether the last batch found the ledger away. */
    private boolean away;

    GroupCommit(WritingSession session, Engine engine) {
        this.session = session;
        this.engine = engine;
        this.thread = new Thread(this::run, "ledger-writer");
        thread.start();
    }

    <T> CompletableFuture<T> submit(Change<T> change) {
        return submit(change, 1);
    }

    /**
     * @param rows about how many rows it writes; bounds the size of a batch
     */
    <T> CompletableFuture<T> submit(Change<T> change, int rows) {
        Entry<T> entry = new Entry<>(change, rows, new CompletableFuture<>());
        if (closing) {
            entry.future.completeExceptionally(Unavailable.of(FaultCode.NG_501_LEDGER_UNAVAILABLE, "ledger"));
        } else {
            queue.add(entry);
            if (closing && queue.remove(entry)) {
                entry.future.completeExceptionally(Unavailable.of(FaultCode.NG_501_LEDGER_UNAVAILABLE, "ledger"));
            }
        }
        return entry.future;
    }

    /** How many changes wait to be written. */
    int waiting() {
        return queue.size();
    }

    private void run() {
        List<Entry<?>> batch = new ArrayList<>();
        long restedAt = System.nanoTime();
        while (!closing || !queue.isEmpty()) {
            try {
                if (queue.isEmpty() && System.nanoTime() - restedAt > REST_EVERY || engine.needsRest()) {
                    rest();
                    restedAt = System.nanoTime();
                }
                Entry<?> first = queue.poll(200, TimeUnit.MILLISECONDS);
                if (first == null) {
                    continue;
                }
                batch.add(first);
                int rows = first.rows;
                while (rows < MOST_ROWS) {
                    Entry<?> next = queue.poll();
                    if (next == null) {
                        break;
                    }
                    batch.add(next);
                    rows += next.rows;
                }
                commit(batch);
            } catch (InterruptedException interrupted) {
                closing = true;
            } finally {
                batch.clear();
            }
        }
    }

    private void rest() {
        try {
            session.rest();
        } catch (SQLException failed) {
            LOG.warn("the ledger could not be tidied: {}", engine.name(failed));
        }
    }

    private void commit(List<Entry<?>> entries) {
        Throwable failure = attempt(entries);
        if (failure == null) {
            if (away) {
                away = false;
                LOG.info("ledger can be written again");
            }
            entries.forEach(Entry::complete);
            return;
        }
        if (failure instanceof SQLException outage && engine.isOutage(outage)) {
            // Once for the outage, not for each of the many who try meanwhile.
            if (!away) {
                away = true;
                LOG.error("ledger cannot be written: {}", engine.name(outage));
            }
            Unavailable unavailable = Unavailable.of(FaultCode.NG_501_LEDGER_UNAVAILABLE, "ledger", outage);
            entries.forEach(entry -> entry.future.completeExceptionally(unavailable));
            return;
        }
        if (entries.size() == 1) {
            entries.get(0).future.completeExceptionally(coded(failure));
            return;
        }
        int half = entries.size() / 2;
        commit(entries.subList(0, half));
        commit(entries.subList(half, entries.size()));
    }

    /**
     * Applies and commits the changes. What only met another node's changes, or a connection that broke, is done again,
     * unless the commit turns out to have taken place.
     */
    private @Nullable Throwable attempt(List<Entry<?>> entries) {
        Throwable failure = once(entries);
        for (int tries = 1; failure instanceof SQLException wrong && tries < MOST_TRIES; tries++) {
            if (engine.isRemote() && engine.isOutage(wrong)) {
                try {
                    if (session.reopen()) {
                        return null;
                    }
                } catch (SQLException stillAway) {
                    LOG.debug("ledger is still away", stillAway);
                    return failure;
                }
            } else if (!engine.isClash(wrong)) {
                return failure;
            }
            failure = once(entries);
        }
        return failure;
    }

    private @Nullable Throwable once(List<Entry<?>> entries) {
        try {
            Batch batch = session.batch();
            entries.forEach(entry -> entry.change.prepare(batch));
            batch.endings().end(batch);
            for (Entry<?> entry : entries) {
                entry.apply(batch);
            }
            session.commit(batch);
            return null;
        } catch (SQLException | RuntimeException | Error failure) {
            // Errors too: a writer that died would leave every caller waiting, and what it had begun open.
            session.rollback(failure);
            return failure;
        }
    }

    private Throwable coded(Throwable failure) {
        if (failure instanceof Fault) {
            return failure;
        }
        // A driver's message may quote a value; its code does not.
        LOG.error(
                "a change to the ledger failed by itself: {}",
                failure instanceof SQLException wrong
                        ? engine.name(wrong)
                        : failure.getClass().getName());
        return Defect.of(FaultCode.NG_504_STATEMENT, "ledger", failure);
    }

    /** Commits what was handed in before, then ends. */
    @Override
    public void close() {
        closing = true;
        try {
            thread.join(TimeUnit.SECONDS.toMillis(20));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Entry<T> {

        private final Change<T> change;
        private final int rows;
        private final CompletableFuture<T> future;
        private @Nullable T result;

        Entry(Change<T> change, int rows, CompletableFuture<T> future) {
            this.change = change;
            this.rows = rows;
            this.future = future;
        }

        void apply(Batch batch) throws SQLException {
            result = change.apply(batch);
        }

        @SuppressWarnings("NullAway")
        void complete() {
            future.complete(result);
        }
    }
}
