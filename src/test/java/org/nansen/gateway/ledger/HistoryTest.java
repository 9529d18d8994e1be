package org.nansen.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.nansen.gateway.record.AsylumRecord;
import org.nansen.gateway.record.Event;
import org.nansen.gateway.record.FaultCode;

/** What is from before the date of its system's feed is stored for linking, and neither asked nor told. */
class HistoryTest extends LedgerTest {

    private static final Instant DATE = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant LONG_AGO = Instant.parse("2012-05-01T00:00:00Z");
    private static final Instant LATELY = Instant.parse("2026-02-01T00:00:00Z");

    private Drop accept(AsylumRecord... records) {
        NewDrop head = new NewDrop(
                UUID.randomUUID().toString(), "registry", "file", "a.csv", null, null, null, new Feed(null, DATE));
        return rig.drops
                .append(head, LedgerRig.chunk(records.length, records), Ending.release())
                .join();
    }

    private static AsylumRecord application(String number, String person, Instant at, String feared) {
        return TestRecords.record("registry", Event.APPLICATION, number, person, "C-" + person, null, at, feared);
    }

    @Test
    void isStoredWithoutBeingAskedOrTold() {
        AsylumRecord old = application("1", "p1", LONG_AGO, "ERI");
        Drop drop = accept(
                old,
                TestRecords.decision("registry", "2", "p1", null, LONG_AGO.plusSeconds(60)),
                application("3", "p3", LATELY, "SYR"));

        assertThat(drop.accepted()).isEqualTo(3);
        assertThat(rig.take("screening")).singleElement().satisfies(claim -> assertThat(
                        ((RecordClaim) claim).record().source().recordId())
                .isEqualTo("3"));
        assertThat(rig.take("disclosure")).isEmpty();
        assertThat(rig.counts("registry")).satisfies(counts -> {
            assertThat(counts.withheld()).isEqualTo(2);
            assertThat(counts.history()).isEqualTo(2);
            assertThat(counts.received()).isEqualTo(3);
        });
        assertThat(rig.views.record(old.messageId())).hasValueSatisfying(view -> {
            assertThat(view.stage()).isEqualTo("withheld");
            assertThat(view.mapping()).isEqualTo(LedgerRig.MAPPING);
            assertThat(view.fault()).isEqualTo(FaultCode.NG_321_HISTORY);
            assertThat(view.letters()).isEmpty();
        });
    }

    @Test
    void linksPersonCaseFearedCountriesAndSequence() {
        accept(application("1", "p1", LONG_AGO, "ERI"));
        AsylumRecord decision = TestRecords.decision("registry", "9", "p1", null, LATELY);
        accept(decision);

        RecordClaim deciding = rig.takeRecord("disclosure");
        CaseFile file = rig.cases.file(deciding);

        assertThat(file.identity()).as("known from history").isPresent();
        assertThat(file.shield()).containsExactlyInAnyOrder("ERI", "SYR");
        rig.complete(deciding, "closed");
    }

    @Test
    void wakesADecisionThatWaitsForThePerson() {
        RecordClaim waiting = (RecordClaim) acceptAndTake(TestRecords.decision("registry", "9", "p1", null, LATELY));
        rig.results
                .complete(
                        waiting,
                        Completion.of(waiting).waiting(FaultCode.NG_303_PERSON_UNKNOWN, java.time.Duration.ofHours(1)),
                        "closed")
                .join();
        assertThat(rig.take("disclosure")).isEmpty();
        accept(application("1", "p1", LONG_AGO, "ERI"));
        RecordClaim deciding = rig.takeRecord("disclosure");
        assertThat(rig.cases.file(deciding).identity()).isPresent();
        rig.complete(deciding, "closed");
    }

    private Claim acceptAndTake(AsylumRecord decision) {
        accept(decision);
        return rig.take("disclosure").get(0);
    }

    @Test
    void takesWhoThePersonIsFromTodayHoweverLateTheHistoryComes() {
        AsylumRecord today = application("1", "p1", LATELY, "SYR");
        accept(today);
        accept(
                application("old-2", "p1", LONG_AGO.plusSeconds(99), "SYR"),
                application("old-1", "p1", LONG_AGO, "SYR"));
        accept(TestRecords.decision("registry", "9", "p1", null, LATELY.plusSeconds(1)));
        RecordClaim deciding = rig.takeRecord("disclosure");
        assertThat(rig.cases.file(deciding).identity())
                .hasValueSatisfying(record -> assertThat(record.messageId()).isEqualTo(today.messageId()));
    }

    @Test
    void takesTheNewestOfAHistoryInWhateverOrderItComes() {
        AsylumRecord newest = application("old-2", "p1", LONG_AGO.plusSeconds(99), "SYR");
        accept(newest, application("old-1", "p1", LONG_AGO, "SYR"));
        accept(TestRecords.decision("registry", "9", "p1", null, LATELY));
        assertThat(rig.cases.file(rig.takeRecord("disclosure")).identity())
                .hasValueSatisfying(record -> assertThat(record.messageId()).isEqualTo(newest.messageId()));
    }

    @Test
    void isNoReviewWhenItComesOutOfOrder() {
        accept(application("1", "p1", LONG_AGO.plusSeconds(99), "SYR"));
        Drop earlier = accept(application("1", "p1", LONG_AGO, "ERI"));
        assertThat(earlier.accepted()).isEqualTo(1);
        assertThat(rig.counts("registry").stages()).containsEntry("review", 0L);
        assertThat(rig.counts("registry").history()).isEqualTo(2);
        // The newest is still the newest: its repeat is one.
        assertThat(accept(application("1", "p1", LONG_AGO.plusSeconds(99), "SYR"))
                        .duplicate())
                .isEqualTo(1);
    }

