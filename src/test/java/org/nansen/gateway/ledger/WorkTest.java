package org.nansen.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.record.ScreeningResult;

/** What rooms say of the records that they have in hand. */
class WorkTest extends LedgerTest {

    @Test
    void takesARecordTheWholeWay() {
        LetterClaim claim = rig.takeToMail();
        assertThat(claim.letter().content()).asString(StandardCharsets.UTF_8).isEqualTo(TestLetters.SECRET);
        assertThat(claim.shield()).containsExactly("SYR");
        rig.complete(claim, "closed");
        assertThat(rig.counts("registry").delivered()).isEqualTo(1);
        assertThat(rig.counts("registry").inFlight()).isZero();
    }

    @Test
    void countsARecordWithoutMessagesAsWithheld() {
        RecordClaim deciding = rig.takeToDisclosure(TestRecords.application("1"));
        rig.results
                .complete(
                        deciding,
                        Completion.of(deciding)
                                .withheld(MessageKind.M8, "secretariat", "default", FaultCode.NG_302_NO_RULE),
                        "closed")
                .join();
        assertThat(rig.counts("registry").withheld()).isEqualTo(1);
        assertThat(rig.views.record(deciding.recordId()).orElseThrow().letters())
                .singleElement()
                .satisfies(letter -> assertThat(letter.rule()).isEqualTo("default"));
    }

    @Test
    void voidsAResultWhoseClaimWasTakenOver() {
        rig.accept("registry", TestRecords.application("1"));
        RecordClaim paused = rig.takeRecord("screening");
        rig.write("update task set state = 'ready'");
        RecordClaim current = rig.takeRecord("screening");
        rig.results
                .complete(paused, Completion.of(paused).screening(ScreeningResult.NO_HIT), "disclosure")
                .join();
        assertThat(rig.views.record(current.recordId()).orElseThrow().screening())
                .isNull();
        rig.results
                .complete(current, Completion.of(current).screening(ScreeningResult.HIT), "disclosure")
                .join();
        assertThat(rig.views.record(current.recordId()).orElseThrow().screening())
                .isEqualTo(ScreeningResult.HIT);
    }

    @Test
    void keepsWhatWasAnsweredWhileTheRestIsTriedAgain() {
        rig.accept("registry", TestRecords.application("1"));
        RecordClaim claim = rig.takeRecord("screening");
        ScreeningPart hit = part(ScreeningResult.HIT, List.of(new ScreeningPart.Hit("item-7", "XBB", 90, "red")));
        rig.results
                .complete(
                        claim,
                        Completion.of(claim)
                                .part(hit)
                                .again(FaultCode.NG_201_ENDPOINT_UNREACHABLE, null, Duration.ZERO),
                        "disclosure")
                .join();
        assertThat(rig.take("disclosure")).isEmpty();
        RecordClaim second = rig.takeRecord("screening");
        assertThat(second.attempts()).isEqualTo(1);
        assertThat(second.parts()).containsExactly(hit);
    }

    private static ScreeningPart part(ScreeningResult result, List<ScreeningPart.Hit> hits) {
        return new ScreeningPart("interpol", "nominal", result, Instant.EPOCH, null, "q1", 1, hits, null);
    }

    @Test
    void handsAnInterimWordOnOnceWhileAskingGoesOn() {
        rig.accept("registry", TestRecords.application("1"));
        for (int i = 0; i < 2; i++) {
            RecordClaim claim = rig.takeRecord("screening");
            assertThat(claim.interimGiven()).isEqualTo(i > 0);
            rig.results
                    .complete(
                            claim,
                            Completion.of(claim)
                                    .screening(ScreeningResult.INCOMPLETE)
                                    .interim()
                                    .again(FaultCode.NG_204_ANSWER_NOT_UNDERSTOOD, null, Duration.ZERO),
                            "disclosure")
                    .join();
        }
        RecordClaim deciding = rig.takeRecord("disclosure");
        rig.complete(deciding, "closed");
        assertThat(rig.take("disclosure")).isEmpty();
        assertThat(rig.counts("registry").stages()).containsEntry("screening", 1L);
    }

    @Test
    void letsADecisionWaitForItsPersonAndWakesItWhenThePersonComes() {
        rig.accept("registry", TestRecords.decision("registry", "d1", "p1", null, TestRecords.THEN));
        RecordClaim decision = rig.takeRecord("disclosure");
        assertThat(rig.cases.file(decision).identity()).isEmpty();
        rig.results
                .complete(
                        decision,
                        Completion.of(decision).waiting(FaultCode.NG_303_PERSON_UNKNOWN, Duration.ofMinutes(10)),
                        "closed")
                .join();
        assertThat(rig.counts("registry").stages()).containsEntry("waiting", 1L);
        assertThat(rig.take("disclosure")).isEmpty();

        rig.accept("registry", TestRecords.application("registry", "1", "p1", "C-p1", "SYR"));
        RecordClaim woken = rig.takeRecord("disclosure");
        assertThat(rig.cases.file(woken).identity()).isPresent();
    }

    @Test
    void knowsTheUnionOfFearedCountriesOverPersonAndCase() {
        // Two people in one case, one of them also known to another record with another feared country.
        rig.accept("registry", TestRecords.application("registry", "1", "p1", "family", "SYR"));
        rig.accept("registry", TestRecords.application("registry", "2", "p2", "family", "IRQ"));
        rig.accept("registry", TestRecords.application("registry", "3", "p1", "other", "TUR"));
        RecordClaim second = rig.take("screening").stream()
                .map(claim -> (RecordClaim) claim)
                .filter(claim -> claim.record().source().recordId().equals("2"))
                .findFirst()
                .orElseThrow();
        assertThat(rig.cases.file(second).shield()).containsExactly("IRQ", "SYR");
    }

    @Test
    void takesFairlyBetweenSystems() {
        for (int i = 0; i < 50; i++) {
            rig.accept("flood", TestRecords.application("flood", "n" + i, "p" + i, "c" + i, "SYR"));
        }
        rig.accept("border", TestRecords.application("border", "b1", "q1", "d1", "SYR"));
        assertThat(rig.claims.take("screening", 10).join())
                .extracting(Claim::system)
                .contains("border", "flood")
                .hasSize(10);
    }
}
