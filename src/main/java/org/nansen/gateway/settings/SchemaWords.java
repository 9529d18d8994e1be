package org.nansen.gateway.settings;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Says in plain words what a JSON Schema found; never repeats a value, which may be a secret. */
final class SchemaWords {

    private static final Map<String, String> TYPES = Map.of(
            "string", "text",
            "integer", "a whole number",
            "number", "a number",
            "boolean", "true or false",
            "object", "a group of keys",
            "array", "a list",
            "null", "nothing");

    private final JsonNode schema;

    SchemaWords(JsonNode schema) {
        this.schema = schema;
    }

    /** Returns {@code /door/0/key} as {@code door[0].key}. */
    static String dotted(String pointer) {
        StringBuilder path = new StringBuilder();
        for (String step : pointer.split("/")) {
            String name = step.replace("~1", "/").replace("~0", "~");
            if (name.isEmpty()) {
                continue;
            }
            if (name.chars().allMatch(Character::isDigit) && !path.isEmpty()) {
                path.append('[').append(name).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(name);
            }
        }
        return path.toString();
    }

    /** Returns the JSON pointer of the part that the error is about: the unknown or missing key itself where it is one. */
    static String pointer(Error error) {
        String at = error.getInstanceLocation().toString();
        boolean ofKey = error.getProperty() != null
                && switch (error.getKeyword()) {
                    case "additionalProperties", "unevaluatedProperties", "required", "dependentRequired" -> true;
                    default -> false;
                };
        return ofKey ? at + "/" + YamlTree.escape(error.getProperty()) : at;
    }

    String reason(Error error) {
        JsonNode around = parent(error);
        return switch (error.getKeyword()) {
            case "additionalProperties", "unevaluatedProperties", "propertyNames" -> unknownKey(error, around);
            case "required", "dependentRequired" ->
                "missing key"
                        + described(around.at("/properties/" + YamlTree.escape(String.valueOf(error.getProperty()))));
            case "type" -> "must be " + types(around.path("type")) + described(around);
            case "enum" ->
                "must be one of " + String.join(", ", texts(around.path("enum"))) + meant(error, around.path("enum"));
            case "const" -> "must be " + around.path("const").asText();
            case "pattern", "format" ->
                around.has("description")
                        ? "does not fit" + described(around)
                        : "does not fit the " + error.getKeyword() + " "
                                + around.path(error.getKeyword()).asText();
            case "not", "oneOf", "anyOf", "if", "then", "else" -> "does not fit" + described(around);
            default -> error.getMessage() + described(around);
        };
    }

    private String unknownKey(Error error, JsonNode around) {
        String key = error.getProperty();
        if (key == null) {
            return "the name of a key does not fit" + described(around.path("propertyNames"));
        }
        return "unknown key" + Nearest.suggest(key, names(around));
    }

    private static TreeSet<String> names(JsonNode around) {
        TreeSet<String> names = new TreeSet<>();
        around.path("properties").fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static String meant(Error error, JsonNode allowed) {
        JsonNode value = error.getInstanceNode();
        if (value == null || !value.isTextual()) {
            return "";
        }
        String suggestion = Nearest.suggest(value.asText(), texts(allowed));
        return suggestion.startsWith("; did") ? suggestion : "";
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(element -> texts.add(element.asText()));
        return texts;
    }

    private static String types(JsonNode type) {
        List<String> names = new ArrayList<>();
        if (type.isArray()) {
            type.forEach(one -> names.add(TYPES.getOrDefault(one.asText(), one.asText())));
        } else {
            names.add(TYPES.getOrDefault(type.asText(), type.asText()));
        }
        return String.join(" or ", names);
    }

    private static String described(JsonNode part) {
        String description = part.path("description").asText("");
        return description.isEmpty() ? "" : " (" + description + ")";
    }

    /** The schema object that holds the keyword, found by the keyword's own place: keys beside it explain it. */
    private JsonNode parent(Error error) {
        String place = error.getSchemaLocation().getFragment().toString();
        int keyword = place.lastIndexOf('/');
        return keyword <= 0 ? schema : schema.at(JsonPointer.compile(place.substring(0, keyword)));
    }
}
