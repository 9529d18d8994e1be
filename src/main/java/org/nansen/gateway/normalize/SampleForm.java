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
 * @param fields in the source's order
 * @param records the first ones, as readers give them
 * @param doubts what a person has to confirm about the form
 */
record SampleForm(
        String kind,
        Map<String, String> format,
        String suffix,
        List<Field> fields,
        List<JsonNode> records,
        List<String> doubts) {

    /** Records that are looked at. */
    static final int MOST_RECORDS = 1_000;

    private static final int MOST_VALUES = 300;

    /**
     * @param name as settings write it: its steps with dots in between
     * @param steps of the way to it; more than one only where objects lie in objects
     * @param meaning supposed by its name
     * @param values what it holds, each once, up to a limit
     * @param filled in how many records it holds something
     */
    record Field(String name, List<String> steps, Meaning meaning, Set<String> values, int filled) {
        @Override
        public String toString() {
            return "Field[" + meaning + "]";
        }
    }

    /** Looks over the records' fields; fields inside lists are left to a person. */
    static List<Field> fields(List<String> names, List<JsonNode> records) {
        NeverKept neverKept = new NeverKept();
        Map<List<String>, Set<String>> values = new LinkedHashMap<>();
        Map<List<String>, Integer> filled = new LinkedHashMap<>();
        names.forEach(name -> values.put(List.of(name), new LinkedHashSet<>()));
        records.forEach(record -> gather(record, List.of(), values, filled));
        List<Field> fields = new ArrayList<>();
        values.forEach((steps, held) -> fields.add(new Field(
                String.join(".", steps),
                steps,
                Meaning.of(steps.get(steps.size() - 1), neverKept),
                held,
                filled.getOrDefault(steps, 0))));
        return fields;
    }

    private static void gather(
            JsonNode node,
            List<String> above,
            Map<List<String>, Set<String>> values,
            Map<List<String>, Integer> filled) {
        node.properties().forEach(field -> {
            List<String> steps = new ArrayList<>(above);
            steps.add(field.getKey());
            JsonNode value = field.getValue();
            if (value.isObject()) {
                gather(value, steps, values, filled);
            } else {
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

    /** Whether a field holds more different values than a code list has. */
    static boolean tooManyForCodes(Field field) {
        return field.values().size() > MOST_VALUES;
    }

    @Override
    public String toString() {
        return "SampleForm[" + kind + ", fields=" + fields.size() + "]";
    }
}
