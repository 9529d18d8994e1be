package org.nansen.gateway.ledger;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.time.Instant;
import java.util.List;
import org.nansen.gateway.record.Application;
import org.nansen.gateway.record.AsylumRecord;
import org.nansen.gateway.record.BirthDate;
import org.nansen.gateway.record.Country;
import org.nansen.gateway.record.Decision;
import org.nansen.gateway.record.Event;
import org.nansen.gateway.record.Handling;
import org.nansen.gateway.record.Legal;
import org.nansen.gateway.record.Nationality;
import org.nansen.gateway.record.Person;
import org.nansen.gateway.record.PersonName;
import org.nansen.gateway.record.Reference;
import org.nansen.gateway.record.Sex;
import org.nansen.gateway.record.Source;

/** Invented records of an invented person. */
final class TestRecords {

    static final String CANARY = "QUILLFEATHER";
    static final Instant THEN = Instant.parse("2026-03-01T10:00:00Z");

    /** As the gateway makes them: in the order of time. */
    private static final TimeBasedEpochGenerator IDS = Generators.timeBasedEpochGenerator();

    private TestRecords() {}

    /** The application of one more person. */
    static AsylumRecord application(String number) {
        return application("registry", number, "p" + number, "c" + number, "SYR");
    }

    static AsylumRecord application(String system, String number, String person, String caseNumber, String feared) {
        return record(system, Event.APPLICATION, number, person, caseNumber, null, THEN, feared);
    }

    static AsylumRecord decision(String system, String number, String person, String version, Instant at) {
        return record(system, Event.DECISION, number, person, "C-" + person, version, at, "SYR");
    }

    static AsylumRecord record(
            String system,
            Event event,
            String number,
            String person,
            String caseNumber,
            String version,
            Instant at,
            String feared) {
        return new AsylumRecord(
                "1",
                IDS.generate().toString(),
                true,
                event,
                new Source(system, number, 0, version, null, THEN),
                new Reference(system, person),
                new Reference("file-number", caseNumber),
                at,
                Country.of("XAA"),
                event.bringsIdentity() ? person() : null,
                List.of(),
                List.of(Country.of(feared)),
                false,
                event == Event.APPLICATION ? new Application(null, "2026-03-01", Application.Type.FIRST) : null,
                event == Event.DECISION
                        ? new Decision(
                                "D-1",
                                Decision.Outcome.GRANTED_REFUGEE,
                                false,
                                Decision.Level.FIRST,
                                Decision.Finality.FINAL,
                                List.of(Country.of(feared)),
                                "2026-03-01")
                        : null,
                null,
                List.of(),
                new Legal("Asylum Act, s. 12", "border-management", null),
                Handling.ordinary(null),
                List.of());
    }

    private static Person person() {
        return new Person(
                List.of(new PersonName(PersonName.Type.PRIMARY, CANARY, "Odalys", null, "Latn", null, null)),
                new BirthDate("1980-08-01", false),
                null,
                null,
                new Sex(2, null),
                List.of(new Nationality(Country.of("SYR"), Nationality.Status.CLAIMED)),
                List.of(),
                null,
                null,
                null,
                null);
    }
}
