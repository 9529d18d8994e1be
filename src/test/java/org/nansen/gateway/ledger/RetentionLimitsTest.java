package org.nansen.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nansen.gateway.record.Defect;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.record.ScreeningResult;

/** What stays however old it is. */
class RetentionLimitsTest extends LedgerTest {

    private AgingLedger ledger;

    @Override
    @BeforeEach
    void open() {
        super.open();
        ledger = new AgingLedger(rig);
    }

    @Test
    void keepsEverythingWhileOneCaseOfThePersonIsOpen() {
        String first = ledger.ended("1", "p1");
        rig.accept("registry", TestRecords.application("registry", "2", "p1", "another", "SYR"));
        String second = ledger.end(ScreeningResult.NO_HIT);
        rig.accept("registry", AgingLedger.finalDecision("3", "p1"));
        String closing = ledger.end();
        ledger.pass(Duration.ofDays(500));
        ledger.removeDue(AgingLedger.FROM_CLOSE);
        assertThat(List.of(first, second, closing))
                .allSatisfy(id -> assertThat(rig.views.record(id)).isPresent());
    }

    @Test
    void keepsAllOfAPersonWhileAHitIsUnverified() {
        rig.accept("registry", AgingLedger.application("1", "p1"));
        String hit = ledger.end(ScreeningResult.HIT);
        String other = ledger.ended("2", "p1");
        ledger.pass(Duration.ofDays(500));
        ledger.removeDue(AgingLedger.FROM_RECEIPT);
        assertThat(rig.views.record(hit).orElseThrow().parts()).hasSize(1);
        assertThat(rig.views.record(other)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"screening", "letter", "parked", "review", "held", "arriving"})
    void keepsWhatIsNotDone(String unfinished) {
        String done = ledger.ended("1", "p1");
        switch (unfinished) {
            case "screening" -> rig.accept("registry", AgingLedger.application("2", "p1"));
            case "letter", "parked", "review" -> {
                rig.accept("registry", AgingLedger.finalDecision("2", "p1"));
                RecordClaim deciding = rig.takeRecord("disclosure");
                if (unfinished.equals("letter")) {
                    rig.decide(deciding, TestLetters.answer("registry"));
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
                                LedgerRig.chunk(1, AgingLedger.application("2", "p2")),
                                Ending.hold(FaultCode.NG_119_REJECT_LIMIT))
                        .join();
            }
            default -> {
                done = "";
                rig.drops
                        .append(
                                LedgerRig.drop("registry"),
                                LedgerRig.chunk(1, AgingLedger.application("2", "p2")),
                                Ending.more())
                        .join();
            }
        }
        ledger.pass(Duration.ofDays(4_000));
        ledger.removeDue(AgingLedger.FROM_RECEIPT);
        if (done.isEmpty()) {
            assertThat(ledger.rows("record")).isEqualTo(1);
            assertThat(ledger.rows("payload")).isEqualTo(1);
            assertThat(ledger.rows("intake_drop")).isEqualTo(1);
        } else {
            assertThat(rig.views.record(done)).isPresent();
            assertThat(ledger.rows("record")).isEqualTo(2);
        }
        // A day later it is looked at again.
        assertThat(ledger.rows("expiry")).isPositive();
    }

    @Test
    void removesNothingOfASystemWithoutRetention() {
        String id = ledger.ended("1", "p1");
        ledger.pass(Duration.ofDays(4_000));
        try (RetentionSweep none = ledger.sweep(Map.of());
                RetentionSweep others = ledger.sweep(Map.of("border", AgingLedger.FROM_RECEIPT))) {
            assertThat(none.look().join()).isZero();
            assertThat(others.look().join()).isZero();
        }
        assertThat(rig.views.record(id)).isPresent();
        assertThatThrownBy(() -> new Retention(Retention.From.RECEIVED, Duration.ZERO, null))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
