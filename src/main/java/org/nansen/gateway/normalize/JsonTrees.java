package org.nansen.gateway.normalize;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.normalize.SourceUnit.Problem;
import org.nansen.gateway.record.FaultCode;

/** Reads one JSON object into a tree that knows its fields, within the limits that every record has. */
final class JsonTrees {

    static final int RECORD_LIMIT = 256 * 1024;
    private static final int DEPTH_LIMIT = 32;

    private static final JsonFactory AT_THE_OUTSIDE = make(0);

    private final NeverKept neverKept = new NeverKept();
    private SourceObject.Trail trail = new SourceObject.Trail();
    private List<Problem> problems = new ArrayList<>();
    private List<String> dropped = new ArrayList<>();
    private long start;
    private boolean tooLarge;

    /** @param around levels that stand around the records */
    static JsonFactory factory(int around) {
        return around == 0 ? AT_THE_OUTSIDE : make(around);
    }

    private static JsonFactory make(int around) {
        return JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        // One more than a record has: the array around the records.
                        .maxNestingDepth(DEPTH_LIMIT + 1 + around)
                        .maxStringLength(64 * 1024)
                        .maxNumberLength(64)
                        .maxNameLength(1_000)
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                // Names come from outside: no tables of them that outlive the document.
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                .build();
    }

    /** Goes from the outermost value down the path; returns whether there is something, and stands at it then. */
    static boolean follow(JsonParser in, List<String> path) throws IOException {
        for (String step : path) {
            if (in.currentToken() != JsonToken.START_OBJECT) {
                return false;
            }
            boolean found = false;
            while (!found && in.nextToken() == JsonToken.FIELD_NAME) {
                found = in.currentName().equals(step);
                in.nextToken();
                if (!found) {
                    in.skipChildren();
                }
            }
            if (!found) {
                return false;
            }
        }
        return true;
    }

    /** As {@link #close}, from the end of the records themselves. */
    static boolean leave(JsonParser in, int levels) throws IOException {
        in.nextToken();
        return close(in, levels);
    }

    /** Reads to the end, out of the objects around the records; returns whether the text ends with the outermost one. */
    static boolean close(JsonParser in, int levels) throws IOException {
        for (int level = 0; level < levels; level++) {
            while (in.currentToken() == JsonToken.FIELD_NAME) {
                in.nextToken();
                in.skipChildren();
                in.nextToken();
            }
            if (in.currentToken() != JsonToken.END_OBJECT) {
                return false;
            }
            in.nextToken();
        }
        return in.currentToken() == null;
    }

    static Problem nothingThere(List<String> path) {
        return new Problem(
                null, FaultCode.NG_115_JSON, "There is nothing at format.records, /" + String.join("/", path) + ".");
    }

    /** Reads the object whose opening brace was just read. */
    RawUnit read(JsonParser in, long line) throws IOException {
        trail = new SourceObject.Trail();
        problems = new ArrayList<>();
        dropped = new ArrayList<>();
        start = in.currentTokenLocation().getCharOffset();
        tooLarge = false;
        SourceObject source = object(in, "", 1);
        if (tooLarge) {
            return new RawUnit.Malformed(
                    line, new byte[0], List.of(Problem.of(null, FaultCode.NG_117_RECORD_TOO_LARGE)));
        }
        byte[] bytes = content(source);
        return problems.isEmpty()
                ? new RawUnit.Fields(line, bytes, source, trail, List.copyOf(dropped))
                : new RawUnit.Malformed(line, bytes, List.copyOf(problems));
    }

    private SourceObject object(JsonParser in, String path, int depth) throws IOException {
        SourceObject node = new SourceObject(trail, path);
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String name = in.currentName();
            in.nextToken();
            String at = node.pathOf(shown(name));
            if (neverKept.drops(name)) {
                dropped.add(at);
                in.skipChildren();
            } else {
                check(name, null);
                JsonNode value = value(in, at, depth);
                if (value != null) {
                    node.set(name, value);
                }
            }
        }
        return node;
    }

    private @Nullable JsonNode value(JsonParser in, String path, int depth) throws IOException {
        if (tooLarge || in.currentLocation().getCharOffset() - start > RECORD_LIMIT) {
            tooLarge = true;
            in.skipChildren();
            return null;
        }
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        switch (in.currentToken()) {
            case START_OBJECT:
                return object(in, path, depth + 1);
            case START_ARRAY:
                ArrayNode array = nodes.arrayNode();
                while (in.nextToken() != JsonToken.END_ARRAY) {
                    JsonNode element = value(in, path + "[" + array.size() + "]", depth + 1);
                    array.add(element == null ? NullNode.instance : element);
                }
                return array;
            case VALUE_STRING:
                String text = in.getText();
                check(text, path);
                return Texts.isBlank(text) ? null : new TextNode(text);
            case VALUE_NUMBER_INT:
                return in.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                        ? nodes.numberNode(in.getBigIntegerValue())
                        : nodes.numberNode(in.getLongValue());
            case VALUE_NUMBER_FLOAT:
                BigDecimal number = in.getDecimalValue();
                if (Math.abs((long) number.scale()) > 100) {
                    problems.add(Problem.of(path, FaultCode.NG_115_JSON));
                    return null;
                }
                return nodes.numberNode(number);
            case VALUE_TRUE:
                return BooleanNode.TRUE;
            case VALUE_FALSE:
                return BooleanNode.FALSE;
            default:
                return null;
        }
    }

    private void check(String text, @Nullable String path) {
        FaultCode fault = Texts.fault(text);
        if (fault != null && problems.size() < 20) {
            problems.add(Problem.of(path, fault));
        }
    }

    private static String shown(String name) {
        return name.length() > 60 ? name.substring(0, 60) : name;
    }

    /** Returns stable bytes of the fields. */
    static byte[] content(JsonNode source) {
        StringBuilder content = new StringBuilder(512);
        write(source, content);
        return content.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Writes the tree with sorted names: the same fields give the same bytes whatever their order. */
    private static void write(JsonNode node, StringBuilder out) {
        if (node.isObject()) {
            TreeMap<String, JsonNode> sorted = new TreeMap<>();
            node.properties().forEach(field -> sorted.put(field.getKey(), field.getValue()));
            out.append('{');
            sorted.forEach((name, value) -> {
                out.append(name).append('\u001F');
                write(value, out);
                out.append('\u001E');
            });
            out.append('}');
        } else if (node.isArray()) {
            out.append('[');
            node.forEach(element -> {
                write(element, out);
                out.append('\u001E');
            });
            out.append(']');
        } else {
            out.append(node.isTextual() ? "\"" : "").append(node.asText());
        }
    }
}
