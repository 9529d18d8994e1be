package org.nansen.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.nansen.gateway.record.Defect;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.record.Unavailable;

/** What becomes of work that cannot go on: deferred, parked, or paused with its lane. */
class LanesTest extends LedgerTest {

    @Test
    void defersWithoutLimitWhatIsUnavailableAndParksADefect() {
        LetterClaim claim = rig.takeToMail();
        rig.results
                .fail(claim, Unavailable.of(FaultCode.NG_401_MAIL_UNREACHABLE, "mailbox"))
                .join();
        List<Claim> again = await().until(() -> rig.take("mail"), found -> !found.isEmpty());
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
        List<Claim> probe = await().until(() -> rig.take("screening"), found -> !found.isEmpty());
        assertThat(probe).hasSize(1);
        assertThat(rig.lanes.mayTry("screening.interpol")).isTrue();
        assertThat(rig.lanes.mayTry("screening.interpol")).isFalse();
        rig.lanes.up("screening.interpol");
        await().until(() -> !rig.take("screening").isEmpty());
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
        await().pollDelay(Duration.ofMillis(50)).until(() -> rig.lanes.probeIsDue("screening.interpol"));
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
        assertThat(rig.takeToMail()).isNotNull();
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
}
