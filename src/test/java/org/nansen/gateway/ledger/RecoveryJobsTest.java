package org.nansen.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.nansen.gateway.ledger.Recovery.Act.ABANDON;
import static org.nansen.gateway.ledger.Recovery.Act.RETRY;
import static org.nansen.gateway.record.FaultCode.NG_207_ENDPOINT_REFUSED;
import static org.nansen.gateway.record.FaultCode.NG_900_DEFECT;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nansen.gateway.ledger.Recovery.Filter;
import org.nansen.gateway.ledger.Recovery.Job;
import org.nansen.gateway.ledger.Recovery.Report;
import org.nansen.gateway.ledger.Recovery.State;
import org.nansen.gateway.ledger.Recovery.Word;

/** Jobs that act on many parked records, at a rate and with words of people in between. */
class RecoveryJobsTest extends ParkedLedgerTest {

    private Job prepare(Recovery.Act act, Filter filter, int rate) {
        return recovery.prepare(new Recovery.Order(act, filter, rate, act == ABANDON ? "sent anew" : null), "alice")
                .join()
                .orElseThrow();
    }

    private void tell(Job job, Word word) {
        assertThat(recovery.tell(job.id(), word, "alice").join()).as("%s", word).isPresent();
    }

    private Job awaitEnd(Job job) {
        return await().until(
                        () -> {
                            ledger.goOn();
                            return now(job);
                        },
                        found -> found.state() == State.DONE);
    }

    @Test
    void triesAFilteredSetAgainAndSaysWhatBecameOfIt() {
        List<String> wanted = ledger.parkInScreening("registry", 30, NG_207_ENDPOINT_REFUSED);
        ledger.parkInScreening("border", 5, NG_207_ENDPOINT_REFUSED);
        ledger.parkInScreening("registry", 4, NG_900_DEFECT);

        Job job = prepare(RETRY, ParkedLedger.filter("registry", null, NG_207_ENDPOINT_REFUSED), 10_000);
        assertThat(job.planned()).isEqualTo(30);
        ledger.goOn();
        assertThat(now(job).done()).isZero();
        tell(job, Word.START);
        assertThat(awaitEnd(job).done()).isEqualTo(30);

        assertThat(ledger.rig.take("screening")).extracting(Claim::id).containsExactlyInAnyOrderElementsOf(wanted);
        assertThat(ledger.counts("registry").parked()).isEqualTo(4);
        assertThat(ledger.counts("border").parked()).isEqualTo(5);
        assertThat(recovery.report(job.id())).isEqualTo(new Report(0, 0, 0, 30));
        assertThat(ledger.entries(job.id()))
                .containsExactly(
                        "recovery.prepared by=alice act=retry faults=NG-207 records=30 system=registry",
                        "recovery.start by=alice records=0",
                        "recovery.done records=30");
    }

    @Test
    void doesNotTouchAgainWhatParkedAgainMeanwhile() {
        ledger.parkInScreening("registry", 3, NG_207_ENDPOINT_REFUSED);
        Job job = prepare(RETRY, Filter.ALL, 1_000);
        tell(job, Word.START);
        await().until(() -> {
            ledger.goOn();
            ledger.parkAgain("screening", NG_207_ENDPOINT_REFUSED);
            return now(job).state() == State.DONE;
        });

        assertThat(now(job).done()).isEqualTo(3);
        assertThat(recovery.report(job.id())).isEqualTo(new Report(0, 3, 0, 0));
    }

    @Test
    void keepsToItsRateAndRestsWhilePaused() {
        ledger.parkInScreening("registry", 40, NG_207_ENDPOINT_REFUSED);
        Job job = prepare(RETRY, Filter.ALL, 20);
        tell(job, Word.START);
        long began = now(job).startedAt().toEpochMilli();
        await().until(() -> {
            ledger.goOn();
            return now(job).done() >= 5;
        });
        tell(job, Word.PAUSE);
        Job paused = now(job);
        assertThat(paused.done()).isLessThanOrEqualTo((System.currentTimeMillis() - began) * 20 / 1_000);
        ledger.goOn();
        assertThat(now(job)).isEqualTo(paused);
        assertThat(recovery.tell(job.id(), Word.PAUSE, "alice").join()).isEmpty();
        assertThat(recovery.tell(job.id(), Word.START, "alice").join()).isEmpty();

        tell(job, Word.RESUME);
        assertThat(awaitEnd(job).done()).isEqualTo(40);
        assertThat(recovery.tell(job.id(), Word.CANCEL, "alice").join()).isEmpty();
        assertThat(recovery.tell("no-such-job", Word.START, "alice").join()).isEmpty();
    }

