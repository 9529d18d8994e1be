package org.nansen.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nansen.gateway.record.AsylumRecord;
import org.nansen.gateway.record.Event;
import org.nansen.gateway.record.FaultCode;

/** What comes again, anew or too late. */
class VersionsTest extends LedgerTest {

    private static final Instant T1 = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant T2 = Instant.parse("2026-01-02T00:00:00Z");
    private static final Instant T3 = Instant.parse("2026-01-03T00:00:00Z");

    @Test
    void ordersTimesByTheMomentThatTheyMean() {
        assertThat(Versions.isOlder("2026-10-25T02:10:00+01:00", "2026-10-25T02:50:00+02:00"))
                .isFalse();
        assertThat(Versions.isOlder("2026-10-25T02:50:00+02:00", "2026-10-25T02:10:00+01:00"))
                .isTrue();
        assertThat(Versions.isOlder("2026-01-01T09:00Z", "2026-01-01T10:00:00,5+0100"))
                .isTrue();
        assertThat(Versions.isOlder("2026-01-01", "2026-01-01T00:00:01Z")).isTrue();
        assertThat(Versions.isOlder("2026-01-01T00:00:00Z", "2026-01-01"))
                .as("the same")
                .isFalse();
        assertThat(Versions.isOlder("9", "10")).isTrue();
        assertThat(Versions.isOlder(null, "10")).isFalse();
    }

    @Test
    void takesARepeatOfTheNewestContentForADuplicate() {
        rig.accept("registry", TestRecords.application("1"));
        Drop again = rig.accept("registry", TestRecords.application("1"));
        assertThat(again.duplicate()).isEqualTo(1);
        assertThat(again.accepted()).isZero();
        assertThat(rig.take("screening")).hasSize(1);
    }

    @Test
    void takesGrantedRevokedGrantedAgainForThreeEvents() {
        Drop granted = rig.accept("casework", TestRecords.decision("casework", "1", "p1", null, T1));
        AsylumRecord revoked = TestRecords.record("casework", Event.DECISION, "1", "p1", "C-p1", null, T1, "IRQ");
        Drop second = rig.accept("casework", revoked);
        Drop third = rig.accept("casework", TestRecords.decision("casework", "1", "p1", null, T1));
        assertThat(List.of(granted.accepted(), second.accepted(), third.accepted()))
                .containsExactly(1L, 1L, 1L);
        assertThat(rig.take("disclosure")).hasSize(3);
    }

    @Test
    void keepsAnOlderVersionForReviewAndNeverLetsItAct() {
        rig.accept("casework", TestRecords.decision("casework", "1", "p1", "10", T3));
        Drop late = rig.accept("casework", TestRecords.decision("casework", "1", "p1", "9", T2));
        assertThat(late.accepted()).isEqualTo(1);
        assertThat(rig.take("disclosure")).hasSize(1);
        assertThat(rig.counts("casework").stages()).containsEntry("review", 1L);

        // The late one did not become the newest: version 10 again is still a repeat.
        assertThat(rig.accept("casework", TestRecords.decision("casework", "1", "p1", "10", T3))
                        .duplicate())
                .isEqualTo(1);
    }

    @Test
    void remembersTheNewestVersionWhenARecordComesWithoutOne() {
        rig.accept("casework", TestRecords.decision("casework", "1", "p1", "10", T1));
        rig.accept("casework", TestRecords.decision("casework", "1", "p1", null, T2));
        rig.accept("casework", TestRecords.decision("casework", "1", "p1", "9", T3));
        assertThat(rig.take("disclosure")).hasSize(2);
        assertThat(rig.counts("casework").stages()).containsEntry("review", 1L);
    }

    @Test
    void keepsAnOlderEventWithoutVersionForReview() {
        rig.accept("casework", TestRecords.decision("casework", "1", "p1", null, T3));
        rig.accept("casework", TestRecords.decision("casework", "1", "p1", null, T1));
        assertThat(rig.counts("casework").stages()).containsEntry("review", 1L);
    }

    @Test
    void rejectsOtherContentUnderTheSameVersion() {
        rig.accept("casework", TestRecords.decision("casework", "1", "p1", "1", T1));
        Drop conflict = rig.accept("casework", TestRecords.decision("casework", "1", "p1", "1", T2));
        assertThat(conflict.rejected()).isEqualTo(1);
        assertThat(rig.views.receiptRejections(conflict.receiptId(), 0, 10))
                .singleElement()
                .satisfies(line -> assertThat(line.rejection().code()).isEqualTo(FaultCode.NG_107_SAME_VERSION));
    }
}
