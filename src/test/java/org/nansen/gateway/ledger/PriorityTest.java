package org.nansen.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nansen.gateway.record.AsylumRecord;
import org.nansen.gateway.record.Event;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.record.StatusChange;
import org.nansen.gateway.record.Unavailable;

/** Who is served first, and that nobody else's backlog counts. */
class PriorityTest extends LedgerTest {

    @Test
    void claimsTheOneRecordOfASystemWhileAnotherHasTwentyThousandOpen() {
        for (int drop = 0; drop < 10; drop++) {
            int first = drop * 2_000;
            rig.accept(
                    "registry",
                    IntStream.range(first, first + 2_000)
                            .mapToObj(i -> TestRecords.application("registry", "r" + i, "r" + i, "r" + i, "SYR"))
                            .toArray(AsylumRecord[]::new));
        }
        assertThat(rig.counts("registry").stages()).containsEntry(Stages.SCREENING, 20_000L);
        rig.accept("border", application("border", 1));

        List<Claim> next = rig.take("screening");

        assertThat(next).hasSize(100);
        assertThat(next).extracting(Claim::system).contains("border");
        next.forEach(claim -> rig.results.giveBack(claim).join());
    }

    @Test
    void servesCorrectionsAndRevocationsFirst() {
        List<AsylumRecord> ordinary = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            ordinary.add(application("registry", i));
        }
        rig.accept("registry", ordinary.toArray(AsylumRecord[]::new));
        rig.accept("registry", decision(1_000), decision(1_001), revocation(2_000, StatusChange.Kind.REVOKED));
        rig.accept("registry", record(Event.CORRECTION, 3_000, "SYR"));

