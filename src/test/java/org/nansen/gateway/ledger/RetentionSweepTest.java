package org.nansen.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nansen.gateway.record.AsylumRecord;
import org.nansen.gateway.record.FaultCode;

/** How fast old records are removed, and by which clock. */
class RetentionSweepTest extends LedgerTest {

    private AgingLedger ledger;

    @Override
    @BeforeEach
    void open() {
        super.open();
        ledger = new AgingLedger(rig);
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
                .mapToObj(i -> AgingLedger.application("n" + i, "p" + i))
                .toArray(AsylumRecord[]::new);
        NewDrop refused = LedgerRig.drop("registry");
        rig.drops
                .append(refused, LedgerRig.chunk(many.length, many), Ending.hold(FaultCode.NG_119_REJECT_LIMIT))
                .join();
        rig.drops.refuseHeld(refused.receiptId(), "olga").join();
        ledger.pass(Duration.ofDays(91));
        List<Integer> looks = ledger.removeDue(AgingLedger.FROM_RECEIPT);
        assertThat(looks).allSatisfy(looked -> assertThat(looked).isLessThanOrEqualTo(50));
        assertThat(looks).hasSizeGreaterThan(4);
        assertThat(ledger.rows("record") + ledger.rows("rejection") + ledger.rows("chunk"))
                .isZero();
        ledger.pass(Duration.ofDays(2));
        ledger.removeDue(AgingLedger.FROM_RECEIPT);
        assertThat(ledger.rows("intake_drop")).isZero();
        assertThat(rig.counts("registry").rejected()).isEqualTo(2_500);
        assertThat(rig.counts("registry").abandoned()).isEqualTo(120);
    }

    @Test
    void doesNoMoreThanItsRateOverAllNodesTogether() {
        for (int i = 0; i < 3; i++) {
            ledger.ended("n" + i, "p" + i);
        }
        ledger.pass(Duration.ofDays(91));
        Map<String, Retention> rules = Map.of("registry", AgingLedger.FROM_RECEIPT);
        try (RetentionSweep slow =
                        new RetentionSweep(rig.store.writer(), () -> () -> rules, 1, Duration.ZERO, System::nanoTime);
                RetentionSweep other = ledger.sweep(rules)) {
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
}
