package org.nansen.gateway.operations;

import java.util.LinkedHashMap;
import java.util.Map;
import org.nansen.gateway.ledger.Nodes;
import org.nansen.gateway.record.Fault;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/** Which nodes live. Always up: that another node is gone is no illness of this one, which takes over what that one did. */
@Component("nodesHealthIndicator")
class NodesHealth implements HealthIndicator {

    private final Nodes nodes;

    NodesHealth(Nodes nodes) {
        this.nodes = nodes;
    }

    @Override
    public Health health() {
        Map<String, Object> details = new LinkedHashMap<>();
        try {
            for (Nodes.Node node : nodes.all()) {
                if (node.lives() || node.stopped() == null) {
                    details.put(
                            node.name(),
                            Map.of("lives", node.lives(), "lastSeen", node.seen(), "leases", node.leases()));
                }
            }
        } catch (Fault ledgerAway) {
            details.put("code", ledgerAway.code().code());
        }
        return Health.up().withDetails(details).build();
    }
}
