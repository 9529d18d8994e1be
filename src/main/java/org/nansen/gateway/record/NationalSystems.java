package org.nansen.gateway.record;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The national systems of this gateway as they are configured now. */
public interface NationalSystems {

    /**
     * Returns the system, or nothing when no system of that name is configured. What a system may whose configuration
     * cannot be read nobody knows, which is another thing: whoever asks has to wait.
     *
     * @throws Unavailable {@code NG-605} when the system's configuration is broken
     */
    Optional<NationalSystem> find(String name);

    /** The systems in use. */
    Collection<NationalSystem> all();

    /** Whether there is such a system, in use or broken. */
    default boolean isConfigured(String name) {
        return find(name).isPresent();
    }

    /** Systems whose configuration is broken: their doors are shut, and what the ledger has of them waits. */
    default Collection<Broken> broken() {
        return List.of();
    }

    /**
     * A system that cannot be used.
     *
     * @param name the folder's name under {@code config/systems}
     * @param problems each as {@code file:line: key: reason}; no values
     */
    record Broken(String name, List<String> problems) {}
}
