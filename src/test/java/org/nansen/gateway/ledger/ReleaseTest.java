package org.nansen.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;
import org.nansen.gateway.record.AsylumRecord;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.record.Unavailable;

/** How what arrived in a drop becomes work, at once or when an operator lets it. */
class ReleaseTest extends LedgerTest {

    @Test
    void holdsADropUntilAnOperatorReleasesIt() {
        NewDrop drop = LedgerRig.drop("registry");
        AsylumRecord record = TestRecords.application("1");
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
        AsylumRecord record = TestRecords.application("1");
        rig.drops
                .append(drop, LedgerRig.chunk(1, record), Ending.hold(FaultCode.NG_113_ENCODING))
                .join();
        rig.drops.refuseHeld(drop.receiptId(), "olga").join();
        assertThat(rig.counts("registry").abandoned()).isEqualTo(1);

        Drop corrected = rig.accept("registry", TestRecords.application("1"));
        assertThat(corrected.accepted()).isEqualTo(1);
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
                .append(drop, LedgerRig.chunk(1, TestRecords.application("1")), Ending.more())
                .join();
        rig.write("update intake_drop set state = 'releasing' where receipt_id = ?", drop.receiptId());
        restart();
        await().until(() -> rig.drops.find(drop.receiptId()).orElseThrow().state() == Drop.State.ACCEPTED);
        assertThat(rig.take("screening")).hasSize(1);
    }

    @Test
    void endsAReleaseOnceAndWritesOneReceipt() {
        NewDrop head = LedgerRig.drop("registry");
        NewDrop drop = new NewDrop(
                head.receiptId(), "registry", "file", "a.csv", null, null, new NewDrop.ReplyTo("reply.registry", null));
        rig.drops
                .append(drop, LedgerRig.chunk(1, TestRecords.application("1")), Ending.release())
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
        await().until(() -> rig.drops.find(drop.receiptId()).orElseThrow().state() == Drop.State.ACCEPTED);
        assertThat(rig.counts("registry").stages()).containsEntry("screening", 2_500L);
    }
}
