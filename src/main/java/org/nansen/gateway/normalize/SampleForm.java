package org.nansen.gateway.normalize;

import com.fasterxml.jackson.databind.JsonNode;
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

    /** More different values than a code list has. */
    private static final int MOST_CODES = 300;

    /**
     * @param name as it is shown: its steps with dots in between, and {@code []} behind each list
     * @param steps of the way to it from the record, or from the element of the list that it stands in
     * @param meaning supposed by its name
     * @param values what it holds, each once
     * @param filled in how many of the objects it holds something
     * @param among in how many it could: the records, or the elements of the list
     * @param note what else is to be said about it; may be empty
     * @param inside fields of the list's elements, where it is a list of objects
     */
    record Field(
            String name,
            List<String> steps,
            Meaning meaning,
            Set<String> values,
            int filled,
            int among,
            String note,
            List<Field> inside) {

        boolean isList() {
            return note.equals(LIST);
        }

        /** Whether nothing of its kind is without it. */
        boolean isFilledEverywhere() {
            return filled > 0 && filled == among;
        }

        /** Whether it is another one each time. */
        boolean isUnique() {
            return isFilledEverywhere() && !isList() && values.size() == filled;
        }

        @Override
        public String toString() {
            return "Field[" + meaning + "]";
        }
    }

    static List<Field> fields(List<String> names, List<JsonNode> records) {
        return fields(names, records, Map.of());
    }

    /** @param around what the source calls a record: "id" is the number of what it stands in */
    static List<Field> fields(String around, List<JsonNode> records) {
        FieldSighting seen = new FieldSighting();
        records.forEach(seen::look);
        return seen.fields(List.of(around), Map.of());
    }

    /**
     * Looks over the records' fields, and those of lists in them.
     *
     * @param notes by field
     */
    static List<Field> fields(List<String> names, List<JsonNode> records, Map<String, String> notes) {
        FieldSighting seen = new FieldSighting();
        names.forEach(seen::named);
        records.forEach(seen::look);
        return seen.fields(List.of(), notes);
    }

    /** What is noted of a field that is a list. */
    static final String LIST = "a list";

    /** Whether a field holds more different values than a code list has. */
    static boolean tooManyForCodes(Field field) {
        return field.values().size() > MOST_CODES;
    }

    @Override
    public String toString() {
        return "SampleForm[" + kind + ", fields=" + fields.size() + "]";
    }
}
