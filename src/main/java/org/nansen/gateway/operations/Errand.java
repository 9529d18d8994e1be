package org.nansen.gateway.operations;

import java.time.Clock;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.Defect;
import org.nansen.gateway.record.Fault;
import org.nansen.gateway.record.FaultCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Something long that this process does because an operator asked for it, one at a time. What became of the last one is
 * kept until the next begins or the process ends.
 */
final class Errand<T> {

    private static final Logger LOG = LoggerFactory.getLogger(Errand.class);

    private final String name;
    private final Clock clock;
    private volatile @Nullable Run<T> last;

    Errand(String name, Clock clock) {
        this.name = name;
        this.clock = clock;
    }

    /** Begins it in a thread of its own; a 409 when one is under way. */
    synchronized void begin(String by, Supplier<T> work) {
        Run<T> run = last;
        if (run != null && run.endedAt == null) {
            throw Refusal.conflict("One is under way, begun by " + run.by + ".");
        }
        Run<T> begun = new Run<>(by, clock.instant());
        last = begun;
        Thread thread = new Thread(() -> run(begun, work), "errand-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    @Nullable
    Run<T> last() {
        return last;
    }

    private void run(Run<T> run, Supplier<T> work) {
        try {
            run.result = work.get();
        } catch (Fault fault) {
            run.fault = fault;
            LOG.error("{} failed: {}", name, fault.getMessage());
        } catch (RuntimeException | Error defect) {
            run.fault = Defect.of(FaultCode.NG_900_DEFECT, name, defect);
            LOG.error("{} failed: {}", name, defect.getClass().getName());
        } finally {
            run.endedAt = clock.instant();
        }
    }

    /** One that was begun. */
    static final class Run<T> {

        private final String by;
        private final Instant startedAt;
        private volatile @Nullable T result;
        private volatile @Nullable Fault fault;
        private volatile @Nullable Instant endedAt;

        Run(String by, Instant startedAt) {
            this.by = by;
            this.startedAt = startedAt;
        }

        String by() {
            return by;
        }

        Instant startedAt() {
            return startedAt;
        }

        @Nullable
        Instant endedAt() {
            return endedAt;
        }

        @Nullable
        T result() {
            return result;
        }

        @Nullable
        Fault fault() {
            return fault;
        }

        String state() {
            return endedAt == null ? "running" : fault == null ? "done" : "failed";
        }
    }
}
