package org.nansen.gateway.screening;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.ledger.ScreeningPart;
import org.nansen.gateway.record.AsylumRecord;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.record.NationalSystem;
import org.nansen.gateway.record.NationalSystems;
import org.nansen.gateway.record.ScreeningResult;

/**
 * May we ask? Who may not be asked is never sent anything, and that is a result of its own (Regulation (EU) 2024/1348
 * Art. 7(2), Regulation (EU) 2019/817 Art. 9(5), INTERPOL's Rules on the Processing of Data Art. 21).
 */
final class ScreeningGate implements Coverage {

    /** Stands for the connection where no connection offers a database that a system should ask. */
    static final String NO_CONNECTION = "none";

    private final Map<String, ConnectionSettings> connections;
    private final NationalSystems systems;
    private final Clock clock;

    ScreeningGate(Map<String, ConnectionSettings> connections, NationalSystems systems, Clock clock) {
        this.connections = new TreeMap<>(connections);
        this.systems = systems;
        this.clock = clock;
    }

    /**
     * Says what may be asked about the record, and what may not and why. Days are days in UTC. Of a system in shadow mode
     * nothing may; {@code NG-209} then marks what would have been asked, and nothing else.
     */
    Leave judge(AsylumRecord record, String systemName) {
        Instant now = clock.instant();
        NationalSystem system = systems.find(systemName).orElse(null);
        if (system == null) {
            return everything(offered(), FaultCode.NG_206_NOT_AUTHORISED, now);
        }
        FaultCode refusal = refusal(record, system, LocalDate.ofInstant(now, ZoneOffset.UTC));
        if (refusal != null) {
            return everything(new TreeSet<>(system.ask()), refusal, now);
        }
        Map<String, SortedSet<String>> permitted = new TreeMap<>();
        List<ScreeningPart> refused = new ArrayList<>();
        for (String database : new TreeSet<>(system.ask())) {
            boolean offered = false;
            for (Map.Entry<String, ConnectionSettings> connection : connections.entrySet()) {
                if (connection.getValue().databases().contains(database)) {
                    offered = true;
                    if (isAttested(connection.getValue(), database, now)) {
                        permitted
                                .computeIfAbsent(connection.getKey(), name -> new TreeSet<>())
                                .add(database);
                    } else {
                        refused.add(notAsked(connection.getKey(), database, FaultCode.NG_205_NOT_ATTESTED, now));
                    }
                }
            }
            if (!offered) {
                refused.add(notAsked(NO_CONNECTION, database, FaultCode.NG_205_NOT_ATTESTED, now));
            }
        }
        if (system.mode() == NationalSystem.Mode.SHADOW) {
            permitted.forEach((connection, databases) -> databases.forEach(
                    database -> refused.add(notAsked(connection, database, FaultCode.NG_209_SHADOW, now))));
            return new Leave(Map.of(), refused, null);
        }
        return new Leave(permitted, refused, system.screeningPurpose());
    }

    @Override
    public List<Gap> gaps() {
        Instant now = clock.instant();
        List<Gap> gaps = new ArrayList<>();
        for (NationalSystem system : systems.all()) {
            FaultCode never = system.neverAsks(LocalDate.ofInstant(now, ZoneOffset.UTC));
            for (String database : new TreeSet<>(system.ask())) {
                boolean attested = connections.values().stream()
                        .anyMatch(connection ->
                                connection.databases().contains(database) && isAttested(connection, database, now));
                FaultCode why = never != null ? never : attested ? null : FaultCode.NG_205_NOT_ATTESTED;
                if (why != null) {
                    gaps.add(new Gap(system.name(), database, why));
                }
            }
        }
        return gaps;
    }

    /** Asked again right before a question leaves: an attestation may end while the question waits. */
    boolean isAttested(String connection, String database) {
        ConnectionSettings settings = connections.get(connection);
        return settings != null
                && settings.databases().contains(database)
                && isAttested(settings, database, clock.instant());
    }

    private static boolean isAttested(ConnectionSettings connection, String database, Instant now) {
        ConnectionSettings.Attestation attestation = connection.ownerBlind().get(database);
        return attestation != null && attestation.holdsOn(LocalDate.ofInstant(now, ZoneOffset.UTC));
    }

    private static @Nullable FaultCode refusal(AsylumRecord record, NationalSystem system, LocalDate today) {
        if (record.legal() == null
                || isBlank(record.legal().basis())
                || isBlank(record.legal().purpose())) {
            return FaultCode.NG_308_LEGAL;
        }
        return system.neverAsks(today);
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }

    private SortedSet<String> offered() {
        SortedSet<String> databases = new TreeSet<>();
        connections.values().forEach(connection -> databases.addAll(connection.databases()));
        return databases;
    }

    private Leave everything(SortedSet<String> databases, FaultCode why, Instant now) {
        List<ScreeningPart> refused = new ArrayList<>();
        for (String database : databases) {
            List<String> offering = connections.entrySet().stream()
                    .filter(connection -> connection.getValue().databases().contains(database))
                    .map(Map.Entry::getKey)
                    .toList();
            (offering.isEmpty() ? List.of(NO_CONNECTION) : offering)
                    .forEach(connection -> refused.add(notAsked(connection, database, why, now)));
        }
        return new Leave(Map.of(), refused, null);
    }

    private static ScreeningPart notAsked(String connection, String database, FaultCode why, Instant at) {
        return new ScreeningPart(
                connection, database, ScreeningResult.NOT_PERMITTED, at, null, null, 0, List.of(), why);
    }

    /**
     * What may be asked.
     *
     * @param permitted databases by connection
     * @param refused what may not be asked, each with its reason
     * @param purpose purpose to state; present whenever anything is permitted
     */
    record Leave(
            Map<String, SortedSet<String>> permitted,
            List<ScreeningPart> refused,
            @Nullable String purpose) {}
}
