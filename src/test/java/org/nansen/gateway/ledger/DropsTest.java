package org.nansen.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nansen.gateway.record.AsylumRecord;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.record.Rejected;
import org.nansen.gateway.record.Unavailable;

class DropsTest {

    private static final Instant T1 = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant T2 = Instant.parse("2026-01-02T00:00:00Z");
    private static final Instant T3 = Instant.parse("2026-01-03T00:00:00Z");

    @TempDir
    Path folder;

    private LedgerRig rig;

    @BeforeEach
    void open() {
        rig = new LedgerRig(folder);
    }

    @AfterEach
    void close() {
        rig.proveIdentity();
        rig.close();
    }

    @Test
    void becomesWorkOnlyWhenTheDropIsComplete() {
        NewDrop drop = LedgerRig.drop("registry");
        AsylumRecord first = TestRecords.application("registry", "1", "p1", "c1", "SYR");
        AsylumRecord second = TestRecords.application("registry", "2", "p2", "c2", "SYR");

        rig.drops.append(drop, LedgerRig.chunk(1, first), Ending.more()).join();
        assertThat(rig.take("screening")).isEmpty();
        assertThat(rig.counts("registry").stages()).containsEntry("arriving", 1L);

        Drop ended = rig.drops
                .append(drop, LedgerRig.chunk(2, second), Ending.release())
                .join();
        assertThat(ended.state()).isEqualTo(Drop.State.ACCEPTED);
        assertThat(ended.accepted()).isEqualTo(2);
        assertThat(rig.take("screening")).hasSize(2);
    }

    @Test
    void ignoresAChunkThatIsDurableAlready() {
        NewDrop drop = LedgerRig.drop("registry");
        AsylumRecord record = TestRecords.application("registry", "1", "p1", "c1", "SYR");
        rig.drops.append(drop, LedgerRig.chunk(1, record), Ending.more()).join();
        AsylumRecord again = TestRecords.application("registry", "1", "p1", "c1", "SYR");
        Drop ended = rig.drops
                .append(drop, LedgerRig.chunk(1, again), Ending.release())
                .join();

        assertThat(ended.received()).isEqualTo(1);
        assertThat(ended.accepted()).isEqualTo(1);
        assertThat(rig.drops.marks(drop.receiptId())).containsExactly(new Drops.Mark(1, "digest-1"));
    }

    @Test
    void takesARepeatOfTheNewestContentForADuplicate() {
        rig.accept("registry", TestRecords.application("registry", "1", "p1", "c1", "SYR"));
        Drop again = rig.accept("registry", TestRecords.application("registry", "1", "p1", "c1", "SYR"));
        assertThat(again.duplicate()).isEqualTo(1);
        assertThat(again.accepted()).isZero();
        assertThat(rig.take("screening")).hasSize(1);
    }

