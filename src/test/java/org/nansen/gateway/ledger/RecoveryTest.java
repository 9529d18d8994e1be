package org.nansen.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.nansen.gateway.ledger.Recovery.Act.ABANDON;
import static org.nansen.gateway.ledger.Recovery.Act.RETRY;
import static org.nansen.gateway.record.FaultCode.NG_207_ENDPOINT_REFUSED;
import static org.nansen.gateway.record.FaultCode.NG_402_MAIL_REFUSED;
import static org.nansen.gateway.record.FaultCode.NG_900_DEFECT;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.nansen.gateway.ledger.Recovery.Filter;
import org.nansen.gateway.ledger.Recovery.Job;
import org.nansen.gateway.ledger.Recovery.Report;
import org.nansen.gateway.ledger.Recovery.Room;
import org.nansen.gateway.ledger.Recovery.State;
import org.nansen.gateway.record.Defect;
import org.nansen.gateway.record.Event;

/** What is parked, and what people do about one record. */
class RecoveryTest extends ParkedLedgerTest {

    @Test
    void groupsByCauseRoomAndSystemAndCountsRecordsNotLetters() {
        ledger.parkInScreening("registry", 3, NG_207_ENDPOINT_REFUSED);
        ledger.parkInScreening("border", 2, NG_207_ENDPOINT_REFUSED);
        ledger.parkLetters("registry", 2, NG_402_MAIL_REFUSED, "secretariat", "ncb");

        List<Recovery.Group> groups = recovery.parked(Filter.ALL);

        assertThat(groups)
                .extracting(group ->
                        group.fault().code() + " " + group.room() + " " + group.system() + " " + group.records())
                .containsExactlyInAnyOrder(
                        "NG-207 SCREENING registry 3", "NG-207 SCREENING border 2", "NG-402 DELIVERY registry 2");
        assertThat(groups.get(0).records()).isEqualTo(3);
        assertThat(groups.get(0).oldest()).isBeforeOrEqualTo(groups.get(0).newest());
        assertThat(recovery.parked(ParkedLedger.filter("registry", Room.DELIVERY)))
                .hasSize(1);
        assertThat(recovery.parked(ParkedLedger.filter(null, Room.SCREENING))).hasSize(2);
        assertThat(recovery.parked(ParkedLedger.filter(null, null, NG_402_MAIL_REFUSED)))
                .hasSize(1);
        assertThat(recovery.parked(
                        new Filter(Set.of(), null, null, Instant.now().plusSeconds(60), null)))
                .isEmpty();
    }

    @Test
    void triesARecordAgainUnderTheSameIdsAndFences() {
        String record = ledger.parkLetters("registry", 1, NG_402_MAIL_REFUSED, "secretariat")
                .get(0);
        String letter = ledger.rig.views.parked(1).get(0).id();

        Job job = recovery.actOn(RETRY, record, null, "alice").join().orElseThrow();

        assertThat(job.state()).isEqualTo(State.DONE);
        Claim again = ledger.rig.take("mail").get(0);
        assertThat(again.id()).isEqualTo(letter);
        assertThat(again.attempts()).isEqualTo(1);
        assertThat(recovery.report(job.id())).isEqualTo(new Report(0, 0, 0, 1));
        ledger.rig.complete(again, "closed");
        assertThat(recovery.report(job.id())).isEqualTo(new Report(1, 0, 0, 0));
        assertThat(ledger.counts("registry").delivered()).isEqualTo(1);
        assertThat(ledger.entries(record)).contains("letter.retried by=alice job=" + job.id());
        assertThat(ledger.rig.views.record(record).orElseThrow().fault()).isNull();
    }

    @Test
    void givesUpARecordForGood() {
        String record = ledger.parkInScreening("registry", 1, NG_900_DEFECT).get(0);

        Job job = recovery.actOn(ABANDON, record, "the system sends it anew", "alice")
                .join()
                .orElseThrow();

        assertThat(ledger.counts("registry").abandoned()).isEqualTo(1);
        assertThat(ledger.counts("registry").parked()).isZero();
        assertThat(ledger.rig.take("screening")).isEmpty();
        assertThat(now(job).reason()).isEqualTo("the system sends it anew");
        assertThat(recovery.report(job.id())).isEqualTo(new Report(0, 0, 1, 0));
        assertThat(ledger.entries(record)).contains("abandoned by=alice job=" + job.id());
        assertThat(recovery.actOn(RETRY, record, null, "alice").join()).isEmpty();
    }

    @Test
    void countsARecordAsAbandonedOnlyWhenNothingOfItIsStillToCome() {
        ledger.parkLetters("registry", 1, NG_402_MAIL_REFUSED, "secretariat");
        String record = ledger.rig.views.parked(1).get(0).recordId();
        ledger.rig.write(
                "insert into task (record_id, person_id, queue, system, state, due_at, attempts, lane,"
                        + " lease_until, fence, received_at) select id, person_id, 'disclosure',"
                        + " system, 'ready', 0, 0, '', 0, 0, received_at from record where id = ?",
                record);

        recovery.actOn(ABANDON, record, "refused for good", "alice").join();

        assertThat(ledger.counts("registry").abandoned()).isZero();
        assertThat(ledger.counts("registry").inFlight()).isEqualTo(1);
        ledger.complete("disclosure", "closed");
        assertThat(ledger.counts("registry").abandoned()).isEqualTo(1);
    }

    @Test
    void letsTheNextLetterToTheSamePersonsDestinationGoOnceOneIsGivenUp() {
        ledger.rig.accept("registry", TestRecords.application("1"));
        ledger.rig.accept(
                "registry",
                TestRecords.record("registry", Event.CORRECTION, "2", "p1", "c1", null, TestRecords.THEN, "SYR"));
        ledger.complete("screening", "disclosure");
        for (Claim claim : ledger.rig.take("disclosure")) {
            ledger.rig.decide(claim, TestLetters.to("secretariat"));
        }
        Claim first = ledger.rig.take("mail").get(0);
        ledger.rig.results.fail(first, Defect.of(NG_402_MAIL_REFUSED, "test")).join();
        assertThat(ledger.rig.take("mail")).isEmpty();

        recovery.actOn(ABANDON, ledger.rig.views.parked(1).get(0).recordId(), "refused", "alice")
                .join();

        assertThat(ledger.rig.take("mail")).hasSize(1);
    }

    @Test
    void leavesRecordsInReviewForBeingLateAlone() {
        ledger.rig.accept(
                "registry",
                TestRecords.decision("registry", "7", "p1", "2", TestRecords.THEN.plusSeconds(60)),
                TestRecords.decision("registry", "7", "p1", "1", TestRecords.THEN));
        String late = ledger.rig
                .store
                .readers()
                .read(sql -> sql.first("select id from record where late = 1", row -> row.getString(1)));

        assertThat(late).isNotNull();
        assertThat(recovery.actOn(RETRY, late, null, "alice").join()).isEmpty();
        assertThat(recovery.prepare(new Recovery.Order(RETRY, Filter.ALL, 10, null), "alice")
                        .join())
                .isEmpty();
        assertThat(ledger.counts("registry").stages()).containsEntry("review", 1L);
    }
}
