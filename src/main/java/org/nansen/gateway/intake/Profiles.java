package org.nansen.gateway.intake;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nansen.gateway.record.NationalSystem;
import org.nansen.gateway.record.NationalSystems;
import org.nansen.gateway.record.SystemLogins;

/** The national systems of this gateway. */
final class Profiles implements NationalSystems {

    private final List<SystemEntry> entries;
    private final Map<String, NationalSystem> known = new LinkedHashMap<>();

    Profiles(List<SystemEntry> entries) {
        this.entries = List.copyOf(entries);
        entries.forEach(entry -> known.put(entry.name(), entry.known()));
    }

    List<SystemEntry> entries() {
        return entries;
    }

    /** Whether anything of it goes over queues. */
    boolean useQueues() {
        return entries.stream()
                .anyMatch(entry -> entry.profile().door() instanceof Door.Queue
                        || entry.profile().reply() instanceof Reply.Queue);
    }

    @Override
    public Optional<NationalSystem> find(String name) {
        return Optional.ofNullable(known.get(name));
    }

    @Override
    public Collection<NationalSystem> all() {
        return known.values();
    }

    /** Who may call over HTTP in a system's name. */
    List<SystemLogins.Login> logins() {
        List<SystemLogins.Login> logins = new ArrayList<>();
        for (SystemEntry entry : entries) {
            if (entry.profile().door() instanceof Door.Rest rest) {
                logins.add(new SystemLogins.Login(entry.name(), rest.user(), rest.passwordHash()));
            }
        }
        return logins;
    }
}