        assertThat(one("screening").recordOf(rig)).isEqualTo("correction");
        assertThat(one("disclosure").recordOf(rig)).isEqualTo("status");
    }

    @Test
    void servesWhatMakesTheFearedSetGrowFirst() {
        rig.accept("registry", application("registry", 1));
        rig.complete(one("screening").claim, "disclosure");
        rig.complete(one("disclosure").claim, "closed");
        rig.accept("registry", application("registry", 2), application("registry", 3));
        AsylumRecord grown = TestRecords.record(
                "registry", Event.APPLICATION, "n1b", "p1", "c1", null, TestRecords.THEN.plusSeconds(60), "IRN");
        rig.accept("registry", grown);

        assertThat(one("screening").claim.recordId()).isEqualTo(grown.messageId());
    }

    @Test
    void doesNotTakeAFamilyMemberWhoFearsTheSameForGrowth() {
        rig.accept("registry", application("registry", 1));
        AsylumRecord before = application("registry", 2);
        rig.accept("registry", before);
        rig.accept("registry", TestRecords.application("registry", "child", "child", "c1", "SYR"));

        one("screening");
        assertThat(one("screening").claim.recordId()).isEqualTo(before.messageId());
    }

    @Test
    void letsNoMessageOvertakeAnEarlierOneAboutTheSamePerson() {
        for (int i = 10; i < 20; i++) {
            rig.accept("registry", decision(i));
            rig.decide(one("disclosure").claim, TestLetters.to("secretariat"));
        }
        AsylumRecord grant = decision(1);
        rig.accept("registry", grant);
        rig.decide(one("disclosure").claim, TestLetters.to("secretariat"));
        AsylumRecord revoked = revocation(1, StatusChange.Kind.REVOKED);
        rig.accept("registry", revoked);
        rig.decide(one("disclosure").claim, TestLetters.to("secretariat"));

        assertThat(letter())
                .as("it goes first, and what was told before it even before")
                .isEqualTo(grant.messageId());
        assertThat(letter()).isEqualTo(revoked.messageId());
        assertThat(letter()).isNotIn(grant.messageId(), revoked.messageId());
    }

    @Test
    void servesWhatIsStillOpenOfThePersonBeforeTheRevocation() {
        rig.accept("registry", decision(10), decision(11));
        AsylumRecord grant = decision(1);
        rig.accept("registry", grant);
        AsylumRecord revoked = revocation(1, StatusChange.Kind.CEASED);
        rig.accept("registry", revoked);

        assertThat(one("disclosure").claim.recordId()).isEqualTo(grant.messageId());
        assertThat(one("disclosure").claim.recordId()).isEqualTo(revoked.messageId());
    }

    @Test
    void keepsAnUrgentRecordUrgentAfterAFailedTry() {
        rig.accept("registry", record(Event.CORRECTION, 1, "SYR"));
        Taken correction = one("screening");
        rig.results
                .fail(correction.claim, Unavailable.of(FaultCode.NG_201_ENDPOINT_UNREACHABLE, "screening.interpol"))
                .join();
        rig.accept("registry", application("registry", 2));
        await().pollInterval(Duration.ofMillis(200)).until(() -> {
            List<Claim> next = rig.claims.take("screening", 1).join();
            next.forEach(claim -> rig.results.giveBack(claim).join());
            return ((RecordClaim) next.get(0)).recordId().equals(correction.claim.recordId());
        });
    }

    @Test
    void readsEachRangeInOrderOfAnIndex() {
        LedgerEngine.onlyOnSqlite();
        for (String question : List.of(DueTasks.DUE, DueTasks.WOKEN, DueTasks.LANES, DueLetters.DUE)) {
            List<String> plan = rig.store
                    .readers()
                    .read(sql -> sql.list("explain query plan " + question, row -> row.getString(4)));
            assertThat(plan).as(question).noneMatch(step -> step.contains("TEMP B-TREE"));
            assertThat(plan)
                    .as(question)
                    .filteredOn(step -> step.contains(" task") || step.contains(" t ") || step.contains(" l "))
                    .allMatch(step -> step.contains("task_claim")
                            || step.contains("task_lane")
                            || step.contains("letter_claim")
                            || step.contains("known"));
        }
    }

    private static AsylumRecord application(String system, int number) {
        return TestRecords.application(system, "n" + number, "p" + number, "c" + number, "SYR");
    }

    private static AsylumRecord decision(int person) {
        return TestRecords.decision("registry", "d" + person, "p" + person, null, TestRecords.THEN);
    }

    private static AsylumRecord record(Event event, int number, String feared) {
        return TestRecords.record(
                "registry", event, "n" + number, "p" + number, "c" + number, null, TestRecords.THEN, feared);
    }

    private static AsylumRecord revocation(int person, StatusChange.Kind kind) {
        AsylumRecord plain = TestRecords.record(
                "registry",
                Event.STATUS,
                "s" + person,
                "p" + person,
                "C-p" + person,
                null,
                TestRecords.THEN.plusSeconds(60),
                "SYR");
        return new AsylumRecord(
                plain.schemaVersion(),
                plain.messageId(),
                plain.test(),
                plain.event(),
                plain.source(),
                plain.personRef(),
                plain.caseRef(),
                plain.eventTime(),
                plain.countryOfAsylum(),
                plain.person(),
                plain.documents(),
                plain.fearedCountries(),
                plain.fearedCountriesConfirmed(),
                plain.application(),
                plain.decision(),
                new StatusChange(kind, "2026-03-02"),
                plain.externalRefs(),
                plain.legal(),
                plain.handling(),
                plain.provenance());
    }

    private Taken one(String queue) {
        return new Taken((RecordClaim) rig.claims.take(queue, 1).join().get(0));
    }

    /** Hands the next letter over and says of which record it is. */
    private String letter() {
        LetterClaim claim = (LetterClaim) rig.claims.take("mail", 1).join().get(0);
        String recordId = claim.letter().recordId();
        rig.complete(claim, "closed");
        return recordId;
    }

    private record Taken(RecordClaim claim) {

        String recordOf(LedgerRig rig) {
            return rig.views
                    .record(claim.recordId())
                    .orElseThrow()
                    .event()
                    .name()
                    .toLowerCase(Locale.ROOT);
        }
    }
}
