package org.nansen.gateway.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Writes the reference page of the canonical record out of its schema. */
final class RecordReference {

    private final JsonNode schema;
    private final StringBuilder page = new StringBuilder();

    private RecordReference(JsonNode schema) {
        this.schema = schema;
    }

    static JsonNode schema() throws IOException {
        try (InputStream in = RecordReference.class.getResourceAsStream("/schema/asylum-record.schema.json")) {
            return new ObjectMapper().readTree(in);
        }
    }

    static String page() throws IOException {
        return new RecordReference(schema()).write();
    }

    private String write() {
        page.append("# The canonical record\n\n")
                .append("<!-- Written from src/main/resources/schema/asylum-record.schema.json; do not edit.")
                .append(" To write it anew: mvn test -Dtest=RecordReferenceTest -Drewrite=true -->\n\n")
                .append(schema.path("description").asText())
                .append(" Fields that are not listed are refused.\n\n")
                .append(
                        "How a mapping gives these fields: [mapping.md](mapping.md). What the gateway fills in by itself")
                .append(" is listed there too.\n");
        table("The record", schema);
        schema.path("$defs").properties().forEach(definition -> {
            if (definition.getValue().has("properties")) {
                table("`" + definition.getKey() + "`: " + text(definition.getValue()), definition.getValue());
            }
        });
        page.append("\n## Required by event\n\n| event | required besides |\n|---|---|\n");
        for (JsonNode rule : schema.path("allOf")) {
            List<String> required = new ArrayList<>();
            rule.path("then").path("required").forEach(field -> required.add("`" + field.asText() + "`"));
            page.append("| `")
                    .append(rule.at("/if/properties/event/const").asText())
                    .append("` | ")
                    .append(String.join(", ", required))
                    .append(" |\n");
        }
        return page.toString();
    }

    private void table(String title, JsonNode object) {
        Set<String> required = new HashSet<>();
        object.path("required").forEach(field -> required.add(field.asText()));
        page.append("\n## ").append(title).append("\n\n| field | required | form | meaning |\n|---|---|---|---|\n");
        object.path("properties").properties().forEach(field -> page.append("| `")
                .append(field.getKey())
                .append("` | ")
                .append(required.contains(field.getKey()) ? "yes" : "")
                .append(" | ")
                .append(form(field.getValue()))
                .append(" | ")
                .append(meaning(field.getValue()))
                .append(" |\n"));
        if (object.has("anyOf")) {
            List<String> choices = new ArrayList<>();
            object.path("anyOf")
                    .forEach(
                            choice -> choices.add("`" + choice.at("/required/0").asText() + "`"));
            page.append("\nAt least one of ").append(String.join(", ", choices)).append(".\n");
        }
    }

    private String form(JsonNode field) {
        if (field.has("$ref")) {
            String name = field.path("$ref").asText().replace("#/$defs/", "");
            JsonNode target = schema.path("$defs").path(name);
            return target.has("properties") ? "`" + name + "`" : form(target);
        }
        if (field.path("type").asText().equals("array")) {
            return "list of " + form(field.path("items")) + ", "
                    + (field.has("minItems") ? field.path("minItems").asText() + " to " : "at most ")
                    + field.path("maxItems").asText();
        }
        if (field.path("type").asText().equals("object")) {
            List<String> parts = new ArrayList<>();
            field.path("properties")
                    .properties()
                    .forEach(part -> parts.add("`" + part.getKey() + "` " + form(part.getValue())));
            return String.join("; ", parts);
        }
        if (field.has("enum") || field.has("const")) {
            List<String> values = new ArrayList<>();
            field.path("enum").forEach(value -> values.add("`" + value.asText() + "`"));
            return field.has("const") ? "`" + field.path("const").asText() + "`" : String.join(", ", values);
        }
        if (field.has("pattern")) {
            return "text like `" + field.path("pattern").asText().replace("|", "\\|") + "`";
        }
        if (field.has("maxLength")) {
            return "text, at most " + field.path("maxLength").asText() + " characters";
        }
        return field.path("type").asText().equals("integer")
                ? "whole number"
                : field.path("type").asText();
    }

    private String meaning(JsonNode field) {
        if (field.has("description") || !field.has("$ref")) {
            return text(field);
        }
        return text(schema.path("$defs").path(field.path("$ref").asText().replace("#/$defs/", "")));
    }

    private static String text(JsonNode node) {
        return node.path("description").asText();
    }
}
