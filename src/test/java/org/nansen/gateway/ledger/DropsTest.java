package org.nansen.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.nansen.gateway.record.AsylumRecord;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.record.Rejected;
import org.nansen.gateway.record.Unavailable;

/** How a drop is read into the ledger, chunk by chunk. */
class DropsTest extends LedgerTest {

    @Test
    void becomesWorkOnlyWhenTheDropIsComplete() {
        NewDrop drop = LedgerRig.drop("registry");
        AsylumRecord first = TestRecords.application("1");
        AsylumRecord second = TestRecords.application("2");

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
        AsylumRecord record = TestRecords.application("1");
        rig.drops.append(drop, LedgerRig.chunk(1, record), Ending.more()).join();
        AsylumRecord again = TestRecords.application("1");
        Drop ended = rig.drops
                .append(drop, LedgerRig.chunk(1, again), Ending.release())
                .join();

        assertThat(ended.received()).isEqualTo(1);
        assertThat(ended.accepted()).isEqualTo(1);
        assertThat(rig.drops.marks(drop.receiptId())).containsExactly(new Drops.Mark(1, "digest-1"));
    }

    @Test
    void knowsADropByItsKeyAndRefusesTheKeyForAnother() {
        NewDrop drop = new NewDrop(UUID.randomUUID().toString(), "casework", "rest", null, "key-1", "body-a", null);
        rig.drops
                .append(
                        drop,
                        LedgerRig.chunk(1, TestRecords.decision("casework", "1", "p1", null, TestRecords.THEN)),
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
    void keepsWhatIsWrongWithADropAtItsEndEvenWhenNothingMoreWasRead() {
        NewDrop drop = LedgerRig.drop("registry");
        rig.drops
                .append(drop, LedgerRig.chunk(1, TestRecords.application("1")), Ending.more())
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
        AsylumRecord first = TestRecords.application("1");
        AsylumRecord second = TestRecords.application("2");
        AsylumRecord third = TestRecords.application("3");
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
