package org.nansen.gateway.intake;

import java.time.Instant;
import java.util.List;

/**
 * The national systems as this gateway read them at its start. What lies on disk now may be newer.
 *
 * @param at when they were read
 * @param systems by name, those that are not in use too
 */
public record LoadedSystems(Instant at, List<SystemDescription> systems) {

    public LoadedSystems {
        systems = List.copyOf(systems);
    }
}
