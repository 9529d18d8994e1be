package org.nansen.gateway.intake;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.ledger.Backlog;
import org.nansen.gateway.record.Fault;
import org.nansen.gateway.record.FaultCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides for every door whether it takes anything new: not while the gateway has as much to work off as it may have,
 * for this system or in all, and not while the disk is nearly full. What was begun is another matter: at the backlog
 * limit it is read to its end, at the disk reserve it stops after the chunk that is under way and goes on later.
 *
 * <p>Decided anew by {@link #look()}; between two looks a door may take more than the limit.
 */
final class Doorkeeper implements ShutDoors {

    private static final Logger LOG = LoggerFactory.getLogger(Doorkeeper.class);

    private final Collection<String> systems;
    private final Backlog backlog;
    private final IntakeSettings.Backlog limits;
    private final int reserve;
    private final DoubleSupplier freePercent;
    private final Clock clock;
    private final Map<String, Level> levels = new TreeMap<>();
    private final Level total = new Level();
    private final Level disk = new Level();
    private volatile Map<String, Shut> shut = Map.of();
    private volatile boolean diskShort;

    /**
     * @param freePercent free share of the volume that intake writes to, 0 to 100
     */
    Doorkeeper(
            Collection<String> systems,
            Backlog backlog,
            IntakeSettings settings,
            DoubleSupplier freePercent,
            Clock clock) {
        this.systems = systems;
        this.backlog = backlog;
        this.limits = settings.backlog();
        this.reserve = settings.diskReserve();
        this.freePercent = freePercent;
        this.clock = clock;
    }

    /** Returns why the system's door takes nothing new, or nothing when it is open. */
    Optional<FaultCode> refusal(String system) {
        return Optional.ofNullable(shut.get(system)).map(Shut::why);
    }

    /** Whether what was begun may be read on. */
    boolean mayReadOn() {
        return !diskShort;
    }

    @Override
    public List<Shut> all() {
        return List.copyOf(shut.values());
    }

    /** Measures, and decides for all doors at once. */
    synchronized void look() {
        // Used space over what may be used: both measures grow towards their limits.
        diskShort = reserve > 0 && disk.over(reserve / Math.max(freePercent.getAsDouble(), 0.001), 1);
        Map<String, Long> open;
        try {
            open = backlog.bySystem();
        } catch (Fault ledgerAway) {
            // The doors stay as they are; without a ledger nothing is taken anyway.
            return;
        }
        long all = open.values().stream().mapToLong(Long::longValue).sum();
        boolean allOver = total.over(all, limits.total());
        Map<String, Shut> now = new TreeMap<>();
        for (String system : systems) {
            boolean over = levels.computeIfAbsent(system, name -> new Level())
                    .over(open.getOrDefault(system, 0L), limits.perSystem());
            FaultCode why =
                    diskShort ? FaultCode.NG_131_DISK_RESERVE : allOver || over ? FaultCode.NG_130_BACKLOG : null;
            decide(system, why, open.getOrDefault(system, 0L), now);
        }
        shut = now;
    }

    private void decide(String system, @Nullable FaultCode why, long open, Map<String, Shut> now) {
        Shut before = shut.get(system);
        if (why == null) {
            if (before != null) {
                LOG.info("door open again system={} shut since {}", system, before.since());
            }
            return;
        }
        if (before == null || before.why() != why) {
            LOG.warn("{} system={} takes nothing new, backlog={}", why.code(), system, open);
        }
        Instant since = before == null ? clock.instant() : before.since();
        now.put(system, new Shut(system, why, since));
    }
}
