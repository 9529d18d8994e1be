package org.nansen.gateway.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.nansen.gateway.record.FaultCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Outages of this process; after a start every dependency is thought to be well until it is not. */
final class ProbedLanes implements Lanes {

    private static final Logger LOG = LoggerFactory.getLogger(ProbedLanes.class);

    private final Map<String, State> down = new ConcurrentHashMap<>();
    private final Clock clock;
    private final BackOff backOff;

    ProbedLanes(Clock clock, BackOff backOff) {
        this.clock = clock;
        this.backOff = backOff;
    }

    @Override
    public void down(String lane, FaultCode why) {
        Instant now = clock.instant();
        down.compute(lane, (name, before) -> {
            if (before == null) {
                LOG.warn("dependency {} is down: {} {}", lane, why.code(), why.hint());
                return new State(new Outage(lane, now, why, now.plus(backOff.pause(0))), 0, false);
            }
            // Only a failed probe makes the pause longer; units that were under way do not.
            if (!before.probing) {
                return before;
            }
            int failed = before.failed + 1;
            Duration pause = backOff.pause(failed);
            return new State(new Outage(lane, before.outage.since(), why, now.plus(pause)), failed, false);
        });
    }

    @Override
    public void up(String lane) {
        State before = down.remove(lane);
        if (before != null) {
            LOG.info("dependency {} is up again, down since {}", lane, before.outage.since());
        }
    }

    @Override
    public boolean mayTry(String lane) {
        if (!down.containsKey(lane)) {
            return true;
        }
        Instant now = clock.instant();
        boolean[] probe = {false};
        State state = down.computeIfPresent(lane, (name, before) -> {
            if (!isDue(before.outage, now)) {
                return before;
            }
            probe[0] = true;
            // Should the probe never report, another follows after a while.
            Outage again = new Outage(lane, before.outage.since(), before.outage.why(), now.plus(backOff.longest()));
            return new State(again, before.failed, true);
        });
        return state == null || probe[0];
    }

    /** A probe time further away than any pause means that the clock was set back. */
    private boolean isDue(Outage outage, Instant now) {
        return !now.isBefore(outage.nextProbe())
                || outage.nextProbe().isAfter(now.plus(backOff.longest().multipliedBy(2)));
    }

    boolean probeIsDue(String lane) {
        State state = down.get(lane);
        return state != null && isDue(state.outage, clock.instant());
    }

    @Override
    public Optional<Outage> outage(String lane) {
        return Optional.ofNullable(down.get(lane)).map(State::outage);
    }

    @Override
    public List<Outage> outages() {
        return down.values().stream()
                .map(State::outage)
                .sorted(Comparator.comparing(Outage::lane))
                .toList();
    }

    private record State(Outage outage, int failed, boolean probing) {}
}
