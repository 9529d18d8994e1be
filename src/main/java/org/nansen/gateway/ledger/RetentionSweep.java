package org.nansen.gateway.ledger;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.Fault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what systems' retention says, a small slice in a commit, never faster than a set rate over all nodes together,
 * and never while the writer has other work waiting. A wall clock that runs differently from the time that passes stops it
 * for a while: what a wrong clock removes does not come back.
 */
final class RetentionSweep implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RetentionSweep.class);

    /** Things looked at in one commit. */
    private static final int SLICE = 50;

    /** Changes that wait for the writer; with more the ledger has better things to do. */
    private static final int BUSY = 100;

    /** Milliseconds between two looks while there is something to do, and while there is nothing. */
    private static final long SOON = 250;

    private static final long LATER = 30_000;
    private static final long JUMP = Duration.ofMinutes(5).toMillis();

    private final GroupCommit writer;
    private final Supplier<RetentionRules> rules;
    private final int perSecond;
    private final long settle;
    private final LongSupplier passed;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread one = new Thread(task, "ledger-retention");
        one.setDaemon(true);
        return one;
    });
    private @Nullable Long offset;
    private long believedFrom;

    /**
     * @param perSecond records and drops looked at in a second at most, over all nodes; 0 removes nothing
     * @param settle how long the clock must run evenly, after a start or a jump, before it is believed
     * @param passed nanoseconds that have passed since some moment, whatever the clock says
     */
    RetentionSweep(
            GroupCommit writer, Supplier<RetentionRules> rules, int perSecond, Duration settle, LongSupplier passed) {
        this.writer = writer;
        this.rules = rules;
        this.perSecond = perSecond;
        this.settle = settle.toMillis();
        this.passed = passed;
    }

    void start() {
        if (perSecond > 0) {
            again(SOON);
        }
    }

    private void again(long in) {
        if (!thread.isShutdown()) {
            thread.schedule(this::lookWhenIdle, in, TimeUnit.MILLISECONDS);
        }
    }

    private void lookWhenIdle() {
        int looked = 0;
        try {
            if (writer.waiting() <= BUSY) {
                looked = look().get(1, TimeUnit.MINUTES);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException failed) {
            LOG.warn(
                    "retention removed nothing this time: {}",
                    failed.getCause() instanceof Fault fault ? fault.code().code() : "no commit in time");
        }
        again(looked > 0 ? SOON : LATER);
    }

    /**
     * Whether the clock and the time that passes have agreed for long enough.
     *
     * @param now milliseconds since 1970 by the clock that the ledger goes by
     */
    boolean believes(long now) {
        long millis = TimeUnit.NANOSECONDS.toMillis(passed.getAsLong());
        long drift = now - millis;
        Long before = offset;
        if (before == null || Math.abs(drift - before) > JUMP) {
            if (before != null) {
                LOG.warn("the clock jumped by {} s: retention waits for {} s", (drift - before) / 1000, settle / 1000);
            }
            offset = drift;
            believedFrom = millis + settle;
        }
        return millis >= believedFrom;
    }

    /** Looks at one slice, if it is time for it; returns how many things were looked at. */
    CompletableFuture<Integer> look() {
        // Read anew each time: a system that is no longer configured keeps what it has.
        Map<String, Retention> kept = new TreeMap<>(rules.get().bySystem());
        return writer.submit(batch -> slice(batch, kept), SLICE * 10);
    }

    private int slice(Batch batch, Map<String, Retention> kept) throws SQLException {
        if (kept.isEmpty() || !believes(batch.now()) || !isTurn(batch)) {
            return 0;
        }
        List<String> systems = new ArrayList<>(kept.keySet());
        Collections.rotate(systems, (int) (batch.now() / SOON % systems.size()));
        Removal removal = new Removal(batch);
        int looked = 0;
        for (String system : systems) {
            if (looked < SLICE) {
                looked += removal.look(system, kept.get(system), SLICE - looked);
            }
        }
        if (looked > 0) {
            batch.sql()
                    .update(
                            "insert into turn (name, next_at) values ('retention', ?)"
                                    + " on conflict (name) do update set next_at = excluded.next_at",
                            batch.now() + looked * 1_000L / perSecond);
        }
        return looked;
    }

    /** Nodes take turns by one row, so that the rate holds for all of them together. */
    private static boolean isTurn(Batch batch) throws SQLException {
        Long next = batch.sql().first("select next_at from turn where name = 'retention'", row -> row.getLong(1));
        // A turn that lies far ahead was set by a clock that has been put back since.
        return next == null || next <= batch.now() || next > batch.now() + JUMP;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