    @Test
    void stopsWhereItIsWhenItIsCancelled() {
        ledger.parkInScreening("registry", 40, NG_207_ENDPOINT_REFUSED);
        Job job = prepare(RETRY, Filter.ALL, 20);
        tell(job, Word.START);
        await().until(() -> {
            ledger.goOn();
            return now(job).done() >= 2;
        });
        tell(job, Word.CANCEL);
        long done = now(job).done();
        ledger.goOn();

        assertThat(now(job).done()).isEqualTo(done);
        assertThat(now(job).endedAt()).isNotNull();
        assertThat(ledger.counts("registry").parked()).isEqualTo(40 - done);
        assertThat(recovery.tell(job.id(), Word.RESUME, "alice").join()).isEmpty();
    }

    @Test
    void letsTwoJobsOverTheSameRecordsActOnEachOnce() {
        List<String> all = ledger.parkInScreening("registry", 50, NG_207_ENDPOINT_REFUSED);
        Job first = prepare(RETRY, Filter.ALL, 500);
        Job second = prepare(ABANDON, Filter.ALL, 500);
        tell(first, Word.START);
        tell(second, Word.START);
        awaitEnd(first);
        awaitEnd(second);

        assertThat(now(first).done() + now(second).done()).isEqualTo(50);
        assertThat(ledger.rig.take("screening")).hasSize((int) now(first).done());
        assertThat(ledger.counts("registry").abandoned()).isEqualTo(now(second).done());
        List<String> acts = new ArrayList<>();
        all.forEach(record -> ledger.entries(record).stream()
                .filter(entry -> entry.startsWith("retried") || entry.startsWith("abandoned"))
                .forEach(acts::add));
        assertThat(acts).hasSize(50);
    }

    @Test
    void goesOnWhereItWasAfterAStop() {
        ledger.parkInScreening("registry", 60, NG_207_ENDPOINT_REFUSED);
        Job job = prepare(RETRY, Filter.ALL, 30);
        tell(job, Word.START);
        await().until(() -> {
            ledger.goOn();
            return now(job).done() >= 3;
        });
        restart();

        assertThat(now(job).state()).isEqualTo(State.RUNNING);
        assertThat(awaitEnd(job).done()).isEqualTo(60);
        assertThat(ledger.rig.take("screening")).hasSize(60);
    }

    @Test
    void walksThroughALargeSetInSlicesOfTheGroupCommit() {
        int many = 3 * RecoverySlices.MOST + 7;
        ledger.parkInScreening("registry", many, NG_207_ENDPOINT_REFUSED);
        Job job = prepare(ABANDON, Filter.ALL, 10_000);
        tell(job, Word.START);
        await().until(() -> {
            ledger.rig
                    .store
                    .writer()
                    .submit(batch -> RecoverySlices.next(batch, job.id()))
                    .join();
            return now(job).done() > 0;
        });
        assertThat(now(job).done()).isLessThanOrEqualTo(RecoverySlices.MOST);

        assertThat(awaitEnd(job).done()).isEqualTo(many);
        assertThat(ledger.counts("registry").abandoned()).isEqualTo(many);
        assertThat(recovery.jobs(1)).containsExactly(now(job));
    }

    @Test
    void keepsTheFiguresOfAnOldJobWhenItForgetsItsRecords() {
        ledger.parkInScreening("registry", 3, NG_207_ENDPOINT_REFUSED);
        Job job = prepare(ABANDON, Filter.ALL, 10_000);
        tell(job, Word.START);
        awaitEnd(job);
        ledger.rig.write("update recovery_job set ended_at = 1");

        new RecoveryWorker(ledger.rig.store.readers(), ledger.rig.store.writer(), Clock.systemUTC()).goOn();

        List<String> kept = ledger.rig
                .store
                .readers()
                .read(sql -> sql.list(
                        "select subject from recovery_subject where job_id = ?", row -> row.getString(1), job.id()));
        assertThat(kept).isEmpty();
        assertThat(recovery.report(job.id())).isEqualTo(new Report(0, 0, 3, 0));
    }
}
