package org.nansen.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nansen.gateway.record.Defect;
import org.nansen.gateway.record.Event;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.record.ScreeningResult;
import org.nansen.gateway.record.Unavailable;

class WorkTest {

    private static final String SECRET = "SEALED-LETTER-CONTENT";

    @TempDir
    Path folder;

    private LedgerRig rig;

    @BeforeEach
    void open() {
        rig = new LedgerRig(folder);
    }

    @AfterEach
    void close() {
        rig.proveIdentity();
        rig.close();
    }

    private RecordClaim screening() {
        return (RecordClaim) rig.take("screening").get(0);
    }

    private static ScreeningPart part(ScreeningResult result, List<ScreeningPart.Hit> hits) {
        return new ScreeningPart("interpol", "nominal", result, Instant.EPOCH, null, "q1", 1, hits, null);
    }

    private static NewLetter letter(String destination, NewLetter.Release release) {
        return new NewLetter(
                MessageKind.M8,
                destination,
                "mail",
                "rule",
                "2026-03",
                SECRET.getBytes(StandardCharsets.UTF_8),
                release,
                null);
    }

    /** Takes one record to a letter that waits for the mailbox. */
    private LetterClaim letterInHand() {
        rig.accept("registry", TestRecords.application("registry", "1", "p1", "c1", "SYR"));
        rig.results.complete(screening(), null, "disclosure").join();
        RecordClaim deciding = (RecordClaim) rig.take("disclosure").get(0);
        rig.results
                .complete(
                        deciding,
                        Completion.of(deciding).letter(letter("secretariat", NewLetter.Release.AUTOMATIC)),
                        "closed")
                .join();
        return (LetterClaim) rig.take("mail").get(0);
    }

    @Test
    void takesARecordTheWholeWay() {
        LetterClaim claim = letterInHand();
        assertThat(claim.letter().content()).asString(StandardCharsets.UTF_8).isEqualTo(SECRET);
        assertThat(claim.shield()).containsExactly("SYR");
        rig.results.complete(claim, null, "closed").join();
        assertThat(rig.counts("registry").delivered()).isEqualTo(1);
        assertThat(rig.counts("registry").inFlight()).isZero();
    }

    @Test
    void countsARecordWithoutMessagesAsWithheld() {
        rig.accept("registry", TestRecords.application("registry", "1", "p1", "c1", "SYR"));
        rig.results.complete(screening(), null, "disclosure").join();
        RecordClaim deciding = (RecordClaim) rig.take("disclosure").get(0);
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
        rig.accept("registry", TestRecords.application("registry", "1", "p1", "c1", "SYR"));
        RecordClaim paused = screening();
        rig.store
                .writer()
                .submit(batch -> batch.sql().update("update task set state = 'ready'"))
                .join();
        RecordClaim current = screening();
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
        rig.accept("registry", TestRecords.application("registry", "1", "p1", "c1", "SYR"));
        RecordClaim claim = screening();
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
        RecordClaim second = screening();
        assertThat(second.attempts()).isEqualTo(1);
        assertThat(second.parts()).containsExactly(hit);
    }

