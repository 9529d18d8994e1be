package org.nansen.gateway.intake;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.nansen.gateway.ledger.Retention;
import org.nansen.gateway.ledger.RetentionRules;
import org.nansen.gateway.normalize.Observation;
import org.nansen.gateway.normalize.SampleResult;
import org.nansen.gateway.normalize.Samples;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.record.NationalSystem;
import org.nansen.gateway.record.NationalSystems;
import org.nansen.gateway.record.SystemLogins;
import org.nansen.gateway.record.Unavailable;
import org.nansen.gateway.settings.SettingsFault;
import org.nansen.gateway.settings.SettingsFault.Problem;

/** The national systems of this gateway: those in use, and those whose configuration is broken. */
final class Profiles implements NationalSystems, RetentionRules {

    private final List<SystemEntry> entries;
    private final Map<String, Readings> readings;
    private final Map<String, BrokenSystem> broken = new TreeMap<>();
    private final Map<String, NationalSystem> known = new LinkedHashMap<>();

    /** Switched off. */
    private final Set<String> off;

    private final Map<String, Proof> proofs;

    /** How a system's mapping came out at its samples. */
    private record Proof(String mappingVersion, List<SampleResult> samples) {}

    private Profiles(
            List<SystemEntry> entries,
            Map<String, Readings> readings,
            List<BrokenSystem> broken,
            Set<String> off,
            Map<String, Proof> proofs) {
        this.off = off;
        this.proofs = Map.copyOf(proofs);
        this.entries = List.copyOf(entries);
        this.readings = Map.copyOf(readings);
        broken.forEach(one -> this.broken.put(one.name(), one));
        entries.forEach(entry -> known.put(entry.name(), entry.known()));
    }

    /**
     * Reads the mapping and code lists of each system too, and runs its samples; one where they are wrong is broken like
     * the rest.
     */
    static Profiles of(ProfileReader.Found found) {
        List<SystemEntry> entries = new ArrayList<>();
        Map<String, Readings> readings = new TreeMap<>();
        List<BrokenSystem> broken = new ArrayList<>(found.broken());
        Map<String, Proof> proofs = new TreeMap<>();
        for (SystemEntry entry : found.entries()) {
            try {
                Readings own = Readings.of(entry);
                List<SampleResult> samples = Samples.run(entry.folder(), own.own(), new Observation());
                proofs.put(entry.name(), new Proof(own.own().mappingVersion(), samples));
                List<Problem> failing = SampleProof.problems(entry.name(), samples);
                if (!failing.isEmpty()) {
                    throw new SettingsFault(failing);
                }
                readings.put(entry.name(), own);
                entries.add(entry);
            } catch (SettingsFault wrong) {
                broken.add(new BrokenSystem(entry.name(), wrong.problems(), entry));
            } catch (RuntimeException unforeseen) {
                // Whatever it is, it is this system's alone.
                String kind = unforeseen.getClass().getName();
                Problem problem = new Problem("config/systems/" + entry.name(), 0, "", "cannot be used: " + kind);
                broken.add(new BrokenSystem(entry.name(), List.of(problem), entry));
            }
        }
        return new Profiles(entries, readings, broken, found.off(), proofs);
    }

    /** The systems in use. */
    List<SystemEntry> entries() {
        return entries;
    }

    /** How the records of a system in use are read. */
    Readings readings(SystemEntry entry) {
        Readings own = readings.get(entry.name());
        if (own == null) {
            throw new IllegalArgumentException("not in use: " + entry.name());
        }
        return own;
    }

    /** Describes every system as it was read, those that are not in use too. */
    List<SystemDescription> describe(Path systems) {
        Map<String, SystemDescription> all = new TreeMap<>();
        entries.forEach(entry -> all.put(entry.name(), describe(entry.name(), entry.folder(), List.of())));
        broken.values()
                .forEach(one -> all.put(one.name(), describe(one.name(), systems.resolve(one.name()), one.problems())));
        return List.copyOf(all.values());
    }

    private SystemDescription describe(String name, Path folder, List<Problem> problems) {
        Proof proof = proofs.get(name);
        return SystemDescription.of(
                name,
                folder,
                proof == null ? null : proof.mappingVersion(),
                proof == null ? List.of() : proof.samples(),
                problems);
    }

    List<BrokenSystem> brokenSystems() {
        return List.copyOf(broken.values());
    }

    /** Whether anything goes over queues. */
    boolean useQueues() {
        return withQueues().findAny().isPresent();
    }

    /** Systems with a queue at the broker: also those that are not in use, so that what they send is kept for later. */
    Stream<SystemEntry> withQueues() {
        return readable()
                .filter(entry -> entry.profile().door() instanceof Door.Queue
                        || entry.profile().reply() instanceof Reply.Queue);
    }

    private Stream<SystemEntry> readable() {
        return Stream.concat(
                entries.stream(),
                broken.values().stream().map(BrokenSystem::entry).flatMap(Stream::ofNullable));
    }

    /** What a system has in work while it is switched off waits, as that of a broken one does. */
    @Override
    public Optional<NationalSystem> find(String name) {
        if (broken.containsKey(name) || off.contains(name)) {
            throw Unavailable.of(FaultCode.NG_605_SYSTEM_BROKEN, "system." + name);
        }
        return Optional.ofNullable(known.get(name));
    }

    @Override
    public Collection<NationalSystem> all() {
        return known.values();
    }

    @Override
    public boolean isConfigured(String name) {
        return known.containsKey(name) || broken.containsKey(name) || off.contains(name);
    }

    @Override
    public Collection<Broken> broken() {
        return broken.values().stream()
                .map(one -> new Broken(
                        one.name(),
                        one.problems().stream().map(Problem::toString).toList()))
                .toList();
    }

    /** What a broken system has stays as it is until its configuration is whole again. */
    @Override
    public Map<String, Retention> bySystem() {
        Map<String, Retention> kept = new LinkedHashMap<>();
        for (SystemEntry entry : entries) {
            SystemProfile.Retention retention = entry.profile().retention();
            if (retention != null) {
                kept.put(entry.name(), retention.known());
            }
        }
        return kept;
    }

    /** Who may call over HTTP in a system's name. */
    List<SystemLogins.Login> logins() {
        return readable()
                .flatMap(entry -> entry.profile().door() instanceof Door.Rest rest
                        ? Stream.of(new SystemLogins.Login(entry.name(), rest.user(), rest.passwordHash()))
                        : Stream.empty())
                .toList();
    }
}
