package org.nansen.gateway.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.nansen.gateway.normalize.SourceFormat.Kind;
import org.nansen.gateway.normalize.SourceUnit.Mapped;
import org.nansen.gateway.record.RecordJson;

/** The quick judgement of records and the validator's are alike. */
class RecordSchemaTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<ObjectNode> GOOD = good();

    /** Values of every type, and texts at the edges of every length and pattern in the schema. */
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "0",
            "1",
            "2",
            "9",
            "3",
            "-1",
            "10000",
            "10001",
            "99999999999",
            "1.5",
            "1e2",
            "1.0",
            "2e0",
            "10000.0",
            "1.00001e4",
            "1e15",
            "-1.0",
            "1e300",
            "123456789012345678901234567890",
            "\"\"",
            "\" \"",
            "\"a\"",
            "\"application\"",
            "\"application\\n\"",
            "\"decision\"",
            "\"status\"",
            "\"correction\"",
            "\"DEU\"",
            "\"DEU\\n\"",
            "\"DE\"",
            "\"deu\"",
            "\"1980\"",
            "\"1980-13\"",
            "\"1980-02-30\"",
            "\"1980/1985\"",
            "\"XXXX\"",
            "\"2026-11-23T12:00:00Z\"",
            "\"2026-11-23T12:00:00+01:00\"",
            "\"granted-refugee\"",
            "\"primary\"",
            "\"Latn\"",
            "\"restricted\"",
            "\"\uD83D\uDE00\"",
            "[]",
            "{}",
            "[\"a\"]",
            "[{}]",
            "{\"code\":\"DEU\"}",
            "{\"a\":1}");

    @Test
    void aGoodRecordIsJudgedQuickly() {
        assertThat(GOOD).isNotEmpty().allSatisfy(record -> {
            assertThat(RecordSchema.isValid(record)).isTrue();
            assertThat(RecordSchema.fitsQuickly(record)).isTrue();
        });
    }

    @Property(tries = 5_000)
    void whateverIsChangedInARecordBothJudgeAlike(@ForAll long seed) {
        Random random = new Random(seed);
        ObjectNode record = GOOD.get(random.nextInt(GOOD.size())).deepCopy();
        for (int change = 0; change <= random.nextInt(3); change++) {
            change(record, random);
        }
        assertThat(RecordSchema.fitsQuickly(record)).isEqualTo(RecordSchema.isValid(record));
    }

    @Test
    void aNumberThatIsNoneFitsNothing() {
        for (double none : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            ObjectNode record = GOOD.get(0).deepCopy();
            ((ObjectNode) record.get("source")).put("ordinal", none);
            assertThat(RecordSchema.fits(record)).isFalse();
        }
    }

    @Test
    void everyTextAndListAtEveryLengthIsJudgedAlike() {
        for (ObjectNode good : GOOD) {
            for (int length : new int[] {
                0, 1, 3, 20, 21, 35, 36, 44, 45, 50, 51, 60, 61, 64, 65, 100, 101, 200, 201, 250, 251, 400, 401, 500,
                501, 1000, 1001
            }) {
                for (int place = 0; place < objects(good).size(); place++) {
                    ObjectNode record = good.deepCopy();
                    ObjectNode object = objects(record).get(place);
                    for (String name : names(object)) {
                        JsonNode before = object.get(name);
                        if (before.isTextual()) {
                            object.put(name, "\uD842\uDFB7".repeat(length));
                            alike(record);
                            object.put(name, "X".repeat(length));
                            alike(record);
                        } else if (before.isArray() && !before.isEmpty() && length <= 501) {
                            ArrayNode many = object.putArray(name);
                            for (int at = 0; at < length; at++) {
                                many.add(before.get(0));
                            }
                            alike(record);
                        }
                        object.set(name, before);
                    }
                }
            }
        }
    }

    @Test
    void aKeywordThatIsNotKnownFitsNothing() throws Exception {
        assertThat(QuickSchema.of(JSON.readTree("{\"type\":\"object\"}")).fits(JSON.readTree("{}")))
                .isTrue();
        assertThat(QuickSchema.of(JSON.readTree("{\"type\":\"object\",\"minProperties\":0}"))
                        .fits(JSON.readTree("{}")))
                .isFalse();
        assertThat(QuickSchema.of(JSON.readTree("{\"if\":{\"minProperties\":9},\"then\":{}}"))
                        .fits(JSON.readTree("{}")))
                .isFalse();
    }

    private static void alike(ObjectNode record) {
        assertThat(RecordSchema.fitsQuickly(record)).isEqualTo(RecordSchema.isValid(record));
    }

    private static void change(ObjectNode record, Random random) {
        List<ObjectNode> objects = objects(record);
        ObjectNode object = objects.get(random.nextInt(objects.size()));
        List<String> names = names(object);
        switch (random.nextInt(4)) {
            case 0 -> object.set("unknown", value(random));
            case 1 -> {
                if (!names.isEmpty()) {
                    object.remove(names.get(random.nextInt(names.size())));
                }
            }
            default -> {
                if (!names.isEmpty()) {
                    object.set(names.get(random.nextInt(names.size())), value(random));
                }
            }
        }
    }

    private static JsonNode value(Random random) {
        try {
            return JSON.readTree(VALUES.get(random.nextInt(VALUES.size())));
        } catch (java.io.IOException impossible) {
            throw new java.io.UncheckedIOException(impossible);
        }
    }

    private static List<String> names(ObjectNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** The record and every object in it. */
    private static List<ObjectNode> objects(JsonNode node) {
        List<ObjectNode> objects = new ArrayList<>();
        if (node instanceof ObjectNode object) {
            objects.add(object);
        }
        node.forEach(child -> objects.addAll(objects(child)));
        return objects;
    }

    /** Applications of one person and of a family, a decision, and a change of status with everything that a record can hold. */
    private static List<ObjectNode> good() {
        List<ObjectNode> records = new ArrayList<>();
        String decision = "7;P7;F7;2026-11-01;E;Müller;Anna;01.08.1980;;;W;121;;01;02.11.2026;;\n";
        String family =
                "{\"crossing\":\"C1\",\"members\":[{\"id\":\"p1\",\"name\":\"Ada\",\"latin\":\"Ada\",\"born\":\"1980-08\",\"sex\":\"M\",\"nationality\":\"XXA\",\"documents\":[{\"type\":\"P\",\"number\":\"X1\",\"issuer\":\"D\"}]}]}";
        List<SourceUnit> units = new ArrayList<>();
        units.addAll(Formats.read(Formats.register(), Formats.HEADER + Formats.row(1) + decision));
        units.addAll(Formats.read(Formats.border(Kind.JSON), family));
        units.forEach(
                unit -> ((Mapped) unit).records().forEach(record -> records.add((ObjectNode) RecordJson.tree(record))));
        ObjectNode status = records.get(0).deepCopy();
        status.put("event", "status");
        status.remove("application");
        status.putObject("statusChange").put("kind", "withdrawn").put("date", "2026-11-02");
        status.withArray("externalRefs").addObject().put("scheme", "UNHCR").put("value", "123");
        records.add(status);
        return records;
    }
}