    @Test
    void handsAnInterimWordOnOnceWhileAskingGoesOn() {
        rig.accept("registry", TestRecords.application("registry", "1", "p1", "c1", "SYR"));
        for (int i = 0; i < 2; i++) {
            RecordClaim claim = screening();
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
        RecordClaim deciding = (RecordClaim) rig.take("disclosure").get(0);
        rig.results.complete(deciding, null, "closed").join();
        assertThat(rig.take("disclosure")).isEmpty();
        assertThat(rig.counts("registry").stages()).containsEntry("screening", 1L);
    }

    @Test
    void defersWithoutLimitWhatIsUnavailableAndParksADefect() {
        LetterClaim claim = letterInHand();
        rig.results
                .fail(claim, Unavailable.of(FaultCode.NG_401_MAIL_UNREACHABLE, "mailbox"))
                .join();
        List<Claim> again = org.awaitility.Awaitility.await().until(() -> rig.take("mail"), found -> !found.isEmpty());
        assertThat(again.get(0).attempts()).isEqualTo(1);
        rig.results
                .fail(again.get(0), Defect.of(FaultCode.NG_402_MAIL_REFUSED, "recipient"))
                .join();
        assertThat(rig.counts("registry").parked()).isEqualTo(1);
        assertThat(rig.views.parked(10)).singleElement().satisfies(parked -> assertThat(parked.fault())
                .isEqualTo(FaultCode.NG_402_MAIL_REFUSED));
    }

    @Test
    void pausesALaneAloneAndProbesItWithOneUnit() {
        for (int i = 0; i < 3; i++) {
            rig.accept("registry", TestRecords.application("registry", "n" + i, "p" + i, "c" + i, "SYR"));
        }
        List<Claim> all = rig.take("screening");
        rig.lanes.down("screening.interpol", FaultCode.NG_201_ENDPOINT_UNREACHABLE);
        for (Claim claim : all) {
            rig.results
                    .fail(claim, Unavailable.of(FaultCode.NG_201_ENDPOINT_UNREACHABLE, "screening.interpol"))
                    .join();
        }
        List<Claim> probe =
                org.awaitility.Awaitility.await().until(() -> rig.take("screening"), found -> !found.isEmpty());
        assertThat(probe).hasSize(1);
        assertThat(rig.lanes.mayTry("screening.interpol")).isTrue();
        assertThat(rig.lanes.mayTry("screening.interpol")).isFalse();
        rig.lanes.up("screening.interpol");
        org.awaitility.Awaitility.await().until(() -> !rig.take("screening").isEmpty());
    }

    @Test
    void takesNoMoreThanItWasAskedForWhileItProbes() {
        for (int i = 0; i < 5; i++) {
            rig.accept("registry", TestRecords.application("registry", "n" + i, "p" + i, "c" + i, "SYR"));
        }
        Claim waits = rig.claims.take("screening", 1).join().get(0);
        rig.lanes.down("screening.interpol", FaultCode.NG_201_ENDPOINT_UNREACHABLE);
        rig.results
                .fail(waits, Unavailable.of(FaultCode.NG_201_ENDPOINT_UNREACHABLE, "screening.interpol"))
                .join();
        org.awaitility.Awaitility.await()
                .pollDelay(Duration.ofMillis(50))
                .until(() -> rig.lanes.probeIsDue("screening.interpol"));
        List<Claim> taken = rig.claims.take("screening", 2).join();
        assertThat(taken).hasSize(2).extracting(Claim::id).contains(waits.id());
    }

    @Test
    void keepsItsProbeUntilThereIsALetterToProbeWith() {
        rig.close();
        AtomicLong now = new AtomicLong(System.currentTimeMillis());
        rig = new LedgerRig(folder, new SetClock(now));
        rig.lanes.down("mailbox", FaultCode.NG_401_MAIL_UNREACHABLE);
        now.addAndGet(20);
        assertThat(rig.take("mail")).isEmpty();
        assertThat(letterInHand()).isNotNull();
        assertThat(rig.lanes.probeIsDue("mailbox")).isFalse();
    }

    private static final class SetClock extends Clock {

        private final AtomicLong millis;

        SetClock(AtomicLong millis) {
            this.millis = millis;
        }

        @Override
        public long millis() {
            return millis.get();
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(millis());
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @Test
    void stopsLettersOfAHeldDestinationAtOnceAndLiftsWithTwoPeople() {
        rig.accept("registry", TestRecords.application("registry", "1", "p1", "c1", "SYR"));
        rig.results.complete(screening(), null, "disclosure").join();
        RecordClaim deciding = (RecordClaim) rig.take("disclosure").get(0);
        rig.holds.hold("secretariat", "olga", "suspicion").join();
        rig.results
                .complete(
                        deciding,
                        Completion.of(deciding).letter(letter("secretariat", NewLetter.Release.AUTOMATIC)),
                        "closed")
                .join();
        assertThat(rig.take("mail")).isEmpty();
        assertThat(rig.holds.lift("secretariat", "olga").join()).isNotNull();
        assertThat(rig.holds.lift("secretariat", "olga").join()).isNotNull();
        assertThat(rig.take("mail")).isEmpty();
        assertThat(rig.holds.lift("secretariat", "piet").join()).isNull();
        assertThat(rig.take("mail")).hasSize(1);
    }

    @Test
    void keepsTheOrderOfMessagesPerPersonAndDestination() {
        LetterClaim first = letterInHand();
        rig.accept(
                "registry",
                TestRecords.record("registry", Event.CORRECTION, "2", "p1", "c1", null, TestRecords.THEN, "SYR"));
        rig.results.complete(screening(), null, "disclosure").join();
        RecordClaim deciding = (RecordClaim) rig.take("disclosure").get(0);
        rig.results
                .complete(
                        deciding,
                        Completion.of(deciding)
                                .letter(letter("secretariat", NewLetter.Release.AUTOMATIC))
                                .letter(letter("ncb", NewLetter.Release.AUTOMATIC)),
                        "closed")
                .join();
        // The second to the secretariat waits for the first; the one to the NCB does not.
        assertThat(rig.take("mail")).singleElement().satisfies(claim -> assertThat(
                        ((LetterClaim) claim).letter().destination())
                .isEqualTo("ncb"));
        rig.results.complete(first, null, "closed").join();
        assertThat(rig.take("mail")).hasSize(1);
    }

    @Test
    void publishesInTheOrderOfHandingOverSoThatNoneIsPassedBy() {
        LetterClaim first = answerInHand("1", "p1");
        LetterClaim second = answerInHand("2", "p2");
        // The older one is delayed and handed over last.
        rig.results.complete(second, null, "closed").join();
        String seen = rig.views.published("registry", null, 10).get(0).id();
        assertThat(seen).isEqualTo(second.id());
        rig.results.complete(first, null, "closed").join();
        assertThat(rig.views.published("registry", seen, 10))
                .extracting(Letter::id)
                .containsExactly(first.id());
        assertThat(rig.views.shieldOf(first.letter().recordId())).containsExactly("SYR");
    }

    private LetterClaim answerInHand(String recordId, String person) {
        rig.accept("registry", TestRecords.application("registry", recordId, person, "case-" + person, "SYR"));
        rig.results.complete(screening(), null, "disclosure").join();
        RecordClaim deciding = (RecordClaim) rig.take("disclosure").get(0);
        NewLetter answer = new NewLetter(
                MessageKind.M7,
                "system.registry",
                "reply.registry",
                "may-learn",
                "2026-03",
                SECRET.getBytes(StandardCharsets.UTF_8),
                NewLetter.Release.AUTOMATIC,
                null);
        rig.results
                .complete(deciding, Completion.of(deciding).letter(answer), "closed")
                .join();
        return rig.take("reply.registry").stream()
                .filter(LetterClaim.class::isInstance)
                .map(LetterClaim.class::cast)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void holdsALetterForReviewBackAndShowsTheRecordThere() {
        rig.accept("registry", TestRecords.application("registry", "1", "p1", "c1", "SYR"));
        rig.results.complete(screening(), null, "disclosure").join();
        RecordClaim deciding = (RecordClaim) rig.take("disclosure").get(0);
        rig.results
                .complete(
                        deciding,
                        Completion.of(deciding).letter(letter("secretariat", NewLetter.Release.REVIEW)),
                        "closed")
                .join();
        assertThat(rig.take("mail")).isEmpty();
        assertThat(rig.counts("registry").stages()).containsEntry("review", 1L);
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
    void letsADecisionWaitForItsPersonAndWakesItWhenThePersonComes() {
        rig.accept("registry", TestRecords.decision("registry", "d1", "p1", null, TestRecords.THEN));
        RecordClaim decision = (RecordClaim) rig.take("disclosure").get(0);
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
        RecordClaim woken = (RecordClaim) rig.take("disclosure").get(0);
        assertThat(rig.cases.file(woken).identity()).isPresent();
    }

    @Test
    void voidsLeasesAtStart() {
        LetterClaim claim = letterInHand();
        rig.close();
        rig = new LedgerRig(folder);
        assertThat(rig.take("mail")).singleElement().satisfies(again -> assertThat(again.id())
                .isEqualTo(claim.id()));
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

    @Test
    void leavesNothingOfAPersonInClearOnDisk() throws IOException {
        LetterClaim claim = letterInHand();
        rig.results.complete(claim, null, "closed").join();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String content = Files.readString(file, StandardCharsets.ISO_8859_1);
                assertThat(content).doesNotContain(TestRecords.CANARY).doesNotContain(SECRET);
            }
        }
    }

    @Test
    void refusesToOpenWithAnotherMasterKeyOrTwice() throws IOException {
        assertThatThrownBy(() -> new LedgerRig(folder)).hasMessageContaining("NG-503");
        rig.close();
        Path key = folder.resolve("secrets/master.key");
        String kept = Files.readString(key);
        Files.delete(key);
        assertThatThrownBy(() -> new LedgerRig(folder)).hasMessageContaining("NG-502");
        Files.writeString(key, "A".repeat(43) + "=");
        assertThatThrownBy(() -> new LedgerRig(folder)).hasMessageContaining("NG-502");
        Files.writeString(key, kept);
        Files.setPosixFilePermissions(key, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
        rig = new LedgerRig(folder);
    }

    @Test
    void asksWithinAQuestionWithoutWaitingForItself() throws Exception {
        CountDownLatch everyConnectionIsHeld = new CountDownLatch(2);
        ExecutorService askers = Executors.newFixedThreadPool(2);
        try {
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                answers.add(askers.submit(() -> rig.store.readers().read(outer -> {
                    everyConnectionIsHeld.countDown();
                    awaitUninterrupted(everyConnectionIsHeld);
                    return rig.store.readers().read(inner -> inner.first("select 'well'", row -> row.getString(1)));
                })));
            }
            for (Future<String> answer : answers) {
                assertThat(answer.get(20, TimeUnit.SECONDS)).isEqualTo("well");
            }
        } finally {
            askers.shutdownNow();
        }
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
