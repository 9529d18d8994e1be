package org.nansen.gateway.operations;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.nansen.gateway.intake.ShutDoors;
import org.nansen.gateway.ledger.Backlog;
import org.nansen.gateway.record.NationalSystems;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What each system's door has let in and is not worked off yet, and whether it is shut. */
@Component
class DoorGauges {

    private final ObjectProvider<Backlog> backlog;
    private final ObjectProvider<ShutDoors> doors;
    private final ObjectProvider<NationalSystems> systems;
    private final MultiGauge open;
    private final MultiGauge shut;

    DoorGauges(
            ObjectProvider<Backlog> backlog,
            ObjectProvider<ShutDoors> doors,
            ObjectProvider<NationalSystems> systems,
            MeterRegistry meters) {
        this.backlog = backlog;
        this.doors = doors;
        this.systems = systems;
        this.open = MultiGauge.builder("gateway.backlog")
                .description("Records of a system that wait for the gateway's own work and nothing else")
                .register(meters);
        this.shut = MultiGauge.builder("gateway.door.shut")
                .description("1 while a system's door takes nothing new: backlog, disk reserve, broken configuration")
                .register(meters);
    }

    void read() {
        List<MultiGauge.Row<?>> openRows = new ArrayList<>();
        backlog.ifAvailable(all -> all.bySystem()
                .forEach((system, count) -> openRows.add(MultiGauge.Row.of(Tags.of("system", system), count))));
        Map<String, Integer> state = new TreeMap<>();
        systems.ifAvailable(all -> {
            all.all().forEach(system -> state.put(system.name(), 0));
            all.broken().forEach(broken -> state.put(broken.name(), 1));
        });
        doors.ifAvailable(all -> all.all().forEach(door -> state.put(door.system(), 1)));
        List<MultiGauge.Row<?>> shutRows = new ArrayList<>();
        state.forEach((system, value) -> shutRows.add(MultiGauge.Row.of(Tags.of("system", system), value)));
        open.register(openRows, true);
        shut.register(shutRows, true);
    }
}
