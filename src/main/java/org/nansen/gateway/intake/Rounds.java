package org.nansen.gateway.intake;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.ledger.Leases;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Every second the doorkeeper looks, and the consumers of queues follow: a message that was delivered and could not be
 * taken would count as a failed try at the broker, so at a shut door none may be delivered. And none to a node whose turn
 * it is not: its consumer is stopped, for a suspended one would keep what the broker sent ahead. Folders and requests ask
 * for themselves.
 */
final class Rounds implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

    private final Doorkeeper keeper;
    private final QueueRoutes routes;
    private final Map<String, Leases.Lease> queueSystems;
    private final Map<String, State> states = new HashMap<>();
    private @Nullable ScheduledExecutorService timer;

    /**
     * @param queueSystems systems whose door is a queue, and whether it is this node's turn to read it; their routes do not
     *     start by themselves
     */
    Rounds(Doorkeeper keeper, QueueRoutes routes, Map<String, Leases.Lease> queueSystems) {
        this.keeper = keeper;
        this.routes = routes;
        this.queueSystems = Map.copyOf(queueSystems);
        queueSystems.keySet().forEach(system -> states.put(system, State.WAITS));
    }

    private void round() {
        try {
            keeper.look();
            queueSystems.forEach(this::follow);
        } catch (RuntimeException unforeseen) {
            // The next round may do better; without this there would be none.
            LOG.error("doors not looked at kind={}", unforeseen.getClass().getName());
        }
    }

    private void follow(String system, Leases.Lease turn) {
        if (!routes.canBeLed(system)) {
            return;
        }
        try {
            if (turn.holds() && states.get(system) != State.READS) {
                routes.start(system);
                states.put(system, State.READS);
            } else if (!turn.holds() && states.get(system) != State.WAITS) {
                // A stop that fails is tried again in the next round; what it left half stopped, a start sets right.
                states.put(system, State.STOPS);
                routes.stop(system);
                states.put(system, State.WAITS);
            }
            routes.open(system, keeper.refusal(system).isEmpty());
        } catch (Exception unforeseen) {
            // The next round may do better, and the other systems' queues are not to wait for this one's.
            LOG.error(
                    "queue not followed system={} kind={}",
                    system,
                    unforeseen.getClass().getName());
        }
    }

    /** How far the consumer of a queue is; none is started before the first round. */
    private enum State {
        WAITS,
        READS,
        STOPS
    }

    /** Before the routes: the first look is taken when no door is open yet. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE + 1_000;
    }

    @Override
    public synchronized void start() {
        keeper.look();
        ScheduledExecutorService starting = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "intake-doorkeeper");
            thread.setDaemon(true);
            return thread;
        });
        starting.scheduleWithFixedDelay(this::round, 1, 1, TimeUnit.SECONDS);
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
