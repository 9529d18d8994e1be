package org.nansen.gateway.operations;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.ledger.Views;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The ledger's figures as gauges, read anew on a schedule and not by each scrape, so that no number of scrapers can load
 * the ledger. Labels are systems, states and stages; nothing that tells one record or one result from another.
 */
@Component
class LedgerGauges implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerGauges.class);

    private final Views views;
    private final DoorGauges doors;
    private final Duration refresh;
    private final Clock clock;
    private final MultiGauge records;
    private final MultiGauge depth;
    private final MultiGauge oldest;
    private final MultiGauge silence;
    private @Nullable ScheduledExecutorService timer;

    LedgerGauges(Views views, DoorGauges doors, MeterRegistry meters, OperationsSettings settings, Clock clock) {
        this.views = views;
        this.doors = doors;
        this.clock = clock;
        this.refresh = settings.refresh();
        this.records = MultiGauge.builder("gateway.records")
                .description("Records of a system by where they are now; received is the sum of the other states")
                .register(meters);
        this.depth = MultiGauge.builder("gateway.stage.depth")
                .description("Records in a stage")
                .register(meters);
        this.oldest = MultiGauge.builder("gateway.stage.oldest.seconds")
                .description("Age of the oldest record in a stage; 0 when the stage is empty")
                .register(meters);
        this.silence = MultiGauge.builder("gateway.system.silence.seconds")
                .description("Time since a system last handed something over")
                .register(meters);
    }

    synchronized void read() {
        Instant now = clock.instant();
        List<MultiGauge.Row<?>> recordRows = new ArrayList<>();
        views.accounting().forEach((system, counts) -> states(counts)
                .forEach((state, count) ->
                        recordRows.add(MultiGauge.Row.of(Tags.of("system", system, "state", state), count))));
        List<MultiGauge.Row<?>> depthRows = new ArrayList<>();
        List<MultiGauge.Row<?>> oldestRows = new ArrayList<>();
        views.stages().forEach((stage, held) -> {
            depthRows.add(MultiGauge.Row.of(Tags.of("stage", stage), held.depth()));
            oldestRows.add(MultiGauge.Row.of(Tags.of("stage", stage), seconds(held.oldest(), now)));
        });
        List<MultiGauge.Row<?>> silenceRows = new ArrayList<>();
        views.lastArrivals()
                .forEach((system, at) ->
                        silenceRows.add(MultiGauge.Row.of(Tags.of("system", system), seconds(at, now))));
        records.register(recordRows, true);
        depth.register(depthRows, true);
        oldest.register(oldestRows, true);
        silence.register(silenceRows, true);
        doors.read();
    }

    private static Map<String, Long> states(Views.Counts counts) {
        Map<String, Long> states = new LinkedHashMap<>();
        states.put("received", counts.received());
        states.put("delivered", counts.delivered());
        states.put("withheld", counts.withheld());
        states.put("rejected", counts.rejected());
        states.put("duplicate", counts.duplicate());
        states.put("skipped", counts.skipped());
        states.put("abandoned", counts.abandoned());
        states.put("parked", counts.parked());
        states.put("in-flight", counts.inFlight());
        return states;
    }

    private static long seconds(@Nullable Instant since, Instant now) {
        return since == null ? 0 : Math.max(0, Duration.between(since, now).toSeconds());
    }

    private void readQuietly() {
        try {
            read();
        } catch (RuntimeException e) {
            // The gauges keep their last values; health says what is wrong with the ledger.
            LOG.warn("gauges not refreshed kind={}", e.getClass().getName());
        }
    }

    @Override
    public synchronized void start() {
        ScheduledExecutorService starting = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "ledger-gauges");
            thread.setDaemon(true);
            return thread;
        });
        starting.scheduleWithFixedDelay(this::readQuietly, 0, refresh.toMillis(), TimeUnit.MILLISECONDS);
        timer = starting;
    }

    @Override
    public synchronized void stop() {
        if (timer != null) {
            timer.shutdownNow();
            timer = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return timer != null;
    }
}
