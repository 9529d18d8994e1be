package org.nansen.gateway.intake;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Route;
import org.apache.camel.StatefulService;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Every second the doorkeeper looks, and the consumers of queues follow: a message that was delivered and could not be
 * taken would count as a failed try at the broker, so at a shut door none may be delivered. Folders and requests ask
 * the doorkeeper themselves.
 */
final class Rounds implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

    private final Doorkeeper keeper;
    private final Supplier<CamelContext> context;
    private final List<String> queueSystems;
    private @Nullable ScheduledExecutorService timer;

    /**
     * @param context asked for late: a lifecycle bean that is given the context would have Spring start it before its
     *     routes are known
     * @param queueSystems systems whose door is a queue
     */
    Rounds(Doorkeeper keeper, Supplier<CamelContext> context, List<String> queueSystems) {
        this.keeper = keeper;
        this.context = context;
        this.queueSystems = queueSystems;
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

    private void follow(String system) {
        CamelContext camel = context.get();
        String id = "intake.jms." + system;
        Route route = camel.getRoute(id);
        boolean runs = route != null
                && camel.getStatus().isStarted()
                && camel.getRouteController().getRouteStatus(id).isStarted();
        if (!runs) {
            // Not started yet, about to stop, or stopped by somebody who has a reason.
            return;
        }
        Consumer consumer = route.getConsumer();
        boolean suspended = consumer instanceof StatefulService service && service.isSuspended();
        boolean shut = keeper.refusal(system).isPresent();
        if (shut && !suspended) {
            ServiceHelper.suspendService(consumer);
        } else if (!shut && suspended) {
            ServiceHelper.resumeService(consumer);
        }
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
