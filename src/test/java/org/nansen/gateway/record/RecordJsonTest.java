package org.nansen.gateway.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class RecordJsonTest {

    private static final List<String> TEXTS =
            List.of("a", "Müller", "محمد", "名前", "\"quoted\\\"", "{\"a\":1}", "line\nend", "\uD83D\uDE00", "0", "true");

    @Property(tries = 300)
    void whatIsWrittenIsReadAgain(@ForAll long seed) {
        AsylumRecord record = new AnyRecord(seed, RecordJsonTest::text, false).make(AsylumRecord.class);

        byte[] json = RecordJson.write(record);

        assertThat(RecordJson.read(json)).isEqualTo(record);
        assertThat(RecordJson.read(RecordJson.tree(record))).isEqualTo(record);
        assertThat(RecordJson.write(RecordJson.read(json))).isEqualTo(json);
        assertThat(new String(json, StandardCharsets.UTF_8)).doesNotContain(":null", ":\"\"", ":[]");
    }

    @Example
    void anUnknownFieldIsRefusedAndNamed() {
        assertThatThrownBy(() -> RecordJson.read("{\"canary\":1}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(
                        Rejected.class, rejected -> assertThat(rejected.code()).isEqualTo(FaultCode.NG_105_SCHEMA));
    }

    @Example
    void aWrongValueIsRefusedWithoutBeingQuoted() {
        AsylumRecord record = new AnyRecord(1, RecordJsonTest::text, true).make(AsylumRecord.class);
        String json = new String(RecordJson.write(record), StandardCharsets.UTF_8)
                .replaceFirst("\"event\":\"[a-z]+\"", "\"event\":\"Canary\"");
        assertThatThrownBy(() -> RecordJson.read(json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(Rejected.class)
                .satisfies(thrown ->
                        assertThat(thrown.getMessage()).contains("event").doesNotContain("Canary"));
        assertThatThrownBy(() -> RecordJson.read(json.substring(0, 20).getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(Rejected.class);
    }

    private static String text(Random random) {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }
}
