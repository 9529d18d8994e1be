package org.nansen.gateway.disclosure;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.ledger.CaseFile;
import org.nansen.gateway.ledger.MessageKind;
import org.nansen.gateway.ledger.RecordClaim;
import org.nansen.gateway.ledger.ScreeningPart;
import org.nansen.gateway.record.Alias;
import org.nansen.gateway.record.Application;
import org.nansen.gateway.record.AsylumRecord;
import org.nansen.gateway.record.BirthDate;
import org.nansen.gateway.record.Country;
import org.nansen.gateway.record.Decision;
import org.nansen.gateway.record.Event;
import org.nansen.gateway.record.ExternalRef;
import org.nansen.gateway.record.Handling;
import org.nansen.gateway.record.IdentityDocument;
import org.nansen.gateway.record.Legal;
import org.nansen.gateway.record.Nationality;
import org.nansen.gateway.record.Person;
import org.nansen.gateway.record.PersonName;
import org.nansen.gateway.record.Provenance;
import org.nansen.gateway.record.Reference;
import org.nansen.gateway.record.ScreeningResult;
import org.nansen.gateway.record.Sex;
import org.nansen.gateway.record.Source;
import org.nansen.gateway.record.StatusChange;

/** Invented case files; every text that is not listed for anybody says so by the word canary. */
final class CaseFiles {

    static final Instant ACCEPTED = Instant.parse("2026-11-20T08:00:00Z");

    private final Event event;
    private @Nullable Decision decision;
    private @Nullable StatusChange status;
    private boolean known = true;
    private boolean test;
    private boolean openHit;
    private Legal legal = new Legal("Asylum Act, s. 12 canary", "border-management canary", null);
    private final Set<String> shield = new LinkedHashSet<>(Set.of("XBB"));
    private final Set<ExternalRef> references = new LinkedHashSet<>();
    private final List<ScreeningPart> parts = new ArrayList<>();
    private final List<CaseFile.Earlier> earlier = new ArrayList<>();

    private CaseFiles(Event event) {
        this.event = event;
    }

    static CaseFiles application() {
        return new CaseFiles(Event.APPLICATION);
    }

    static CaseFiles grant() {
        CaseFiles grant = new CaseFiles(Event.DECISION);
        grant.decision = new Decision(
                "canary-D-77",
                Decision.Outcome.GRANTED_REFUGEE,
                false,
                Decision.Level.FIRST,
                Decision.Finality.FINAL,
                List.of(new Country("XBB", "canary-B", "CANARY")),
                "2026-11-19");
        return grant;
    }

    static CaseFiles status(StatusChange.Kind kind) {
        CaseFiles status = new CaseFiles(Event.STATUS);
        status.status = new StatusChange(kind, "2026-11-18");
        return status;
    }

    CaseFiles ofAnUnknownPerson() {
        known = false;
        return this;
    }

    CaseFiles ofTestData() {
        test = true;
        return this;
    }

    CaseFiles withOpenHit() {
        openHit = true;
        return this;
    }

    CaseFiles withoutPurpose() {
        legal = new Legal("Asylum Act, s. 12", " ", null);
        return this;
    }

    CaseFiles fearing(String... countries) {
        shield.addAll(List.of(countries));
        return this;
    }

    CaseFiles knownToInterpol() {
        references.add(new ExternalRef("INTERPOL", "2020/4711"));
        references.add(new ExternalRef("UNHCR", "canary-unhcr"));
        return this;
    }

    CaseFiles answered(String database, ScreeningResult result, ScreeningPart.Hit... hits) {
        parts.add(new ScreeningPart(
                "interpol",
                database,
                result,
                Instant.parse("2026-11-20T08:00:05Z"),
                result == ScreeningResult.NO_HIT ? Instant.parse("2026-12-20T08:00:05Z") : null,
                "q-1",
                1,
                List.of(hits),
                null));
        return this;
    }

    CaseFiles after(String id, MessageKind kind, String destination) {
        earlier.add(new CaseFile.Earlier(id, kind, destination));
        return this;
    }

    CaseFile file() {
        AsylumRecord identity = record(Event.APPLICATION, person(), null, null);
        AsylumRecord record = event.bringsIdentity() ? identity : record(event, null, decision, status);
        return new CaseFile(
                record,
                known ? Optional.of(identity) : Optional.empty(),
                shield,
                true,
                references,
                parts.isEmpty()
                        ? null
                        : ScreeningResult.together(
                                parts.stream().map(ScreeningPart::result).toList()),
                parts,
                openHit,
                false,
                earlier);
    }

    RecordClaim claim() {
        AsylumRecord record = file().record();
        return new RecordClaim() {
            @Override
            public String recordId() {
                return "0193-record";
            }

            @Override
            public Instant receivedAt() {
                return ACCEPTED;
            }

            @Override
            public AsylumRecord record() {
                return record;
            }

            @Override
            public List<ScreeningPart> parts() {
                return parts;
            }

            @Override
            public boolean interimGiven() {
                return false;
            }

            @Override
            public String id() {
                return "unit-1";
            }

            @Override
            public String queue() {
                return "disclosure";
            }

            @Override
            public String system() {
                return "registry";
            }

            @Override
            public int attempts() {
                return 0;
            }

            @Override
            public boolean holds() {
                return true;
            }
        };
    }

    private AsylumRecord record(
            Event what, @Nullable Person person, @Nullable Decision decided, @Nullable StatusChange changed) {
        return new AsylumRecord(
                "1",
                "canary-message-id",
                test,
                what,
                new Source("registry", "NR-1", 0, "3", "canary-clerk", ACCEPTED),
                new Reference("canary-space", "canary-person"),
                new Reference("canary-space", "canary-case"),
                ACCEPTED,
                new Country("XAA", "canary", "CANARY"),
                person,
                List.of(new IdentityDocument(
                        "passport",
                        "canary-P1",
                        new Country("XBB", "canary", "CANARY"),
                        null,
                        null,
                        List.of("CANARY<MRZ"),
                        true,
                        "canary")),
                List.of(new Country("XBB", "canary", "CANARY")),
                true,
                what.bringsIdentity() ? new Application("2026-01-01", null, Application.Type.FIRST) : null,
                decided,
                changed,
                List.of(),
                legal,
                new Handling("canary-level", List.of()),
                List.of(new Provenance("person/sex", "canary", "canary", "canary")));
    }

    private static Person person() {
        PersonName name = new PersonName(PersonName.Type.PRIMARY, "Muster", "Ada", null, "Latn", null, null);
        return new Person(
                List.of(name),
                new BirthDate("1980-08", true),
                "canary-town",
                new Country("XBB", "canary", "CANARY"),
                new Sex(2, "canary"),
                List.of(new Nationality(new Country("XBB", "canary", "CANARY"), Nationality.Status.CLAIMED)),
                List.of(new Alias(
                        List.of(new PersonName(PersonName.Type.ALIAS, "canary", null, null, null, null, null)),
                        null,
                        List.of())),
                true,
                "canary-family",
                "canary-child",
                new Country("XBB", "canary", "CANARY"));
    }
}
