package org.nansen.gateway.ledger;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leases as rows. All of a node's are asked for at once every few seconds, in one change; what the answer gives counts from
 * right before the question, by this machine's clocks, so that it is over here before it is over in the ledger.
 */
final class SqlLeases implements Leases, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Leases.class);

    private static final Duration LASTS = Duration.ofSeconds(15);
    private static final Duration ASKED_EVERY = Duration.ofSeconds(3);

    private static final String TAKE = "insert into lease (name, holder, fence, until_at) values (?, ?, 1, ?)"
            + " on conflict (name) do update set"
            + " fence = case when lease.holder = excluded.holder then lease.fence else lease.fence + 1 end,"
            + " holder = excluded.holder, until_at = excluded.until_at"
            + " where lease.holder = excluded.holder or lease.until_at <= ?"
            + " returning fence";

    private final GroupCommit writer;
    private final Clock clock;
    private final Duration lasts;
    private final Map<String, Standing> stoodFor = new ConcurrentSkipListMap<>();
    private final AtomicBoolean asking = new AtomicBoolean();
    private final ScheduledExecutorService timer;
    private volatile boolean closed;

    private SqlLeases(GroupCommit writer, Clock clock, Duration lasts, Duration askedEvery) {
        this.writer = writer;
        this.clock = clock;
        this.lasts = lasts;
        this.timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "ledger-leases");
            thread.setDaemon(true);
            return thread;
        });
        timer.scheduleWithFixedDelay(this::ask, askedEvery.toMillis(), askedEvery.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Leases that are this process's at all times, since there is no other. */
    static Leases ofOneProcess() {
        return name -> () -> true;
    }

    static SqlLeases among(GroupCommit writer, Clock clock) {
        return among(writer, clock, LASTS, ASKED_EVERY);
    }

    static SqlLeases among(GroupCommit writer, Clock clock, Duration lasts, Duration askedEvery) {
        return new SqlLeases(writer, clock, lasts, askedEvery);
    }

    @Override
    public Lease stand(String name) {
        Standing standing = stoodFor.computeIfAbsent(name, Standing::new);
        if (!closed) {
            timer.execute(this::ask);
        }
        return standing;
    }

    private void ask() {
        if (stoodFor.isEmpty() || !asking.compareAndSet(false, true)) {
            return;
        }
        // A little less than in the ledger, so that what is begun here in time is also done in time.
        Tenure tenure = Tenure.lasting(clock, lasts.multipliedBy(14).dividedBy(15));
        List<String> names = new ArrayList<>(stoodFor.keySet());
        writer.submit(batch -> take(batch, names)).whenComplete((ours, failed) -> {
            if (ours != null) {
                names.forEach(name -> stoodFor.get(name).answered(ours.contains(name) ? tenure : null));
            }
            asking.set(false);
        });
    }

    private Set<String> take(Batch batch, List<String> names) throws SQLException {
        Set<String> ours = new HashSet<>();
        long until = batch.now() + lasts.toMillis();
        for (String name : names) {
            if (batch.sql().first(TAKE, row -> row.getLong(1), name, batch.node(), until, batch.now()) != null) {
                ours.add(name);
            }
        }
        return ours;
    }

    /** Gives everything back, so that others need not wait; to be called when nothing is done under a lease any more. */
    @Override
    public void close() {
        closed = true;
        timer.shutdownNow();
        try {
            writer.submit(batch -> batch.sql().update("update lease set until_at = 0 where holder = ?", batch.node()))
                    .join();
        } catch (CompletionException ledgerAway) {
            LOG.info("leases are not given back; they run out by themselves");
        }
    }

    private final class Standing implements Lease {

        private final String name;
        private volatile @Nullable Tenure tenure;

        Standing(String name) {
            this.name = name;
        }

        void answered(@Nullable Tenure given) {
            boolean had = tenure != null;
            tenure = given;
            if (had != (given != null)) {
                LOG.info("lease {} {}", name, had ? "is another node's now" : "taken");
            }
        }

        @Override
        public boolean holds() {
            Tenure given = tenure;
            return !closed && given != null && given.holds();
        }
    }
}
