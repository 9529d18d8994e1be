package org.nansen.gateway.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Judges by the very text of a JSON Schema, but only whether a value fits and not why it does not: the first answer that nearly
 * every record needs, for a tenth of the time. It knows the keywords that the canonical record uses. A keyword that it does not
 * know fits nothing, so that it can be wrong to one side only: whoever does not fit here is judged by the whole validator.
 */
final class QuickSchema {

    private static final Set<String> SAYS_NOTHING = Set.of("$schema", "$id", "$defs", "title", "description", "then");

    private final JsonNode root;
    private final Map<String, Judge> definitions = new HashMap<>();
    private final Judge judge;

    private interface Judge {
        boolean fits(JsonNode value);
    }

    private QuickSchema(JsonNode root) {
        this.root = root;
        root.path("$defs").fieldNames().forEachRemaining(name -> definitions.put("#/$defs/" + name, value -> false));
        definitions.replaceAll((reference, none) -> compile(root.at(reference.substring(1))));
        this.judge = compile(root);
    }

    static QuickSchema of(JsonNode schema) {
        return new QuickSchema(schema);
    }

    boolean fits(JsonNode value) {
        return judge.fits(value);
    }

    private Judge compile(JsonNode schema) {
        List<Judge> judges = new ArrayList<>();
        schema.properties().forEach(keyword -> {
            if (!SAYS_NOTHING.contains(keyword.getKey())) {
                judges.add(compile(keyword.getKey(), keyword.getValue(), schema));
            }
        });
        return all(judges);
    }

    private static Judge all(List<Judge> judges) {
        Judge[] each = judges.toArray(Judge[]::new);
        return value -> {
            for (Judge judge : each) {
                if (!judge.fits(value)) {
                    return false;
                }
            }
            return true;
        };
    }

    private Judge compile(String keyword, JsonNode says, JsonNode schema) {
        return switch (keyword) {
            case "type" -> type(says.asText());
            case "const" ->
                value -> value.isTextual()
                        && says.isTextual()
                        && value.textValue().equals(says.textValue());
            case "enum" -> oneOf(says);
            case "pattern" -> {
                Pattern pattern = Pattern.compile(says.asText());
                // Also anchored where the pattern is not: then the validator is asked.
                yield value ->
                        !value.isTextual() || pattern.matcher(value.textValue()).matches();
            }
            case "minLength" -> value -> !value.isTextual() || characters(value) >= says.asInt();
            case "maxLength" -> value -> !value.isTextual() || characters(value) <= says.asInt();
            case "minimum" -> value -> !value.isNumber() || (isFinite(value) && compare(value, says) >= 0);
            case "maximum" -> value -> !value.isNumber() || (isFinite(value) && compare(value, says) <= 0);
            case "minItems" -> value -> !value.isArray() || value.size() >= says.asInt();
            case "maxItems" -> value -> !value.isArray() || value.size() <= says.asInt();
            case "items" -> items(compile(says));
            case "required" -> required(says);
            case "properties" -> properties(says);
            case "additionalProperties" -> noOthers(says, schema);
            case "$ref" -> {
                String reference = says.asText();
                yield value -> Objects.requireNonNull(definitions.getOrDefault(reference, none -> false))
                        .fits(value);
            }
            case "allOf" -> all(eachOf(says));
            case "anyOf" -> any(eachOf(says));
            case "if" -> when(says, schema.path("then"));
            default -> value -> false;
        };
    }

    private static Judge type(String type) {
        return switch (type) {
            case "object" -> JsonNode::isObject;
            case "array" -> JsonNode::isArray;
            case "string" -> JsonNode::isTextual;
            case "boolean" -> JsonNode::isBoolean;
            // A whole number is one however it is written: 100, 100.0 or 1e2.
            case "integer" -> value -> value.isNumber() && value.canConvertToExactIntegral();
            default -> value -> false;
        };
    }

    private static Judge oneOf(JsonNode allowed) {
        Set<Object> known = new HashSet<>();
        allowed.forEach(each -> known.add(plain(each)));
        return value -> value.isValueNode() && known.contains(plain(value));
    }

    /** A text or a small whole number; what else there may be is equal to nothing. */
    private static Object plain(JsonNode value) {
        if (value.isTextual()) {
            return value.textValue();
        }
        boolean small = value.isNumber() && value.canConvertToExactIntegral() && value.canConvertToInt();
        return small ? Integer.valueOf(value.intValue()) : new Object();
    }

    /** A mapping that divides by nothing makes numbers that are none. */
    private static boolean isFinite(JsonNode number) {
        return !number.isFloatingPointNumber() || number.isBigDecimal() || Double.isFinite(number.doubleValue());
    }

    private static int compare(JsonNode value, JsonNode limit) {
        return value.isInt()
                ? Integer.compare(value.intValue(), limit.asInt())
                : value.decimalValue().compareTo(limit.decimalValue());
    }

    private static int characters(JsonNode value) {
        String text = value.textValue();
        return text.codePointCount(0, text.length());
    }

    private static Judge items(Judge item) {
        return value -> {
            if (value.isArray()) {
                for (JsonNode each : value) {
                    if (!item.fits(each)) {
                        return false;
                    }
                }
            }
            return true;
        };
    }

    private static Judge required(JsonNode says) {
        List<String> names = new ArrayList<>();
        says.forEach(name -> names.add(name.asText()));
        return value -> {
            if (value.isObject()) {
                for (String name : names) {
                    if (!value.has(name)) {
                        return false;
                    }
                }
            }
            return true;
        };
    }

    private Judge properties(JsonNode says) {
        Map<String, Judge> byName = new HashMap<>();
        says.properties().forEach(property -> byName.put(property.getKey(), compile(property.getValue())));
        return value -> {
            if (value.isObject()) {
                for (Map.Entry<String, JsonNode> field : value.properties()) {
                    Judge judge = byName.get(field.getKey());
                    if (judge != null && !judge.fits(field.getValue())) {
                        return false;
                    }
                }
            }
            return true;
        };
    }

    private static Judge noOthers(JsonNode says, JsonNode schema) {
        if (!says.isBoolean() || says.booleanValue()) {
            return value -> false;
        }
        Set<String> known = new HashSet<>();
        schema.path("properties").fieldNames().forEachRemaining(known::add);
        return value -> {
            if (value.isObject()) {
                for (Map.Entry<String, JsonNode> field : value.properties()) {
                    if (!known.contains(field.getKey())) {
                        return false;
                    }
                }
            }
            return true;
        };
    }

    private List<Judge> eachOf(JsonNode schemas) {
        List<Judge> judges = new ArrayList<>();
        schemas.forEach(schema -> judges.add(compile(schema)));
        return judges;
    }

    private static Judge any(List<Judge> judges) {
        return value -> judges.stream().anyMatch(judge -> judge.fits(value));
    }

    /** A condition must be judged exactly, not to one side: only that a field has a certain text is taken for one. */
    private Judge when(JsonNode condition, JsonNode then) {
        JsonNode properties = condition.path("properties");
        String name = properties.size() == 1 ? properties.fieldNames().next() : "";
        JsonNode text = properties.path(name).path("const");
        boolean known = text.isTextual()
                && properties.path(name).size() == 1
                && condition.size() == 2
                && condition.path("required").size() == 1
                && condition.path("required").path(0).asText().equals(name);
        Judge consequence = compile(then);
        return known
                ? value -> !value.isObject() || !value.path(name).equals(text) || consequence.fits(value)
                : value -> false;
    }

    @Override
    public String toString() {
        return "QuickSchema[" + root.path("$id").asText() + "]";
    }
}
