package org.nansen.gateway.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Recognises lines of fixed width. Nothing in such a file says where a field begins, so all of it is a supposition: only
 * lines that are all as long are looked at, and every border is left to be confirmed.
 */
final class FixedDetector implements FormDetector {

    private static final int FEWEST_LINES = 2;
    private static final int SHORTEST = 8;

    @Override
    public Optional<SampleForm> look(RawSample raw) {
        return raw.text().flatMap(FixedDetector::look);
    }

    private static Optional<SampleForm> look(SampleText sample) {
        List<int[]> lines = lines(sample);
        if (lines.size() < FEWEST_LINES || !sameLength(lines)) {
            return Optional.empty();
        }
        FixedParts parts = FixedParts.of(lines, sample.whole());
        List<int[]> details = parts.details();
        int first = parts.typed() ? 1 : 0;
        List<FixedBorders.Span> spans = FixedBorders.of(details, first);
        // A single field is a list of words as well.
        if (details.size() < FEWEST_LINES || spans.size() < FEWEST_LINES) {
            return Optional.empty();
        }
        return Optional.of(form(sample, parts, spans, lines.get(0).length));
    }

    private static SampleForm form(SampleText sample, FixedParts parts, List<FixedBorders.Span> spans, int length) {
        Map<String, String> format = new LinkedHashMap<>();
        format.put("charset", sample.charset());
        format.put("length", String.valueOf(length));
        List<String> doubts = new ArrayList<>();
        if (!sample.doubt().isEmpty()) {
            doubts.add("charset: " + sample.doubt());
        }
        parts.settings().forEach(format::put);
        parts.doubts().forEach(doubts::add);
        StringBuilder fields = new StringBuilder();
        List<String> names = new ArrayList<>();
        Map<String, String> notes = new LinkedHashMap<>();
        for (FixedBorders.Span span : spans) {
            String name = "field" + (names.size() + 1);
            names.add(name);
            notes.put(name, "places " + span.start() + " to " + (span.start() + span.length() - 1));
            fields.append("\n    - { name: ")
                    .append(name)
                    .append(", start: ")
                    .append(span.start())
                    .append(", length: ")
                    .append(span.length())
                    .append(" }");
        }
        format.put("fields", fields.toString());
        doubts.add(
                "every border of a field: they are supposed where a column is blank in all lines, or where figures and"
                        + " letters meet; two fields without either between them are taken for one. Hold them against the system's"
                        + " description, and name the fields");
        List<JsonNode> records = new ArrayList<>();
        for (int[] line : parts.details().subList(0, Math.min(parts.details().size(), SampleForm.MOST_RECORDS))) {
            ObjectNode record = JsonNodeFactory.instance.objectNode();
            for (int at = 0; at < spans.size(); at++) {
                String value = spans.get(at).cut(line).strip();
                if (!value.isEmpty()) {
                    record.put(names.get(at), value);
                }
            }
            records.add(record);
        }
        return new SampleForm(
                "fixed",
                format,
                "txt",
                "",
                SampleForm.fields(names, records, notes),
                records,
                doubts,
                new SampleAsLines(Charset.forName(sample.charset()), length, parts.codes(), names, spans));
    }

    /** Lines in characters as people count them; of a file that is cut off without the last one. */
    private static List<int[]> lines(SampleText sample) {
        List<String> lines = new ArrayList<>(sample.text().lines().toList());
        if (!sample.whole() && !lines.isEmpty()) {
            lines.remove(lines.size() - 1);
        }
        return lines.stream()
                .filter(line -> !FixedLines.isBlank(line))
                .limit(SampleForm.MOST_RECORDS + 2L)
                .map(line -> line.codePoints().toArray())
                .toList();
    }

    private static boolean sameLength(List<int[]> lines) {
        int length = lines.get(0).length;
        return length >= SHORTEST
                && length <= FixedLayout.LONGEST
                && lines.stream().allMatch(line -> line.length == length);
    }
}
