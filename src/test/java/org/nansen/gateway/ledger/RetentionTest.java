package org.nansen.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nansen.gateway.record.AsylumRecord;
import org.nansen.gateway.record.Defect;
import org.nansen.gateway.record.Event;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.record.ScreeningResult;
import org.nansen.gateway.record.StatusChange;

class RetentionTest {

    private static final Retention FROM_CLOSE =
            new Retention(Retention.From.CASE_CLOSED, Duration.ofDays(90), Duration.ofDays(30));
    private static final Retention FROM_RECEIPT =
            new Retention(Retention.From.RECEIVED, Duration.ofDays(90), Duration.ofDays(30));

    @TempDir
    Path folder;

    private LedgerRig rig;

    @BeforeEach
    void open() {
        rig = new LedgerRig(folder);
    }

    @AfterEach
    void close() {
        // Above all: whatever was removed, everything else still agrees with everything else.
        rig.proveIdentity();
        rig.close();
    }

    private RetentionSweep sweep(Map<String, Retention> rules) {
        return new RetentionSweep(rig.store.writer(), () -> () -> rules, 1_000_000, Duration.ZERO, System::nanoTime);
    }

    /** Looks until nothing is due; returns how many things each look saw. */
    private List<Integer> removeDue(Retention kept) {
        List<Integer> looks = new ArrayList<>();
        try (RetentionSweep sweep = sweep(Map.of("registry", kept))) {
            int looked = sweep.look().join();
            while (looked > 0) {
                looks.add(looked);
                write("update turn set next_at = 0");
                looked = sweep.look().join();
            }
        }
        return looks;
    }

    private void write(String sql, Object... values) {
        rig.store.writer().submit(batch -> batch.sql().update(sql, values)).join();
    }

    /** As if everything had happened so much earlier; the database's clock cannot be put ahead. */
    private void pass(Duration time) {
        long millis = time.toMillis();
        write("update record set received_at = received_at - ?", millis);
        write("update person set closed_at = closed_at - ?", millis);
        write("update expiry set at = at - ?", millis);
    }

    private long rows(String table) {
        Long rows = rig.store.readers().read(sql -> sql.first("select count(*) from " + table, row -> row.getLong(1)));
        return rows == null ? 0 : rows;
    }

    private RecordClaim take(String queue) {
        return (RecordClaim) rig.take(queue).get(0);
    }

    private static ScreeningPart part(ScreeningResult result) {
        return new ScreeningPart("interpol", "nominal", result, Instant.EPOCH, null, "q1", 1, List.of(), null);
    }

    private static NewLetter answer(String system) {
        return new NewLetter(
                MessageKind.M7,
                "system." + system,
                "reply." + system,
                "answer",
                "2026-03",
                "{}".getBytes(StandardCharsets.US_ASCII),
                NewLetter.Release.AUTOMATIC,
                null);
    }

    /** Takes an accepted record to its end: answered by the endpoint and told to its system. */
    private String end(ScreeningResult result, boolean screened) {
        if (screened) {
            RecordClaim asked = take("screening");
            rig.results
                    .complete(asked, Completion.of(asked).part(part(result)).screening(result), "disclosure")
                    .join();
        }
        RecordClaim decided = take("disclosure");
        rig.results
                .complete(
                        decided,
                        Completion.of(decided)
                                .letter(answer(decided.system()))
                                .withheld(MessageKind.M8, "secretariat", "default", FaultCode.NG_302_NO_RULE),
                        "closed")
                .join();
        rig.results
                .complete(rig.take("reply." + decided.system()).get(0), null, "closed")
                .join();
        return decided.recordId();
    }

    private static AsylumRecord application(String number, String person) {
        return TestRecords.application("registry", number, person, "C-" + person, "SYR");
    }

    private String ended(String number, String person) {
        rig.accept("registry", application(number, person));
        return end(ScreeningResult.NO_HIT, true);
    }

    private static AsylumRecord finalDecision(String number, String person) {
        return TestRecords.decision("registry", number, person, null, TestRecords.THEN);
    }

