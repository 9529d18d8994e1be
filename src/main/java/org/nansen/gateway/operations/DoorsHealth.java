package org.nansen.gateway.operations;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nansen.gateway.intake.ShutDoors;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.record.NationalSystems;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Which national systems' doors are shut, and why: at the backlog limit, at the disk reserve, or because the system's
 * configuration is broken. {@code DEGRADED}, since the rest works.
 */
@Component("doorsHealthIndicator")
class DoorsHealth implements HealthIndicator {

    private final ObjectProvider<ShutDoors> doors;
    private final ObjectProvider<NationalSystems> systems;

    DoorsHealth(ObjectProvider<ShutDoors> doors, ObjectProvider<NationalSystems> systems) {
        this.doors = doors;
        this.systems = systems;
    }

    @Override
    public Health health() {
        Map<String, Object> shut = new LinkedHashMap<>();
        doors.ifAvailable(all -> all.all().forEach(door -> {
            Map<String, Object> one = why(door.why());
            one.put("since", door.since());
            shut.put(door.system(), one);
        }));
        systems.ifAvailable(all -> all.broken().forEach(broken -> {
            Map<String, Object> one = why(FaultCode.NG_605_SYSTEM_BROKEN);
            one.put("problems", List.copyOf(broken.problems()));
            shut.put(broken.name(), one);
        }));
        return (shut.isEmpty() ? Health.up() : Health.status(DependenciesHealth.DEGRADED))
                .withDetails(shut)
                .build();
    }

    private static Map<String, Object> why(FaultCode code) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("status", "SHUT");
        one.put("code", code.code());
        one.put("hint", code.hint());
        return one;
    }
}
