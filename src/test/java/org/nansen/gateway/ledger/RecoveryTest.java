package org.nansen.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.nansen.gateway.ledger.Recovery.Act.ABANDON;
import static org.nansen.gateway.ledger.Recovery.Act.RETRY;
import static org.nansen.gateway.record.FaultCode.NG_207_ENDPOINT_REFUSED;
import static org.nansen.gateway.record.FaultCode.NG_402_MAIL_REFUSED;
import static org.nansen.gateway.record.FaultCode.NG_900_DEFECT;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nansen.gateway.ledger.Recovery.Filter;
import org.nansen.gateway.ledger.Recovery.Job;
import org.nansen.gateway.ledger.Recovery.Report;
import org.nansen.gateway.ledger.Recovery.Room;
import org.nansen.gateway.ledger.Recovery.State;
import org.nansen.gateway.ledger.Recovery.Word;
import org.nansen.gateway.record.FaultCode;

class RecoveryTest {

    @TempDir
    Path folder;

    private ParkedLedger ledger;
    private Recovery recovery;

    @BeforeEach
    void open() {
        ledger = new ParkedLedger(folder);
        recovery = ledger.recovery();
    }

    @AfterEach
    void close() {
        ledger.prove();
        ledger.close();
    }

    private static Filter filter(@Nullable String system, @Nullable Room room, FaultCode... faults) {
        return new Filter(Set.of(faults), room, system, null, null);
    }

    private Job prepare(Recovery.Act act, Filter filter, int rate) {
        return recovery.prepare(new Recovery.Order(act, filter, rate, act == ABANDON ? "sent anew" : null), "alice")
                .join()
                .orElseThrow();
    }

    private void tell(Job job, Word word) {
        assertThat(recovery.tell(job.id(), word, "alice").join()).as("%s", word).isPresent();
    }

    private Job now(Job job) {
        return recovery.job(job.id()).orElseThrow();
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
        assertThat(recovery.parked(filter("registry", Room.DELIVERY))).hasSize(1);
        assertThat(recovery.parked(filter(null, Room.SCREENING))).hasSize(2);
        assertThat(recovery.parked(filter(null, null, NG_402_MAIL_REFUSED))).hasSize(1);
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
        ledger.rig.results.complete(again, null, "closed").join();
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
        ledger.rig
                .store
                .writer()
                .submit(batch -> {
                    batch.sql()
                            .update(
                                    "insert into task (record_id, person_id, queue, system, state, due_at, attempts, lane,"
                                            + " lease_until, fence, received_at) select id, person_id, 'disclosure',"
                                            + " system, 'ready', 0, 0, '', 0, 0, received_at from record where id = ?",
                                    record);
                    return null;
                })
                .join();

        recovery.actOn(ABANDON, record, "refused for good", "alice").join();

        assertThat(ledger.counts("registry").abandoned()).isZero();
        assertThat(ledger.counts("registry").inFlight()).isEqualTo(1);
        ledger.complete("disclosure", "closed");
        assertThat(ledger.counts("registry").abandoned()).isEqualTo(1);
    }

    @Test
    void letsTheNextLetterToTheSamePersonsDestinationGoOnceOneIsGivenUp() {
        ledger.rig.accept("registry", TestRecords.application("registry", "1", "p1", "c1", "SYR"));
        ledger.rig.accept(
                "registry",
                TestRecords.record(
                        "registry",
                        org.nansen.gateway.record.Event.CORRECTION,
                        "2",
                        "p1",
                        "c1",
                        null,
                        TestRecords.THEN,
                        "SYR"));
        ledger.complete("screening", "disclosure");
        for (Claim claim : ledger.rig.take("disclosure")) {
            ledger.rig
                    .results
                    .complete(claim, Completion.of(claim).letter(toSecretariat()), "closed")
                    .join();
        }
        Claim first = ledger.rig.take("mail").get(0);
        ledger.rig
                .results
                .fail(first, org.nansen.gateway.record.Defect.of(NG_402_MAIL_REFUSED, "test"))
                .join();
        assertThat(ledger.rig.take("mail")).isEmpty();

        recovery.actOn(ABANDON, ledger.rig.views.parked(1).get(0).recordId(), "refused", "alice")
                .join();

        assertThat(ledger.rig.take("mail")).hasSize(1);
    }

    private static NewLetter toSecretariat() {
        return new NewLetter(
                MessageKind.M8,
                "secretariat",
                "mail",
                "rule",
                "2026-03",
                new byte[] {1},
                NewLetter.Release.AUTOMATIC,
                null);
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

    @Test
    void triesAFilteredSetAgainAndSaysWhatBecameOfIt() {
        List<String> wanted = ledger.parkInScreening("registry", 30, NG_207_ENDPOINT_REFUSED);
        ledger.parkInScreening("border", 5, NG_207_ENDPOINT_REFUSED);
        ledger.parkInScreening("registry", 4, NG_900_DEFECT);

        Job job = prepare(RETRY, filter("registry", null, NG_207_ENDPOINT_REFUSED), 10_000);
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
        ledger.close();
        ledger = new ParkedLedger(folder);
        recovery = ledger.recovery();

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
        ledger.rig
                .store
                .writer()
                .submit(batch -> batch.sql().update("update recovery_job set ended_at = 1"))
                .join();

        new RecoveryWorker(ledger.rig.store.readers(), ledger.rig.store.writer(), java.time.Clock.systemUTC()).goOn();

        List<String> kept = ledger.rig
                .store
                .readers()
                .read(sql -> sql.list(
                        "select subject from recovery_subject where job_id = ?", row -> row.getString(1), job.id()));
        assertThat(kept).isEmpty();
        assertThat(recovery.report(job.id())).isEqualTo(new Report(0, 0, 3, 0));
    }
}