    @Test
    void removesAllOfARecordButWhatMustOutliveIt() {
        String id = ended("1", "p1");
        String receipt = rig.views.record(id).orElseThrow().receiptId();
        long entries = rows("entry");
        pass(Duration.ofDays(91));
        removeDue(FROM_RECEIPT);

        for (String table :
                List.of("record", "payload", "screening_part", "withheld", "task", "intake_drop", "chunk", "expiry")) {
            assertThat(rows(table)).as(table).isZero();
        }
        assertThat(rows("letter where sealed is not null")).isZero();
        assertThat(rig.views.record(id)).isEmpty();
        assertThat(rig.drops.find(receipt)).isEmpty();
        assertThat(rig.views.recordsOf("registry", "1")).isEmpty();
        // What was counted stays counted, what happened stays in the chain.
        assertThat(rig.counts("registry").delivered()).isEqualTo(1);
        assertThat(rows("entry")).isGreaterThan(entries);
        assertThat(rows("entry where kind = 'record.removed'")).isEqualTo(1);
        // What came before is still known when it comes again.
        assertThat(rig.accept("registry", application("1", "p1")).duplicate()).isEqualTo(1);
    }

    @Test
    void goesOnWithThePersonWhereItStood() {
        ended("1", "p1");
        pass(Duration.ofDays(91));
        removeDue(FROM_RECEIPT);
        rig.accept(
                "registry",
                TestRecords.record("registry", Event.CORRECTION, "2", "p1", "C-p1", null, TestRecords.THEN, "ERI"));
        String later = end(ScreeningResult.NO_HIT, true);
        assertThat(rows("person where sequence = 2")).isEqualTo(1);
        assertThat(rig.views.shieldOf(later)).containsExactly("ERI", "SYR");
    }

    @Test
    void countsFromTheCloseOfThePersonsLastCase() {
        String first = ended("1", "p1");
        pass(Duration.ofDays(400));
        removeDue(FROM_CLOSE);
        assertThat(rig.views.record(first)).isPresent();

        rig.accept("registry", finalDecision("2", "p1"));
        String last = end(ScreeningResult.NO_HIT, false);
        pass(Duration.ofDays(89));
        removeDue(FROM_CLOSE);
        assertThat(rig.views.record(first)).isPresent();

        pass(Duration.ofDays(2));
        removeDue(FROM_CLOSE);
        assertThat(rig.views.record(first)).isEmpty();
        assertThat(rig.views.record(last)).isEmpty();
        assertThat(rows("person where newest is null")).isEqualTo(1);
    }

    @Test
    void keepsEverythingWhileOneCaseOfThePersonIsOpen() {
        String first = ended("1", "p1");
        rig.accept("registry", TestRecords.application("registry", "2", "p1", "another", "SYR"));
        String second = end(ScreeningResult.NO_HIT, true);
        rig.accept("registry", finalDecision("3", "p1"));
        String closing = end(ScreeningResult.NO_HIT, false);
        pass(Duration.ofDays(500));
        removeDue(FROM_CLOSE);
        assertThat(List.of(first, second, closing))
                .allSatisfy(id -> assertThat(rig.views.record(id)).isPresent());
    }

    @Test
    void startsAnewWhenACaseIsTakenUpAgain() {
        ended("1", "p1");
        rig.accept("registry", finalDecision("2", "p1"));
        end(ScreeningResult.NO_HIT, false);
        pass(Duration.ofDays(80));
        rig.accept("registry", application("3", "p1"));
        String again = end(ScreeningResult.NO_HIT, true);
        pass(Duration.ofDays(200));
        removeDue(FROM_CLOSE);
        assertThat(rows("record")).isEqualTo(3);

        rig.accept("registry", finalDecision("4", "p1"));
        end(ScreeningResult.NO_HIT, false);
        pass(Duration.ofDays(91));
        removeDue(FROM_CLOSE);
        assertThat(rows("record")).isZero();
        assertThat(rig.views.record(again)).isEmpty();
    }

    @Test
    void removesAnswersBeforeTheRecord() {
        String id = ended("1", "p1");
        pass(Duration.ofDays(31));
        removeDue(FROM_RECEIPT);
        Views.RecordView kept = rig.views.record(id).orElseThrow();
        assertThat(kept.parts()).isEmpty();
        assertThat(kept.screening()).isEqualTo(ScreeningResult.NO_HIT);
        pass(Duration.ofDays(60));
        removeDue(FROM_RECEIPT);
        assertThat(rig.views.record(id)).isEmpty();
    }

