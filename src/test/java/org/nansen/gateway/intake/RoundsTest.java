package org.nansen.gateway.intake;

import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Route;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.RoutePolicySupport;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/** Routes of queues that follow their turn, in a Camel of its own: only a stop or a start that fails is made up. */
class RoundsTest {

    private static final String BORDER = "intake.jms.border";
    private static final String CUSTOMS = "intake.jms.customs";

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final AtomicInteger failures = new AtomicInteger();
    private volatile boolean turn = true;

    private final Rounds rounds = new Rounds(
            new Doorkeeper(
                    List.of("border", "customs"),
                    Map::of,
                    new IntakeSettings(
                            DataSize.ofMegabytes(1),
                            new IntakeSettings.Broker("embedded", null, null, "127.0.0.1", 1),
                            new IntakeSettings.Backlog(100, 150),
                            15),
                    () -> 100,
                    Clock.systemUTC()),
            new QueueRoutes(() -> camel),
            Map.of("border", () -> turn, "customs", () -> turn));

    @BeforeEach
    void begin() throws Exception {
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("seda:border")
                        .routeId(BORDER)
                        .autoStartup(false)
                        .routePolicy(new Failing())
                        .to("mock:border");
                from("seda:customs").routeId(CUSTOMS).autoStartup(false).to("mock:customs");
            }
        });
        camel.start();
        rounds.start();
    }

    @AfterEach
    void end() {
        failures.set(0);
        rounds.stop();
        camel.stop();
    }

    @Test
    void stopsAgainWhenAStopFailed() {
        soon().until(() -> runs(BORDER));
        failures.set(2);
        turn = false;

        soon().until(() -> failures.get() < 0);
        soon().until(() -> !runs(BORDER));
    }

    @Test
    void followsTheOthersWhileOneCannotBeStopped() {
        soon().until(() -> runs(BORDER) && runs(CUSTOMS));
        failures.set(Integer.MAX_VALUE);
        turn = false;

        soon().until(() -> !runs(CUSTOMS));
    }

    @Test
    void startsAgainWhenItsTurnComesBackBeforeTheStopSucceeded() {
        soon().until(() -> runs(BORDER));
        failures.set(Integer.MAX_VALUE);
        turn = false;
        soon().until(() -> failures.get() < Integer.MAX_VALUE);

        turn = true;
        soon().until(() -> runs(BORDER));
    }

    @Test
    void startsAgainWhenItsTurnComesBack() {
        soon().until(() -> runs(BORDER));
        turn = false;
        soon().until(() -> !runs(BORDER));

        turn = true;
        soon().until(() -> runs(BORDER) && runs(CUSTOMS));
    }

    private boolean runs(String route) {
        return camel.getRouteController().getRouteStatus(route).isStarted();
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(50));
    }

    private final class Failing extends RoutePolicySupport {

        @Override
        public void onStop(Route route) {
            if (failures.getAndDecrement() > 0) {
                throw new IllegalStateException("cannot be stopped");
            }
        }
    }
}
