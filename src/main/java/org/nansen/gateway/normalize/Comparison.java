package org.nansen.gateway.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.nansen.gateway.record.AsylumRecord;
import org.nansen.gateway.record.RecordJson;

/**
 * Holds what a sample gives against what is expected, field by field. Left out is what no mapping decides:
 * message id, time of receipt, the mapping's version, and what {@code system.yaml} says of mode and law, which may change
 * without a record being read otherwise.
 */
final class Comparison {

    /** What {@code opaque} gives. */
    private static final Pattern OPAQUE = Pattern.compile("[A-Za-z0-9_-]{24}");

    private final List<Difference> differences = new ArrayList<>();

    private Comparison() {}

    static List<Difference> of(Expected expected, List<JsonNode> records, List<SampleRejection> rejections) {
        Comparison comparison = new Comparison();
        comparison.records(expected.records(), records);
        comparison.rejections(expected.rejected(), rejections);
        return comparison.differences;
    }

    static ObjectNode comparable(AsylumRecord record) {
        try {
            return comparable(Expected.JSON.readTree(RecordJson.write(record)));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static ObjectNode comparable(JsonNode record) {
        ObjectNode left = record.deepCopy();
        left.remove(List.of("messageId", "test"));
        if (left.get("legal") instanceof ObjectNode legal) {
            legal.remove(List.of("basis", "purpose"));
        }
        if (left.get("source") instanceof ObjectNode source) {
            // Who copies an example gives it a name of its own.
            String system = source.path("system").asText();
            source.remove("system");
            ownSpace(left.path("personRef"), system);
            ownSpace(left.path("caseRef"), system);
            if (OPAQUE.matcher(source.path("enteredBy").asText()).matches()) {
                // A token is another one in each system.
                source.put("enteredBy", "(opaque)");
            }
            JsonNode receivedAt = source.remove("receivedAt");
            // Nothing in the source said when it happened.
            if (receivedAt != null && receivedAt.equals(left.get("eventTime"))) {
                left.remove("eventTime");
            }
        }
        // The authority's own country, unless the mapping gave it.
        if (!left.path("countryOfAsylum").has("original")) {
            left.remove("countryOfAsylum");
        }
        left.path("provenance").forEach(note -> {
            if (note instanceof ObjectNode change) {
                change.remove("mappingVersion");
            }
        });
        return left;
    }

    /** Where nothing names a space it is the system's name. */
    private static void ownSpace(JsonNode reference, String system) {
        if (reference instanceof ObjectNode own && own.path("space").asText().equals(system)) {
            own.remove("space");
        }
    }

    private void records(List<JsonNode> expected, List<JsonNode> found) {
        Map<String, JsonNode> left = new LinkedHashMap<>();
        Map<String, Integer> seen = new HashMap<>();
        found.forEach(record -> left.put(key(record, seen), record));
        seen.clear();
        int number = 0;
        for (JsonNode one : expected) {
            number++;
            JsonNode other = left.remove(key(one, seen));
            if (other == null) {
                add(number, "", one, MissingNode.getInstance());
            } else {
                compare(number, "", comparable(one), other);
            }
        }
        for (JsonNode tooMany : left.values()) {
            add(++number, "", MissingNode.getInstance(), tooMany);
        }
    }

    /** A record is held against the one of the same number, so that one too many does not make all behind it differ. */
    private static String key(JsonNode record, Map<String, Integer> seen) {
        String key = record.path("source").path("recordId").asText("")
                + '\n'
                + record.path("source").path("ordinal").asText("0")
                + '\n'
                + record.path("event").asText("");
        return key + '\n' + seen.merge(key, 1, Integer::sum);
    }

    private void compare(int number, String path, JsonNode expected, JsonNode found) {
        if (expected.isObject() && found.isObject()) {
            Set<String> names = new LinkedHashSet<>();
            expected.fieldNames().forEachRemaining(names::add);
            found.fieldNames().forEachRemaining(names::add);
            names.forEach(name -> compare(number, within(path, name), expected.path(name), found.path(name)));
        } else if (path.equals("provenance")) {
            notes(number, expected, found);
        } else if (expected.isArray() && found.isArray()) {
            for (int at = 0; at < Math.max(expected.size(), found.size()); at++) {
                compare(number, within(path, String.valueOf(at)), expected.path(at), found.path(at));
            }
        } else if (!expected.equals(found)) {
            add(number, path, expected, found);
        }
    }

    /** Notes are told apart by what they are about: one more does not make all behind it differ. */
    private void notes(int number, JsonNode expected, JsonNode found) {
        Map<String, Integer> seen = new HashMap<>();
        Map<String, JsonNode> left = new LinkedHashMap<>();
        found.forEach(note -> left.put(about(note, seen), note));
        seen.clear();
        int at = 0;
        for (JsonNode note : expected) {
            JsonNode other = left.remove(about(note, seen));
            String path = "provenance/" + at++;
            if (other == null) {
                add(number, path, note, MissingNode.getInstance());
            } else {
                compare(number, path, note, other);
            }
        }
        for (JsonNode more : left.values()) {
            add(number, "provenance/" + at++, MissingNode.getInstance(), more);
        }
    }

    private static String about(JsonNode note, Map<String, Integer> seen) {
        String about = note.path("field").asText("") + '\n' + note.path("rule").asText("");
        return about + '\n' + seen.merge(about, 1, Integer::sum);
    }

    private void rejections(List<SampleRejection> expected, List<SampleRejection> found) {
        List<SampleRejection> left = new ArrayList<>(found);
        for (SampleRejection one : expected) {
            SampleRejection met =
                    left.stream().filter(other -> other.meets(one)).findFirst().orElse(null);
            if (met == null) {
                differences.add(new Difference(0, one.line(), one.field(), one.code(), ""));
            } else {
                left.remove(met);
            }
        }
        left.forEach(one -> differences.add(new Difference(0, one.line(), one.field(), "", one.code())));
    }

    private void add(int number, String path, JsonNode expected, JsonNode found) {
        differences.add(new Difference(number, 0, path, text(expected), text(found)));
    }

    private static String text(JsonNode value) {
        return value.isMissingNode() ? "" : value.toString();
    }

    private static String within(String path, String name) {
        return path.isEmpty() ? name : path + "/" + name;
    }
}
