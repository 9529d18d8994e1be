package org.nansen.gateway.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nansen.gateway.ledger.Chunk;
import org.nansen.gateway.normalize.SourceUnit.Problem;
import org.nansen.gateway.normalize.SourceUnit.Refused;
import org.nansen.gateway.normalize.SourceUnit.Skipped;
import org.nansen.gateway.record.FaultCode;

class GatheringTest {

    private static final byte[] CONTENT = "row".getBytes(UTF_8);
    private static final List<Problem> PROBLEMS = List.of(Problem.of("BORN", FaultCode.NG_103_BIRTH_DATE));

    @Test
    void knowsOfRowsWithoutARecordThatTheyAreThere() {
        Gathering gathering = Gathering.chunked();
        gathering.add(new Refused(2, CONTENT, PROBLEMS, "n2"));
        gathering.add(new Skipped(3, CONTENT, "n3"));
        gathering.add(new Refused(4, CONTENT, PROBLEMS, null));

        assertThat(gathering.cut().others()).isEqualTo(new Chunk.Others(List.of("n2", "n3"), 1));
        assertThat(gathering.cut().others()).isEqualTo(Chunk.Others.NONE);
    }

    @Test
    void takesWhatTheMappingLeavesOutAndHasNoNumberForNoRow() {
        Gathering gathering = Gathering.chunked();
        gathering.add(new Skipped(9, CONTENT, null));

        Chunk chunk = gathering.cut();
        assertThat(chunk.others()).isEqualTo(Chunk.Others.NONE);
        assertThat(chunk.skipped()).isEqualTo(1);
    }
}
