package org.nansen.gateway.screening;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.ledger.Completion;
import org.nansen.gateway.ledger.Lanes;
import org.nansen.gateway.ledger.RecordClaim;
import org.nansen.gateway.ledger.ScreeningPart;
import org.nansen.gateway.ledger.Written;
import org.nansen.gateway.record.Alias;
import org.nansen.gateway.record.Application;
import org.nansen.gateway.record.AsylumRecord;
import org.nansen.gateway.record.BirthDate;
import org.nansen.gateway.record.Country;
import org.nansen.gateway.record.Event;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.record.Handling;
import org.nansen.gateway.record.IdentityDocument;
import org.nansen.gateway.record.Legal;
import org.nansen.gateway.record.NationalSystem;
import org.nansen.gateway.record.NationalSystems;
import org.nansen.gateway.record.Nationality;
import org.nansen.gateway.record.Person;
import org.nansen.gateway.record.PersonName;
import org.nansen.gateway.record.Reference;
import org.nansen.gateway.record.Sex;
import org.nansen.gateway.record.Source;

/** Invented people, systems and settings, and a claim that keeps what a try brought in. */
final class Given {

    static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    static final Legal LEGAL = new Legal("Asylum Act, s. 12", "asylum-procedure", null);

    private Given() {}

    static AsylumRecord record(@Nullable Legal legal) {
        Country country = Country.of("XXA");
        return new AsylumRecord(
                "1",
                UUID.randomUUID().toString(),
                true,
                Event.APPLICATION,
                new Source("registry", "ASYL-1", 0, null, "refugee-desk", NOW),
                new Reference("asylum-number", "REFUGEE-7"),
                new Reference("file-number", "ASYLUM-FILE-9"),
                NOW,
                Country.of("XAA"),
                new Person(
                        List.of(
                                new PersonName(
                                        PersonName.Type.PRIMARY,
                                        "Feldspat",
                                        "Ödo",
                                        null,
                                        "Latn",
                                        null,
                                        "FELDSPAT<<OEDO"),
                                new PersonName(PersonName.Type.SPELLING, null, null, "اودو", "Arab", "Udu", null)),
                        new BirthDate("1980-08", true),
                        "Nowhere",
                        country,
                        new Sex(1, null),
                        List.of(new Nationality(country, Nationality.Status.CLAIMED)),
                        List.of(new Alias(
                                List.of(new PersonName(
                                        PersonName.Type.PRIMARY, "Kiesel", "Otto", null, null, null, null)),
                                new BirthDate("1979/1981", false),
                                List.of())),
                        null,
                        null,
                        null,
                        null),
                List.of(
                        new IdentityDocument("passport", "X0000001", country, null, null, List.of(), null, null),
                        new IdentityDocument("refugee-card", "R-2", null, null, null, List.of(), null, null)),
                List.of(country),
                false,
                new Application("2026-11-20", null, Application.Type.FIRST),
                null,
                null,
                List.of(),
                legal,
                Handling.ordinary(null),
                List.of());
    }

    static NationalSystem system(Set<String> ask) {
        return new NationalSystem(
                "registry",
                "XAA",
                NationalSystem.Mode.TEST,
                "Asylum Act, s. 16",
                "border-management",
                LocalDate.parse("2027-06-30"),
                ask,
                NationalSystem.Learn.RESULT,
                null,
                null);
    }

    static NationalSystems systems(NationalSystem... systems) {
        return new NationalSystems() {
            @Override
            public Optional<NationalSystem> find(String name) {
                return all().stream()
                        .filter(system -> system.name().equals(name))
                        .findFirst();
            }

            @Override
            public Collection<NationalSystem> all() {
                return List.of(systems);
            }
        };
    }

    /** A connection of which every database is attested until the end of 2026. */
    static ConnectionSettings connection(String url, Set<String> databases) {
        Map<String, ConnectionSettings.Attestation> attested = new TreeMap<>();
        databases.forEach(database -> attested.put(
                database, new ConnectionSettings.Attestation("NCB legal, ref 42", LocalDate.parse("2026-12-31"))));
        return connection(url, databases, attested);
    }

    static ConnectionSettings connection(
            String url, Set<String> databases, Map<String, ConnectionSettings.Attestation> attested) {
        return new ConnectionSettings(
                ConnectionSettings.Adapter.JSON,
                URI.create(url),
                databases,
                attested,
                null,
                null,
                null,
                Duration.ofSeconds(2),
                Duration.ofMillis(400),
                Duration.ofMillis(900),
                8);
    }

    static ScreeningSettings settings(Map<String, ConnectionSettings> connections) {
        return new ScreeningSettings(
                connections,
                new ScreeningSettings.AskAgain(Duration.ofMinutes(1), Duration.ofHours(1)),
                Duration.ofSeconds(2),
                Duration.ofHours(1),
                Duration.ofDays(30));
    }

    /** A clock that tests set. */
    static final class Hands extends Clock {

        Instant now = NOW;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    /** Lanes without a probe of their own: what is down stays down until the test, or an answer, says otherwise. */
    static final class OpenLanes implements Lanes {

        final Map<String, Outage> down = new TreeMap<>();

        @Override
        public void down(String lane, FaultCode why) {
            down.put(lane, new Outage(lane, NOW, why, NOW));
        }

        @Override
        public void up(String lane) {
            down.remove(lane);
        }

        @Override
        public boolean mayTry(String lane) {
            return !down.containsKey(lane);
        }

        @Override
        public Optional<Outage> outage(String lane) {
            return Optional.ofNullable(down.get(lane));
        }

        @Override
        public List<Outage> outages() {
            return new ArrayList<>(down.values());
        }
    }

    /** A unit of work that keeps parts from try to try, as the ledger does. */
    static final class Unit implements RecordClaim {

        final String recordId = UUID.randomUUID().toString();
        final Map<String, ScreeningPart> kept = new LinkedHashMap<>();
        AsylumRecord record = Given.record(LEGAL);
        boolean interimGiven;
        int attempts;

        Written keep(Completion completion) {
            Written written = new Written(completion);
            written.wholeParts().forEach(part -> kept.put(part.connection() + part.database(), part));
            interimGiven |= written.isInterim();
            attempts++;
            return written;
        }

        @Override
        public String id() {
            return recordId + "/screening";
        }

        @Override
        public String queue() {
            return "screening";
        }

        @Override
        public String system() {
            return "registry";
        }

        @Override
        public int attempts() {
            return attempts;
        }

        @Override
        public boolean holds() {
            return true;
        }

        @Override
        public String recordId() {
            return recordId;
        }

        @Override
        public Instant receivedAt() {
            return NOW;
        }

        @Override
        public AsylumRecord record() {
            return record;
        }

        @Override
        public boolean interimGiven() {
            return interimGiven;
        }

        @Override
        public List<ScreeningPart> parts() {
            return List.copyOf(kept.values());
        }
    }
}
