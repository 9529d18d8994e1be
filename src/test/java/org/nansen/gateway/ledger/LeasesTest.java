package org.nansen.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes that stand for the same lease. */
class LeasesTest {

    private static final Duration NEVER = Duration.ofHours(1);
    private static final Duration OFTEN = Duration.ofMillis(100);

    @TempDir
    Path folder;

    private LedgerRig one;
    private LedgerRig two;

    @BeforeEach
    void open() {
        LedgerEngine.onlyWhereShared();
        one = new LedgerRig(folder, Clock.systemUTC(), "one", Duration.ofMinutes(10));
        two = new LedgerRig(folder, Clock.systemUTC(), "two", Duration.ofMinutes(10));
    }

    @AfterEach
    void close() {
        if (one != null) {
            one.close();
            two.close();
        }
    }

    @Test
    void giveItToOneAndToTheOtherOnlyWhenThatOneKnowsThatItsTimeIsOver() {
        try (SqlLeases silent = leases(one, Duration.ofSeconds(3), NEVER);
                SqlLeases waiting = leases(two, Duration.ofSeconds(3), OFTEN)) {
            Leases.Lease first = silent.stand("intake.registry");
            await().until(first::holds);
            Leases.Lease second = waiting.stand("intake.registry");
            boolean both = false;
            long begun = System.nanoTime();
            while (!second.holds() && System.nanoTime() - begun < TimeUnit.SECONDS.toNanos(20)) {
                both |= second.holds() && first.holds();
            }
            assertThat(second.holds()).isTrue();
            assertThat(first.holds()).isFalse();
            assertThat(both).isFalse();
            assertThat(fence()).isEqualTo(2);
        }
    }

    @Test
    void renewItForAsLongAsItsHolderLives() {
        try (SqlLeases renewing = leases(one, Duration.ofSeconds(2), OFTEN);
                SqlLeases waiting = leases(two, Duration.ofSeconds(2), OFTEN)) {
            Leases.Lease first = renewing.stand("intake.registry");
            await().until(first::holds);
            Leases.Lease second = waiting.stand("intake.registry");
            await().during(Duration.ofSeconds(4))
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> first.holds() && !second.holds());
            assertThat(fence()).isEqualTo(1);
        }
    }

    @Test
    void passItOnAtOnceWhenItsHolderStopsInOrder() {
        SqlLeases stopping = leases(one, Duration.ofMinutes(10), OFTEN);
        try (SqlLeases waiting = leases(two, Duration.ofMinutes(10), OFTEN)) {
            Leases.Lease first = stopping.stand("intake.registry");
            await().until(first::holds);
            Leases.Lease second = waiting.stand("intake.registry");
            stopping.close();
            assertThat(first.holds()).isFalse();
            await().until(second::holds);
        }
    }

    @Test
    void areEveryOnesOwnWhereThereIsOneProcess() {
        assertThat(SqlLeases.ofOneProcess().stand("intake.registry").holds()).isTrue();
    }

    private long fence() {
        Long fence = one.store
                .readers()
                .read(sql ->
                        sql.first("select fence from lease where name = 'intake.registry'", row -> row.getLong(1)));
        return fence == null ? 0 : fence;
    }

    private static SqlLeases leases(LedgerRig rig, Duration lasts, Duration askedEvery) {
        return SqlLeases.among(rig.store.writer(), Clock.systemUTC(), lasts, askedEvery);
    }
}
