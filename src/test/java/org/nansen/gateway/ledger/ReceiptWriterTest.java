package org.nansen.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nansen.gateway.record.FaultCode;

/** Receipts name every rejection by line, field, code and in plain words, in whatever form they go out. */
class ReceiptWriterTest extends LedgerTest {

    private static final int WRONG = 1_500;

    private String takeManyWrong() {
        List<Rejection> rejections = new ArrayList<>();
        for (int line = 1; line <= WRONG; line++) {
            rejections.add(Rejection.ofRecord(line, "person/birthDate", FaultCode.NG_103_BIRTH_DATE));
        }
        NewDrop head = LedgerRig.drop("registry");
        rig.drops
                .append(head, new Chunk(WRONG, "digest", List.of(), rejections, 0), Ending.release())
                .join();
        return head.receiptId();
    }

    private static void isWhole(JsonNode rejection, int line) {
        assertThat(rejection.path("line").asInt()).isEqualTo(line);
        assertThat(rejection.path("field").asText()).isEqualTo("person/birthDate");
        assertThat(rejection.path("code").asText()).isEqualTo("NG-103");
        assertThat(rejection.path("hint").asText()).isEqualTo(FaultCode.NG_103_BIRTH_DATE.hint());
    }

    @Test
    void givesAMessageAllLinesBecauseItsReaderCannotAskForMore() {
        String receipt = takeManyWrong();
        JsonNode message =
                new ReceiptWriter(rig.drops, rig.views).message(receipt).orElseThrow();
        assertThat(message.path("rejected").asInt()).isEqualTo(WRONG);
        assertThat(message.path("rejections")).hasSize(WRONG);
        assertThat(message.has("nextRejections")).isFalse();
        isWhole(message.path("rejections").get(WRONG - 1), WRONG);
    }

    @Test
    void givesACallerPagesAndAFileALineEach() throws IOException {
        String receipt = takeManyWrong();
        ReceiptWriter writer = new ReceiptWriter(rig.drops, rig.views);
        JsonNode first = writer.json(receipt).orElseThrow();
        assertThat(first.path("rejections")).hasSize(ReceiptWriter.PAGE);
        JsonNode rest = writer.json(receipt, 0, first.path("nextRejections").asLong(), ReceiptWriter.PAGE)
                .orElseThrow();
        assertThat(rest.path("rejections")).hasSize(WRONG - ReceiptWriter.PAGE);
        isWhole(rest.path("rejections").get(0), ReceiptWriter.PAGE + 1);

        ByteArrayOutputStream file = new ByteArrayOutputStream();
        assertThat(writer.write(receipt, file)).isTrue();
        List<String> lines = file.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).hasSize(1 + WRONG);
        isWhole(new ObjectMapper().readTree(lines.get(WRONG)), WRONG);
    }

    @Test
    void saysOfAWholeStockWhatItCameTo() {
        Stocks stocks = new Stocks(rig);
        stocks.take(Stocks.rows(1, 10, "A"));
        Drop second = stocks.take(Stocks.rows(2, 11, "A"));
        JsonNode snapshot = new ReceiptWriter(rig.drops, rig.views)
                .json(second.receiptId())
                .orElseThrow()
                .path("snapshot");
        assertThat(snapshot.path("before").asInt()).isEqualTo(10);
        assertThat(snapshot.path("unchanged").asInt()).isEqualTo(9);
        assertThat(snapshot.path("vanished").asInt()).isEqualTo(1);
        assertThat(snapshot.path("returned").asInt()).isZero();
    }
}
