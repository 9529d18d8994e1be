package org.nansen.gateway.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.normalize.SampleForm.Field;

/** Which fields the objects of a sample have, and those of the lists in them; bounded by what of a sample is looked at. */
final class FieldSighting {

    private final Map<List<String>, Seen> fields = new LinkedHashMap<>();
    private int objects;

    private static final class Seen {
        final Set<String> values = new LinkedHashSet<>();
        int filled;
        boolean list;

        @Nullable
        FieldSighting inside;

        void value(JsonNode node) {
            if (holds(node)) {
                values.add(node.asText().strip());
            }
        }
    }

    /** Notes a field that is there whether or not anything is in it. */
    void named(String name) {
        fields.put(List.of(name), new Seen());
    }

    void look(JsonNode object) {
        objects++;
        look(object, List.of());
    }

    private void look(JsonNode node, List<String> above) {
        node.properties().forEach(field -> {
            List<String> steps = below(above, List.of(field.getKey()));
            JsonNode value = field.getValue();
            if (value.isObject()) {
                look(value, steps);
                return;
            }
            Seen seen = fields.computeIfAbsent(steps, any -> new Seen());
            if (value.isArray()) {
                seen.list = true;
                seen.filled += value.isEmpty() ? 0 : 1;
                value.forEach(element -> element(seen, element));
            } else if (holds(value)) {
                seen.filled++;
                seen.value(value);
            }
        });
    }

    private static void element(Seen list, JsonNode element) {
        if (element.isObject()) {
            FieldSighting inside = list.inside == null ? new FieldSighting() : list.inside;
            list.inside = inside;
            inside.look(element);
        } else {
            list.value(element);
        }
    }

    private static boolean holds(JsonNode node) {
        return node.isValueNode() && !node.isNull() && !node.asText().isBlank();
    }

    /**
     * @param around what the objects themselves are called, if anything
     * @param notes by the field's name
     */
    List<Field> fields(List<String> around, Map<String, String> notes) {
        return fields("", around, new NeverKept(), notes);
    }

    private List<Field> fields(String before, List<String> around, NeverKept neverKept, Map<String, String> notes) {
        List<Field> all = new ArrayList<>();
        fields.forEach((steps, seen) -> {
            String name = before + String.join(".", steps);
            // The bare number of a record is that, whatever records are called.
            boolean record = before.isEmpty() && Meaning.of(steps, neverKept) == Meaning.RECORD_NUMBER;
            List<String> whole = record ? steps : below(around, steps);
            all.add(new Field(
                    name,
                    steps,
                    meaning(whole, seen.list, neverKept),
                    seen.values,
                    seen.filled,
                    objects,
                    seen.list ? SampleForm.LIST : notes.getOrDefault(name, ""),
                    seen.inside == null ? List.of() : seen.inside.fields(name + "[].", whole, neverKept, notes)));
        });
        return all;
    }

    /** A mapping that takes a list for a value refuses it, so nothing is supposed of one; but nationalities often are one. */
    private static Meaning meaning(List<String> steps, boolean list, NeverKept neverKept) {
        boolean text = steps.get(steps.size() - 1).equals("#text") && steps.size() > 1;
        Meaning meaning = Meaning.of(text ? steps.subList(0, steps.size() - 1) : steps, neverKept);
        return list && meaning != Meaning.NEVER_KEPT && meaning != Meaning.NATIONALITY ? Meaning.UNKNOWN : meaning;
    }

    private static List<String> below(List<String> above, List<String> steps) {
        List<String> all = new ArrayList<>(above);
        all.addAll(steps);
        return List.copyOf(all);
    }

    @Override
    public String toString() {
        return "FieldSighting[fields=" + fields.size() + "]";
    }
}
