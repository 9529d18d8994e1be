package org.nansen.gateway.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which rows of a document seem to refer to others by a number: every value of a field is one that names a row elsewhere.
 * That may be chance in a sample, so it is said and never written down as true.
 */
final class XmlReferences {

    private static final int MOST_TABLES = 8;
    private static final int MOST_FIELDS = 200;
    private static final int FEWEST = 2;

    private final List<String> words = new ArrayList<>();

    XmlReferences(RawSample raw, XmlPath record, XmlSighting seen, List<JsonNode> records) {
        outside(raw, record, seen, records);
        inside(records);
    }

    /** What a person should settle, a sentence for each. */
    List<String> words() {
        return words;
    }

    /** Tables beside the records. */
    private void outside(RawSample raw, XmlPath record, XmlSighting seen, List<JsonNode> records) {
        Map<String, Set<String>> ids = numbers(records);
        seen.repeated().stream()
                .filter(part -> !(part.path() + "/").startsWith(record.path() + "/"))
                .filter(part -> !(record.path() + "/").startsWith(part.path() + "/"))
                .limit(MOST_TABLES)
                .forEach(part -> {
                    XmlFormat format = new XmlFormat(
                            part.path(),
                            Map.of(),
                            new HashSet<>(part.paths(each -> each.mostInOne() > 1)),
                            new HashSet<>(part.paths(XmlPath::isTextBesideOthers)),
                            List.of(),
                            false);
                    List<JsonNode> rows = XmlDetector.records(raw, format, new HashSet<>());
                    say("rows: " + part.path(), "", part.name(), rows, ids);
                });
    }

    /** Tables within a record, one list referring to another. */
    private void inside(List<JsonNode> records) {
        Map<String, List<JsonNode>> tables = new LinkedHashMap<>();
        records.forEach(record -> record.properties().forEach(field -> {
            if (field.getValue().isArray() && (tables.containsKey(field.getKey()) || tables.size() < MOST_TABLES)) {
                field.getValue().forEach(row -> tables.computeIfAbsent(field.getKey(), any -> new ArrayList<>())
                        .add(row));
            }
        }));
        tables.forEach((name, rows) -> {
            for (Map.Entry<String, List<JsonNode>> other : tables.entrySet()) {
                if (!other.getKey().equals(name)
                        && say("rows: " + name, ", to: " + other.getKey(), name, rows, numbers(other.getValue()))) {
                    return;
                }
            }
        });
    }

    private boolean say(String rows, String to, String name, List<JsonNode> from, Map<String, Set<String>> ids) {
        for (Map.Entry<String, Set<String>> field : values(from).entrySet()) {
            for (Map.Entry<String, Set<String>> id : ids.entrySet()) {
                if (field.getValue().size() >= FEWEST && id.getValue().containsAll(field.getValue())) {
                    words.add("every " + field.getKey() + " of " + name + " is a " + id.getKey() + " of "
                            + (to.isEmpty() ? "a record" : to.substring(6))
                            + "; if that is whose it is, write join: [ { " + rows + to + ", key: \"" + field.getKey()
                            + "\", to-key: \"" + id.getKey() + "\" } ]");
                    return true;
                }
            }
        }
        return false;
    }

    /** Returns the fields whose values are different in each row, so that they can name it. */
    private static Map<String, Set<String>> numbers(List<JsonNode> rows) {
        Map<String, Integer> filled = new HashMap<>();
        rows.forEach(row -> row.properties().forEach(field -> {
            if (field.getValue().isTextual()) {
                filled.merge(field.getKey(), 1, Integer::sum);
            }
        }));
        Map<String, Set<String>> numbers = values(rows);
        numbers.keySet().removeIf(field -> !mayBeANumber(field));
        numbers.entrySet()
                .removeIf(field -> field.getValue().size() < FEWEST
                        || field.getValue().size() < filled.getOrDefault(field.getKey(), 0));
        return numbers;
    }

    /** Two people of different sex have different values of it, and yet it is no number of theirs. */
    private static boolean mayBeANumber(String field) {
        return switch (Meaning.of(field, new NeverKept())) {
            case UNKNOWN, RECORD_NUMBER, PERSON_NUMBER, CASE_NUMBER, DOCUMENT_NUMBER -> true;
            default -> false;
        };
    }

    private static Map<String, Set<String>> values(List<JsonNode> rows) {
        Map<String, Set<String>> values = new LinkedHashMap<>();
        rows.forEach(row -> row.properties().forEach(field -> {
            boolean known = values.containsKey(field.getKey()) || values.size() < MOST_FIELDS;
            if (known && field.getValue().isTextual()) {
                values.computeIfAbsent(field.getKey(), any -> new HashSet<>())
                        .add(field.getValue().asText());
            }
        }));
        return values;
    }
}