    @Test
    void takesGrantedRevokedGrantedAgainForThreeEvents() {
        Drop granted = rig.accept("casework", TestRecords.decision("casework", "1", "p1", null, T1));
        AsylumRecord revoked = TestRecords.record(
                "casework", org.nansen.gateway.record.Event.DECISION, "1", "p1", "C-p1", null, T1, "IRQ");
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

    @Test
    void holdsADropUntilAnOperatorReleasesIt() {
        NewDrop drop = LedgerRig.drop("registry");
        AsylumRecord record = TestRecords.application("registry", "1", "p1", "c1", "SYR");
        Drop held = rig.drops
                .append(drop, LedgerRig.chunk(1, record), Ending.hold(FaultCode.NG_119_REJECT_LIMIT))
                .join();
        assertThat(held.state()).isEqualTo(Drop.State.HELD);
        assertThat(held.code()).isEqualTo(FaultCode.NG_119_REJECT_LIMIT);
        assertThat(rig.take("screening")).isEmpty();
        assertThat(rig.counts("registry").stages()).containsEntry("held", 1L);
        assertThat(rig.views.heldDrops(10)).extracting(Drop::receiptId).containsExactly(drop.receiptId());

        assertThat(rig.drops.releaseHeld(drop.receiptId(), "olga").join())
                .hasValueSatisfying(released -> assertThat(released.accepted()).isEqualTo(1));
        assertThat(rig.take("screening")).hasSize(1);
        assertThat(rig.drops.releaseHeld(drop.receiptId(), "olga").join()).isEmpty();
    }

    @Test
    void leavesNoTraceForDuplicatesOfARefusedDrop() {
        NewDrop drop = LedgerRig.drop("registry");
        AsylumRecord record = TestRecords.application("registry", "1", "p1", "c1", "SYR");
        rig.drops
                .append(drop, LedgerRig.chunk(1, record), Ending.hold(FaultCode.NG_113_ENCODING))
                .join();
        rig.drops.refuseHeld(drop.receiptId(), "olga").join();
        assertThat(rig.counts("registry").abandoned()).isEqualTo(1);

        Drop corrected = rig.accept("registry", TestRecords.application("registry", "1", "p1", "c1", "SYR"));
        assertThat(corrected.accepted()).isEqualTo(1);
    }

    @Test
    void knowsADropByItsKeyAndRefusesTheKeyForAnother() {
        NewDrop drop = new NewDrop(UUID.randomUUID().toString(), "casework", "rest", null, "key-1", "body-a", null);
        rig.drops
                .append(
                        drop,
                        LedgerRig.chunk(1, TestRecords.decision("casework", "1", "p1", null, T1)),
                        Ending.release())
                .join();
        assertThat(rig.drops.findByKey("casework", "key-1"))
                .hasValueSatisfying(found -> assertThat(found.bodyDigest()).isEqualTo("body-a"));
        assertThat(rig.drops.findByKey("border", "key-1")).isEmpty();

        NewDrop other = new NewDrop(UUID.randomUUID().toString(), "casework", "rest", null, "key-1", "body-b", null);
        assertThatThrownBy(() -> rig.drops
                        .append(other, LedgerRig.chunk(0), Ending.release())
                        .join())
                .hasCauseInstanceOf(Rejected.class)
                .hasMessageContaining("NG-123");
    }

    @Test
    void releasesALargeDropInSlices() {
        AsylumRecord[] many = new AsylumRecord[4_321];
        for (int i = 0; i < many.length; i++) {
            many[i] = TestRecords.application("registry", "n" + i, "p" + i, "c" + i, "SYR");
        }
        Drop drop = rig.accept("registry", many);
        assertThat(drop.accepted()).isEqualTo(4_321);
        assertThat(rig.counts("registry").stages()).containsEntry("screening", 4_321L);
    }

    @Test
    void goesOnWithAReleaseThatACrashInterrupted() {
        NewDrop drop = LedgerRig.drop("registry");
        rig.drops
                .append(
                        drop,
                        LedgerRig.chunk(1, TestRecords.application("registry", "1", "p1", "c1", "SYR")),
                        Ending.more())
                .join();
        rig.store
                .writer()
                .submit(batch -> batch.sql()
                        .update("update intake_drop set state = 'releasing' where receipt_id = ?", drop.receiptId()))
                .join();
        rig.close();
        rig = new LedgerRig(folder);
        org.awaitility.Awaitility.await()
                .until(() -> rig.drops.find(drop.receiptId()).orElseThrow().state() == Drop.State.ACCEPTED);
        assertThat(rig.take("screening")).hasSize(1);
    }

    @Test
    void endsAReleaseOnceAndWritesOneReceipt() {
        NewDrop head = LedgerRig.drop("registry");
        NewDrop drop = new NewDrop(
                head.receiptId(), "registry", "file", "a.csv", null, null, new NewDrop.ReplyTo("reply.registry", null));
        rig.drops
                .append(
                        drop,
                        LedgerRig.chunk(1, TestRecords.application("registry", "1", "p1", "c1", "SYR")),
                        Ending.release())
                .join();
        rig.store
                .writer()
                .submit(batch -> {
                    new Release().slice(batch, drop.receiptId());
                    return null;
                })
                .join();
        assertThat(rig.take("reply.registry")).hasSize(1);
    }

    @Test
    void goesOnWithAReleaseThatAnOutageOfTheLedgerInterrupted() {
        LedgerEngine.onlyOnSqlite();
        NewDrop drop = LedgerRig.drop("registry");
        AsylumRecord[] many = new AsylumRecord[2_500];
        for (int i = 0; i < many.length; i++) {
            many[i] = TestRecords.application("registry", "n" + i, "p" + i, "c" + i, "SYR");
        }
        rig.drops
                .append(drop, LedgerRig.chunk(many.length, many), Ending.hold(FaultCode.NG_119_REJECT_LIMIT))
                .join();
        LedgerRig.pages(rig, null);
        assertThatThrownBy(
                        () -> rig.drops.releaseHeld(drop.receiptId(), "officer").join())
                .hasCauseInstanceOf(Unavailable.class);
        assertThat(rig.drops.find(drop.receiptId()).orElseThrow().state()).isEqualTo(Drop.State.RELEASING);
        LedgerRig.pages(rig, "1073741823");
        org.awaitility.Awaitility.await()
                .until(() -> rig.drops.find(drop.receiptId()).orElseThrow().state() == Drop.State.ACCEPTED);
        assertThat(rig.counts("registry").stages()).containsEntry("screening", 2_500L);
    }

    @Test
    void keepsWhatIsWrongWithADropAtItsEndEvenWhenNothingMoreWasRead() {
        NewDrop drop = LedgerRig.drop("registry");
        rig.drops
                .append(
                        drop,
                        LedgerRig.chunk(1, TestRecords.application("registry", "1", "p1", "c1", "SYR")),
                        Ending.more())
                .join();
        Chunk end = new Chunk(1, "digest-1", List.of(), List.of(Rejection.ofDrop(2, null, FaultCode.NG_115_JSON)), 0);
        rig.drops.append(drop, end, Ending.hold(FaultCode.NG_115_JSON)).join();
        assertThat(rig.views.receiptRejections(drop.receiptId(), 0, 10))
                .singleElement()
                .satisfies(line -> assertThat(line.rejection().line()).isEqualTo(2));
        assertThat(rig.counts("registry").rejected()).isZero();
    }

    @Test
    void takesAChunkOnlyWhereTheDropStands() {
        NewDrop drop = LedgerRig.drop("registry");
        AsylumRecord first = TestRecords.application("registry", "1", "p1", "c1", "SYR");
        AsylumRecord second = TestRecords.application("registry", "2", "p2", "c2", "SYR");
        AsylumRecord third = TestRecords.application("registry", "3", "p3", "c3", "SYR");
        rig.drops.append(drop, LedgerRig.chunk(1, first), Ending.more()).join();

        // Somebody whose chunks are longer, or who skipped one.
        refusedAsOtherReader(drop, LedgerRig.chunk(2, first, second), Ending.more());
        refusedAsOtherReader(drop, LedgerRig.chunk(3, third), Ending.release());
        // Somebody who reads other content of the same length: alike up to here, or not even that.
        Chunk other = new Chunk(new Drops.Mark(1, "other"), 2, "digest-2", List.of(), List.of(), 0);
        refusedAsOtherReader(drop, other, Ending.release());
        refusedAsOtherReader(drop, new Chunk(1, "other", List.of(), List.of(), 0), Ending.release());

        rig.drops.append(drop, LedgerRig.chunk(2, second), Ending.more()).join();
        // Who is behind cannot end what another has read further.
        Drop still = rig.drops
                .append(drop, LedgerRig.chunk(1, first), Ending.hold(FaultCode.NG_120_CHANGED))
                .join();
        assertThat(still.state()).isEqualTo(Drop.State.ARRIVING);
        Drop ended = rig.drops
                .append(drop, LedgerRig.chunk(3, third), Ending.release())
                .join();
        assertThat(ended.accepted()).isEqualTo(3);
    }

    private void refusedAsOtherReader(NewDrop drop, Chunk chunk, Ending ending) {
        assertThatThrownBy(() -> rig.drops.append(drop, chunk, ending).join())
                .hasCauseInstanceOf(Unavailable.class)
                .hasMessageContaining("NG-509");
    }
}
