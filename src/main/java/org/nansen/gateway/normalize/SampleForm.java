package org.nansen.gateway.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a sample of an unknown system looks like.
 *
 * @param kind for {@code format.kind}
 * @param format further keys of {@code format}, as YAML
 * @param suffix of a file of this kind
 * @param encoding character set, where {@code format} does not name it; may be empty
 * @param fields in the source's order
 * @param records the first ones, as readers give them
 * @param doubts what a person has to confirm about the form
 * @param writer writes records in this form
 */
record SampleForm(
        String kind,
        Map<String, String> format,
        String suffix,
        String encoding,
        List<Field> fields,
        List<JsonNode> records,
        List<String> doubts,
        SampleWriter writer) {

    /** Records that are looked at. */
    static final int MOST_RECORDS = 1_000;

    private static final int MOST_VALUES = 300;

    /**
     * @param name as settings write it: its steps with dots in between
     * @param steps of the way to it; more than one only where objects lie in objects
     * @param meaning supposed by its name
     * @param values what it holds, each once, up to a limit
     * @param filled in how many records it holds something
     * @param note what else is to be said about it; may be empty
     */
    record Field(String name, List<String> steps, Meaning meaning, Set<String> values, int filled, String note) {
        @Override
        public String toString() {
            return "Field[" + meaning + "]";
        }
    }

    static List<Field> fields(List<String> names, List<JsonNode> records) {
        return fields(names, records, Map.of());
    }

    /**
     * Looks over the records' fields; lists, and what is in them, are left to a person.
     *
     * @param notes by field
     */
    static List<Field> fields(List<String> names, List<JsonNode> records, Map<String, String> notes) {
        NeverKept neverKept = new NeverKept();
        Map<List<String>, Set<String>> values = new LinkedHashMap<>();
        Map<List<String>, Integer> filled = new LinkedHashMap<>();
        names.forEach(name -> values.put(List.of(name), new LinkedHashSet<>()));
        Set<List<String>> lists = new LinkedHashSet<>();
        records.forEach(record -> gather(record, List.of(), values, filled, lists));
        List<Field> fields = new ArrayList<>();
        values.forEach((steps, held) -> {
            String name = String.join(".", steps);
            fields.add(new Field(
                    name,
                    steps,
                    meaning(steps, lists.contains(steps), neverKept),
                    held,
                    filled.getOrDefault(steps, 0),
                    lists.contains(steps) ? LIST : notes.getOrDefault(name, "")));
        });
        return fields;
    }

    /** A mapping that takes a list for a value refuses it, so nothing is supposed of one; but nationalities often are one. */
    private static Meaning meaning(List<String> steps, boolean list, NeverKept neverKept) {
        List<String> named = steps.get(steps.size() - 1).equals("#text") && steps.size() > 1
                ? steps.subList(0, steps.size() - 1)
                : steps;
        Meaning meaning = Meaning.of(named, neverKept);
        return list && meaning != Meaning.NEVER_KEPT && meaning != Meaning.NATIONALITY ? Meaning.UNKNOWN : meaning;
    }

    private static void gather(
            JsonNode node,
            List<String> above,
            Map<List<String>, Set<String>> values,
            Map<List<String>, Integer> filled,
            Set<List<String>> lists) {
        node.properties().forEach(field -> {
            List<String> steps = new ArrayList<>(above);
            steps.add(field.getKey());
            JsonNode value = field.getValue();
            if (value.isObject()) {
                gather(value, steps, values, filled, lists);
            } else {
                if (value.isArray()) {
                    lists.add(steps);
                    filled.merge(steps, value.isEmpty() ? 0 : 1, Integer::sum);
                }
                for (JsonNode element : value.isArray() ? value : List.<JsonNode>of()) {
                    Set<String> all = values.computeIfAbsent(steps, any -> new LinkedHashSet<>());
                    if (element.isValueNode() && !element.asText().isBlank() && all.size() <= MOST_VALUES) {
                        all.add(element.asText().strip());
                    }
                }
                Set<String> held = values.computeIfAbsent(steps, any -> new LinkedHashSet<>());
                if (value.isValueNode() && !value.asText().isBlank() && !value.isNull()) {
                    filled.merge(steps, 1, Integer::sum);
                    if (held.size() <= MOST_VALUES) {
                        held.add(value.asText().strip());
                    }
                }
            }
        });
    }

    /** What is noted of a field that is a list. */
    static final String LIST = "a list";

    /** Whether a field holds more different values than a code list has. */
    static boolean tooManyForCodes(Field field) {
        return field.values().size() > MOST_VALUES;
    }

    @Override
    public String toString() {
        return "SampleForm[" + kind + ", fields=" + fields.size() + "]";
    }
}
