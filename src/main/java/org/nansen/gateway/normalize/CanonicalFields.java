package org.nansen.gateway.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The fields that a mapping can fill, as the canonical record's schema has them. */
public final class CanonicalFields {

    /** Filled by the gateway, or notes on the way: no mapping is asked for them. */
    private static final Set<String> NOT_THE_MAPPINGS = Set.of(
            "schemaVersion",
            "messageId",
            "test",
            "source",
            "personRef",
            "caseRef",
            "eventTime",
            "countryOfAsylum",
            "legal",
            "handling",
            "provenance");

    private static final JsonNode SCHEMA = load();

    private CanonicalFields() {}

    /**
     * Returns the fields that no record has, for example {@code person/birthPlace}; of a part that no record has, its own
     * name alone.
     */
    public static List<String> neverFilled(List<JsonNode> records) {
        List<String> never = new ArrayList<>();
        look(SCHEMA, "", records, never);
        return never;
    }

    private static void look(JsonNode schema, String path, List<JsonNode> nodes, List<String> never) {
        schema.path("properties").properties().forEach(property -> {
            String name = property.getKey();
            if (path.isEmpty() && NOT_THE_MAPPINGS.contains(name)) {
                return;
            }
            String at = path.isEmpty() ? name : path + "/" + name;
            List<JsonNode> values = new ArrayList<>();
            nodes.forEach(node -> add(values, node.path(name)));
            if (values.isEmpty()) {
                never.add(at);
            } else {
                JsonNode part = resolved(property.getValue());
                if (part.path("type").asText().equals("array")) {
                    part = resolved(part.path("items"));
                }
                // Of a country or a sex the code is what counts; the rest is the function's.
                if (!part.path("properties").has("code")) {
                    look(part, at, values, never);
                }
            }
        });
    }

    private static void add(List<JsonNode> values, JsonNode value) {
        if (value.isArray()) {
            value.forEach(values::add);
        } else if (!value.isMissingNode()) {
            values.add(value);
        }
    }

    private static JsonNode resolved(JsonNode part) {
        String reference = part.path("$ref").asText("");
        return reference.isEmpty() ? part : SCHEMA.at(reference.substring(1));
    }

    private static JsonNode load() {
        try (InputStream in = CanonicalFields.class.getResourceAsStream("/schema/asylum-record.schema.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException wrong) {
            throw new UncheckedIOException(wrong);
        }
    }
}