    @Test
    void isCorrectedByAnOrdinaryEvent() {
        accept(application("1", "p1", LONG_AGO, "SYR"));
        AsylumRecord correction =
                TestRecords.record("registry", Event.CORRECTION, "1", "p1", "C-p1", null, LATELY, "ERI");
        accept(correction);
        assertThat(rig.take("screening")).singleElement().satisfies(claim -> assertThat(claim.id())
                .isEqualTo(correction.messageId()));
    }

    @Test
    void closesNoCaseThatIsOpenToday() {
        accept(application("1", "p1", LATELY, "SYR"));
        accept(TestRecords.decision("registry", "old", "p1", null, LONG_AGO));
        assertThat(closedAt()).as("when the last case closed").isNull();

        accept(TestRecords.decision("registry", "9", "p1", null, LATELY.plusSeconds(1)));
        assertThat(closedAt()).isNotNull();
    }

    @Test
    void opensNoCaseThatClosedToday() {
        accept(TestRecords.decision("registry", "9", "p1", null, LATELY));
        accept(application("old", "p1", LONG_AGO, "SYR"));
        assertThat(closedAt()).isNotNull();
    }

    @Test
    void closesAndOpensByItsTimeInWhateverOrderItComes() {
        accept(TestRecords.decision("registry", "d1", "p1", null, LONG_AGO.plus(Duration.ofDays(400))));
        accept(application("a1", "p1", LONG_AGO, "SYR"));
        assertThat(closedAt()).as("decided after the application").isNotNull();

        accept(application("a2", "p1", LONG_AGO.plus(Duration.ofDays(500)), "SYR"));
        assertThat(closedAt()).as("applied again").isNull();

        accept(TestRecords.decision("registry", "d0", "p1", null, LONG_AGO.plus(Duration.ofDays(450))));
        assertThat(closedAt()).as("an earlier decision").isNull();

        accept(TestRecords.decision("registry", "d2", "p1", null, LONG_AGO.plus(Duration.ofDays(500))));
        assertThat(closedAt()).as("decided on the same day").isNotNull();
    }

    @Test
    void reopensNoCaseOfWhichAnOlderNodeDidNotKeepTheDay() {
        accept(TestRecords.decision("registry", "9", "p1", null, LATELY));
        rig.write("update person set case_days = ''");
        accept(application("old", "p1", LONG_AGO, "SYR"));
        assertThat(closedAt()).isNotNull();
    }

    @Test
    void takesTheCloseOfADayForTheLaterOne() {
        accept(TestRecords.decision("registry", "d1", "p1", null, LONG_AGO.plus(Duration.ofHours(3))));
        accept(application("a1", "p1", LONG_AGO, "SYR"));
        assertThat(closedAt()).isNotNull();
    }

    @Test
    void closesNothingWhereAnOlderNodeMayHaveOpenedAnotherCase() {
        accept(application("1", "p1", LATELY, "SYR"));
        rig.write("update person set open_cases = '', case_days = '', life_sequence = 0");
        accept(TestRecords.record("registry", Event.DECISION, "old", "p1", "another-case", null, LONG_AGO, "SYR"));
        assertThat(closedAt()).isNull();
    }

    @Test
    void opensAndClosesACaseOfWhichOnlyAChangeOfIdentityIsKnown() {
        accept(TestRecords.record("registry", Event.CORRECTION, "1", "p1", "C-p1", null, LONG_AGO, "SYR"));
        accept(TestRecords.decision("registry", "d1", "p1", null, LONG_AGO.plus(Duration.ofDays(1))));
        assertThat(closedAt()).isNotNull();
    }

    @Test
    void closesNoCaseOfWhichAnOlderNodeDidNotKeepTheDay() {
        accept(application("1", "p1", LATELY, "SYR"));
        rig.write("update person set case_days = ''");
        accept(TestRecords.decision("registry", "old", "p1", null, LONG_AGO));
        assertThat(closedAt()).isNull();
    }

    /** When the last case of the only person there is closed. */
    private @Nullable Long closedAt() {
        String id = rig.store.readers().read(sql -> sql.first("select id from person", row -> row.getString(1)));
        return rig.store.readers().read(sql -> People.closedAt(sql, id));
    }

    @Test
    void staysCountedWhenRetentionRemovesIt() {
        accept(
                application("1", "p1", LONG_AGO, "SYR"),
                TestRecords.decision("registry", "2", "p1", null, LONG_AGO.plusSeconds(60)));
        rig.write("update expiry set at = 0");
        rig.write("update record set received_at = 0");
        rig.write("update person set closed_at = 0, open_cases = ''");
        Retention kept = new Retention(Retention.From.RECEIVED, java.time.Duration.ofDays(1), null);
        try (RetentionSweep sweep = new RetentionSweep(
                rig.store.writer(),
                () -> () -> java.util.Map.of("registry", kept),
                1_000,
                java.time.Duration.ZERO,
                System::nanoTime)) {
            org.awaitility.Awaitility.await().until(() -> {
                rig.write("update turn set next_at = 0");
                sweep.look().join();
                return rig.store.readers().read(sql -> !sql.exists("select 1 from record"));
            });
        }
        assertThat(rig.counts("registry").history()).isEqualTo(2);
    }
}
