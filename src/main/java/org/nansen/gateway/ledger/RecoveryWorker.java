package org.nansen.gateway.ledger;

import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.nansen.gateway.record.Fault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets jobs go on, slice by slice. Every node has one; the slices are the group commit's, so they never run at the same
 * time. It keeps nothing: after a crash the next start goes on where the last commit was.
 */
final class RecoveryWorker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RecoveryWorker.class);
    private static final long EVERY_MILLIS = 1_000;
    private static final long FORGET_EVERY_MILLIS = 60 * 60 * 1_000;

    private final Readers readers;
    private final GroupCommit writer;
    private final Clock clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "ledger-recovery");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean closing;
    private long forgottenAt;

    RecoveryWorker(Readers readers, GroupCommit writer, Clock clock) {
        this.readers = readers;
        this.writer = writer;
        this.clock = clock;
    }

    void start() {
        timer.scheduleWithFixedDelay(this::goOnQuietly, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void goOnQuietly() {
        try {
            goOn();
        } catch (RuntimeException failed) {
            Throwable why = failed.getCause() == null ? failed : failed.getCause();
            LOG.warn(
                    "recovery jobs wait: {}",
                    why instanceof Fault fault
                            ? fault.code().code()
                            : why.getClass().getName());
        }
    }

    /** Lets every running job do what its rate allows now. */
    void goOn() {
        for (String job : readers.read(RecoveryJobs::running)) {
            boolean more = true;
            while (more && !closing) {
                more = writer.submit(batch -> RecoverySlices.next(batch, job), RecoverySlices.MOST)
                        .join();
            }
        }
        long now = clock.millis();
        if (Math.abs(now - forgottenAt) > FORGET_EVERY_MILLIS) {
            forget(now);
            forgottenAt = now;
        }
    }

    private void forget(long now) {
        for (String job : readers.read(sql -> RecoveryReports.toForget(sql, now))) {
            Recovery.Report figures = readers.read(sql -> RecoveryReports.of(sql, job));
            boolean more = true;
            while (more && !closing) {
                more = writer.submit(batch -> RecoveryReports.forget(batch, job, figures))
                        .join();
            }
        }
    }

    /** Lets the slice in hand end. */
    @Override
    public void close() {
        closing = true;
        timer.shutdown();
        try {
            if (!timer.awaitTermination(10, TimeUnit.SECONDS)) {
                timer.shutdownNow();
            }
        } catch (InterruptedException interrupted) {
            timer.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
