package org.nansen.gateway.operations;

import java.util.LinkedHashMap;
import java.util.Map;
import org.nansen.gateway.ledger.Lanes;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.stereotype.Component;

/**
 * Which dependency is down, and since when. The gateway itself is then {@code DEGRADED} and answers 200: it goes on
 * accepting and keeps what it cannot send, so nobody should restart it or turn senders away.
 */
@Component("dependenciesHealthIndicator")
class DependenciesHealth implements HealthIndicator {

    static final Status DEGRADED = new Status("DEGRADED");

    private final Lanes lanes;

    DependenciesHealth(Lanes lanes) {
        this.lanes = lanes;
    }

    @Override
    public Health health() {
        Map<String, Object> down = new LinkedHashMap<>();
        for (Lanes.Outage outage : lanes.outages()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("status", Status.DOWN.getCode());
            one.put("since", outage.since());
            one.put("code", outage.why().code());
            one.put("hint", outage.why().hint());
            one.put("nextProbe", outage.nextProbe());
            down.put(outage.lane(), one);
        }
        return (down.isEmpty() ? Health.up() : Health.status(DEGRADED))
                .withDetails(down)
                .build();
    }
}