    @Test
    void keepsAllOfAPersonWhileAHitIsUnverified() {
        rig.accept("registry", application("1", "p1"));
        String hit = end(ScreeningResult.HIT, true);
        String other = ended("2", "p1");
        pass(Duration.ofDays(500));
        removeDue(FROM_RECEIPT);
        assertThat(rig.views.record(hit).orElseThrow().parts()).hasSize(1);
        assertThat(rig.views.record(other)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"screening", "letter", "parked", "review", "held", "arriving"})
    void keepsWhatIsNotDone(String unfinished) {
        String done = ended("1", "p1");
        switch (unfinished) {
            case "screening" -> rig.accept("registry", application("2", "p1"));
            case "letter", "parked", "review" -> {
                rig.accept("registry", finalDecision("2", "p1"));
                RecordClaim deciding = take("disclosure");
                if (unfinished.equals("letter")) {
                    rig.results
                            .complete(deciding, Completion.of(deciding).letter(answer("registry")), "closed")
                            .join();
                } else if (unfinished.equals("parked")) {
                    rig.results
                            .fail(deciding, Defect.of(FaultCode.NG_900_DEFECT, "test"))
                            .join();
                } else {
                    rig.results
                            .complete(deciding, Completion.of(deciding).review(FaultCode.NG_305_REVIEW), "closed")
                            .join();
                }
            }
            case "held" -> {
                done = "";
                rig.drops
                        .append(
                                LedgerRig.drop("registry"),
                                LedgerRig.chunk(1, application("2", "p2")),
                                Ending.hold(FaultCode.NG_119_REJECT_LIMIT))
                        .join();
            }
            default -> {
                done = "";
                rig.drops
                        .append(LedgerRig.drop("registry"), LedgerRig.chunk(1, application("2", "p2")), Ending.more())
                        .join();
            }
        }
        pass(Duration.ofDays(4_000));
        removeDue(FROM_RECEIPT);
        if (done.isEmpty()) {
            assertThat(rows("record")).isEqualTo(1);
            assertThat(rows("payload")).isEqualTo(1);
            assertThat(rows("intake_drop")).isEqualTo(1);
        } else {
            assertThat(rig.views.record(done)).isPresent();
            assertThat(rows("record")).isEqualTo(2);
        }
        // A day later it is looked at again.
        assertThat(rows("expiry")).isPositive();
    }

