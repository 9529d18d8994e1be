package org.nansen.gateway.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RecordReferenceTest {

    private static final Path PAGE = Path.of("docs/record.md");

    @Test
    void theReferencePageSaysWhatTheSchemaSays() throws Exception {
        String page = RecordReference.page();
        if (Boolean.getBoolean("rewrite")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.exists(PAGE) ? Files.readString(PAGE) : "")
                .as("docs/record.md is not what the schema gives; mvn test -Dtest=RecordReferenceTest -Drewrite=true"
                        + " writes it anew")
                .isEqualTo(page);
    }

    @Test
    void schemaAndTypesHaveTheSameFieldsAndEverythingElseIsRefused() throws Exception {
        JsonNode schema = RecordReference.schema();
        compare(AsylumRecord.class, schema, schema, "record");
    }

    private static void compare(Class<?> type, JsonNode node, JsonNode root, String path) {
        JsonNode object = resolve(node, root);
        assertThat(object.path("additionalProperties").asBoolean(true)).as(path).isFalse();
        List<String> fields = new ArrayList<>();
        object.path("properties").fieldNames().forEachRemaining(fields::add);
        assertThat(fields)
                .as(path)
                .containsExactlyInAnyOrderElementsOf(Stream.of(type.getRecordComponents())
                        .map(RecordComponent::getName)
                        .toList());
        for (RecordComponent component : type.getRecordComponents()) {
            JsonNode field = resolve(object.path("properties").path(component.getName()), root);
            String at = path + "." + component.getName();
            Class<?> inner = component.getType();
            if (inner == List.class) {
                Type element = ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0];
                inner = (Class<?>) element;
                field = resolve(field.path("items"), root);
            }
            if (inner.isRecord()) {
                compare(inner, field, root, at);
            } else if (inner.isEnum()) {
                List<String> values = new ArrayList<>();
                field.path("enum").forEach(value -> values.add(value.asText()));
                assertThat(values)
                        .as(at)
                        .containsExactlyInAnyOrderElementsOf(Stream.of(inner.getEnumConstants())
                                .map(constant -> RecordJson.name((Enum<?>) constant))
                                .toList());
            }
        }
    }

    private static JsonNode resolve(JsonNode node, JsonNode root) {
        return node.has("$ref") ? root.at(node.path("$ref").asText().substring(1)) : node;
    }
}
