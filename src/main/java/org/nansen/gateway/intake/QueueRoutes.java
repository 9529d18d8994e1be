package org.nansen.gateway.intake;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.apache.camel.StatefulService;
import org.apache.camel.support.service.ServiceHelper;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;

/** The routes that read the queues of systems: each can be started, stopped, and opened and shut while it runs. */
final class QueueRoutes {

    private static final int STOPPED_WITHIN_SECONDS = 5;

    private final Supplier<CamelContext> context;

    /** Asks for the context late: a lifecycle bean that is given it would have Spring start it before its routes are known. */
    @Autowired
    QueueRoutes(ObjectProvider<CamelContext> context) {
        this(context::getObject);
    }

    QueueRoutes(Supplier<CamelContext> context) {
        this.context = context;
    }

    /** Whether the system's route is known, and the gateway neither still starting nor about to stop. */
    boolean canBeLed(String system) {
        CamelContext camel = context.get();
        return camel.getRouteController().getRouteStatus(id(system)) != null
                && camel.getStatus().isStarted();
    }

    void start(String system) throws Exception {
        context.get().getRouteController().startRoute(id(system));
    }

    void stop(String system) throws Exception {
        context.get().getRouteController().stopRoute(id(system), STOPPED_WITHIN_SECONDS, TimeUnit.SECONDS);
    }

    /** Lets messages in or keeps them at the broker, where the route runs at all. */
    void open(String system, boolean open) {
        Route route = context.get().getRoute(id(system));
        ServiceStatus status = context.get().getRouteController().getRouteStatus(id(system));
        if (route == null || !status.isStarted()) {
            return;
        }
        boolean suspended = route.getConsumer() instanceof StatefulService service && service.isSuspended();
        if (!open && !suspended) {
            ServiceHelper.suspendService(route.getConsumer());
        } else if (open && suspended) {
            ServiceHelper.resumeService(route.getConsumer());
        }
    }

    private static String id(String system) {
        return "intake.jms." + system;
    }
}
