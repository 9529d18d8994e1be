package org.nansen.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nansen.gateway.record.Event;
import org.nansen.gateway.record.ScreeningResult;

/** What is removed when its time is over, counted from when, and what goes on without it. */
class RetentionTest extends LedgerTest {

    private AgingLedger ledger;

    @Override
    @BeforeEach
    void open() {
        super.open();
        ledger = new AgingLedger(rig);
    }

    @Test
    void removesAllOfARecordButWhatMustOutliveIt() {
        String id = ledger.ended("1", "p1");
        String receipt = rig.views.record(id).orElseThrow().receiptId();
        long entries = ledger.rows("entry");
        ledger.pass(Duration.ofDays(91));
        ledger.removeDue(AgingLedger.FROM_RECEIPT);

        for (String table :
                List.of("record", "payload", "screening_part", "withheld", "task", "intake_drop", "chunk", "expiry")) {
            assertThat(ledger.rows(table)).as(table).isZero();
        }
        assertThat(ledger.rows("letter where sealed is not null")).isZero();
        assertThat(rig.views.record(id)).isEmpty();
        assertThat(rig.drops.find(receipt)).isEmpty();
        assertThat(rig.views.recordsOf("registry", "1")).isEmpty();
        // What was counted stays counted, what happened stays in the chain.
        assertThat(rig.counts("registry").delivered()).isEqualTo(1);
        assertThat(ledger.rows("entry")).isGreaterThan(entries);
        assertThat(ledger.rows("entry where kind = 'record.removed'")).isEqualTo(1);
        // What came before is still known when it comes again.
        assertThat(rig.accept("registry", AgingLedger.application("1", "p1")).duplicate())
                .isEqualTo(1);
    }

    @Test
    void goesOnWithThePersonWhereItStood() {
        ledger.ended("1", "p1");
        ledger.pass(Duration.ofDays(91));
        ledger.removeDue(AgingLedger.FROM_RECEIPT);
        rig.accept(
                "registry",
                TestRecords.record("registry", Event.CORRECTION, "2", "p1", "C-p1", null, TestRecords.THEN, "ERI"));
        String later = ledger.end(ScreeningResult.NO_HIT);
        assertThat(ledger.rows("person where sequence = 2")).isEqualTo(1);
        assertThat(rig.views.shieldOf(later)).containsExactly("ERI", "SYR");
    }

    @Test
    void countsFromTheCloseOfThePersonsLastCase() {
        String first = ledger.ended("1", "p1");
        ledger.pass(Duration.ofDays(400));
        ledger.removeDue(AgingLedger.FROM_CLOSE);
        assertThat(rig.views.record(first)).isPresent();

        rig.accept("registry", AgingLedger.finalDecision("2", "p1"));
        String last = ledger.end();
        ledger.pass(Duration.ofDays(89));
        ledger.removeDue(AgingLedger.FROM_CLOSE);
        assertThat(rig.views.record(first)).isPresent();

        ledger.pass(Duration.ofDays(2));
        ledger.removeDue(AgingLedger.FROM_CLOSE);
        assertThat(rig.views.record(first)).isEmpty();
        assertThat(rig.views.record(last)).isEmpty();
        assertThat(ledger.rows("person where newest is null")).isEqualTo(1);
    }

    @Test
    void startsAnewWhenACaseIsTakenUpAgain() {
        ledger.ended("1", "p1");
        rig.accept("registry", AgingLedger.finalDecision("2", "p1"));
        ledger.end();
        ledger.pass(Duration.ofDays(80));
        rig.accept("registry", AgingLedger.application("3", "p1"));
        String again = ledger.end(ScreeningResult.NO_HIT);
        ledger.pass(Duration.ofDays(200));
        ledger.removeDue(AgingLedger.FROM_CLOSE);
        assertThat(ledger.rows("record")).isEqualTo(3);

        rig.accept("registry", AgingLedger.finalDecision("4", "p1"));
        ledger.end();
        ledger.pass(Duration.ofDays(91));
        ledger.removeDue(AgingLedger.FROM_CLOSE);
        assertThat(ledger.rows("record")).isZero();
        assertThat(rig.views.record(again)).isEmpty();
    }

    @Test
    void removesAnswersBeforeTheRecord() {
        String id = ledger.ended("1", "p1");
        ledger.pass(Duration.ofDays(31));
        ledger.removeDue(AgingLedger.FROM_RECEIPT);
        Views.RecordView kept = rig.views.record(id).orElseThrow();
        assertThat(kept.parts()).isEmpty();
        assertThat(kept.screening()).isEqualTo(ScreeningResult.NO_HIT);
        ledger.pass(Duration.ofDays(60));
        ledger.removeDue(AgingLedger.FROM_RECEIPT);
        assertThat(rig.views.record(id)).isEmpty();
    }

    @Test
    void leavesTheRestOfThePersonInOrderWhenOneInTheMiddleGoes() {
        String first = ledger.ended("1", "p1");
        rig.accept(
                "border",
                TestRecords.record("registry", Event.CORRECTION, "2", "p1", "C-p1", null, TestRecords.THEN, "ERI"));
        String second = ledger.end(ScreeningResult.NO_HIT);
        String third = ledger.ended("3", "p1");
        ledger.pass(Duration.ofDays(91));
        try (RetentionSweep border = ledger.sweep(Map.of("border", AgingLedger.FROM_RECEIPT))) {
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
        ledger.ended("1", "p1");
        ledger.ended("2", "p2");
        String last = rig.views.published("registry", null, 10).get(1).id();
        ledger.pass(Duration.ofDays(91));
        ledger.removeDue(AgingLedger.FROM_RECEIPT);
        assertThat(rig.views.published("registry", null, 10)).isEmpty();
        ledger.ended("3", "p3");
        assertThat(rig.views.published("registry", last, 10)).hasSize(1);
        // Of all that went only the newest left its number.
        assertThat(ledger.rows("letter")).isEqualTo(2);
    }
}