    @Test
    void removesNothingOfASystemWithoutRetention() {
        String id = ended("1", "p1");
        pass(Duration.ofDays(4_000));
        try (RetentionSweep none = sweep(Map.of());
                RetentionSweep others = sweep(Map.of("border", FROM_RECEIPT))) {
            assertThat(none.look().join()).isZero();
            assertThat(others.look().join()).isZero();
        }
        assertThat(rig.views.record(id)).isPresent();
        assertThatThrownBy(() -> new Retention(Retention.From.RECEIVED, Duration.ZERO, null))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void leavesTheRestOfThePersonInOrderWhenOneInTheMiddleGoes() {
        String first = ended("1", "p1");
        rig.accept(
                "border",
                TestRecords.record("registry", Event.CORRECTION, "2", "p1", "C-p1", null, TestRecords.THEN, "ERI"));
        String second = end(ScreeningResult.NO_HIT, true);
        String third = ended("3", "p1");
        pass(Duration.ofDays(91));
        try (RetentionSweep border = sweep(Map.of("border", FROM_RECEIPT))) {
            border.look().join();
        }
        assertThat(rig.views.record(second)).isEmpty();
        assertThat(rig.views.recordsOf("registry", "1"))
                .extracting(Views.RecordView::id)
                .containsExactly(first);
        assertThat(rig.views.record(third)).isPresent();
    }

    @Test
    void goesOnNumberingWhatSystemsFetch() {
        ended("1", "p1");
        ended("2", "p2");
        String last = rig.views.published("registry", null, 10).get(1).id();
        pass(Duration.ofDays(91));
        removeDue(FROM_RECEIPT);
        assertThat(rig.views.published("registry", null, 10)).isEmpty();
        ended("3", "p3");
        assertThat(rig.views.published("registry", last, 10)).hasSize(1);
        // Of all that went only the newest left its number.
        assertThat(rows("letter")).isEqualTo(2);
    }

    @Test
    void removesALargeDropInSmallSlices() {
        List<Rejection> wrong = IntStream.rangeClosed(1, 2_500)
                .mapToObj(line -> Rejection.ofRecord(line, "person", FaultCode.NG_101_REQUIRED))
                .toList();
        rig.drops
                .append(LedgerRig.drop("registry"), new Chunk(1, "d", List.of(), wrong, 7), Ending.release())
                .join();
        AsylumRecord[] many = IntStream.range(0, 120)
                .mapToObj(i -> application("n" + i, "p" + i))
                .toArray(AsylumRecord[]::new);
        NewDrop refused = LedgerRig.drop("registry");
        rig.drops
                .append(refused, LedgerRig.chunk(many.length, many), Ending.hold(FaultCode.NG_119_REJECT_LIMIT))
                .join();
        rig.drops.refuseHeld(refused.receiptId(), "olga").join();
        pass(Duration.ofDays(91));
        List<Integer> looks = removeDue(FROM_RECEIPT);
        assertThat(looks).allSatisfy(looked -> assertThat(looked).isLessThanOrEqualTo(50));
        assertThat(looks).hasSizeGreaterThan(4);
        assertThat(rows("record") + rows("rejection") + rows("chunk")).isZero();
        pass(Duration.ofDays(2));
        removeDue(FROM_RECEIPT);
        assertThat(rows("intake_drop")).isZero();
        assertThat(rig.counts("registry").rejected()).isEqualTo(2_500);
        assertThat(rig.counts("registry").abandoned()).isEqualTo(120);
    }

    @Test
    void doesNoMoreThanItsRateOverAllNodesTogether() {
        for (int i = 0; i < 3; i++) {
            ended("n" + i, "p" + i);
        }
        pass(Duration.ofDays(91));
        Map<String, Retention> rules = Map.of("registry", FROM_RECEIPT);
        try (RetentionSweep slow =
                        new RetentionSweep(rig.store.writer(), () -> () -> rules, 1, Duration.ZERO, System::nanoTime);
                RetentionSweep other = sweep(rules)) {
            assertThat(slow.look().join()).isPositive();
            assertThat(other.look().join()).isZero();
        }
    }

    @Test
    void believesAClockOnlyAfterItRanEvenlyForAWhile() {
        AtomicLong passed = new AtomicLong();
        long then = TestRecords.THEN.toEpochMilli();
        try (RetentionSweep sweep =
                new RetentionSweep(rig.store.writer(), () -> Map::of, 1, Duration.ofHours(1), passed::get)) {
            assertThat(sweep.believes(then)).isFalse();
            passed.set(Duration.ofHours(2).toNanos());
            assertThat(sweep.believes(then + Duration.ofHours(2).toMillis())).isTrue();
            // A year too far, and an hour of it.
            long wrong = then + Duration.ofDays(365).toMillis();
            assertThat(sweep.believes(wrong)).isFalse();
            passed.addAndGet(Duration.ofMinutes(59).toNanos());
            assertThat(sweep.believes(wrong + Duration.ofMinutes(59).toMillis()))
                    .isFalse();
            passed.addAndGet(Duration.ofMinutes(2).toNanos());
            assertThat(sweep.believes(wrong + Duration.ofMinutes(61).toMillis()))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"WITHDRAWN -> CLOSES", "REVOKED -> CLOSES", "APPEAL_LODGED -> OPENS", "MERGED -> NEITHER"})
    void knowsWhatAStatusDoesToTheCase(String expected) {
        String[] parts = expected.split(" -> ");
        AsylumRecord plain = TestRecords.record("registry", Event.STATUS, "1", "p", "c", null, TestRecords.THEN, "SYR");
        AsylumRecord status = new AsylumRecord(
                plain.schemaVersion(),
                plain.messageId(),
                plain.test(),
                plain.event(),
                plain.source(),
                plain.personRef(),
                plain.caseRef(),
                plain.eventTime(),
                plain.countryOfAsylum(),
                null,
                plain.documents(),
                plain.fearedCountries(),
                false,
                null,
                null,
                new StatusChange(StatusChange.Kind.valueOf(parts[0]), "2026-03-01"),
                plain.externalRefs(),
                plain.legal(),
                plain.handling(),
                plain.provenance());
        assertThat(CaseStep.of(status)).hasToString(parts[1]);
    }
}
