package org.nansen.gateway.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Recognises rows of cells, whatever stands between the cells. */
final class CsvDetector implements FormDetector {

    private static final String DELIMITERS = ";,\t|";
    private static final Pattern NO_HEADING = Pattern.compile("[\\d./:+-]+");

    @Override
    public Optional<SampleForm> look(RawSample raw) {
        return raw.text().flatMap(CsvDetector::look);
    }

    private static Optional<SampleForm> look(SampleText sample) {
        List<List<String>> best = List.of();
        char delimiter = ',';
        int most = 1;
        for (char candidate : DELIMITERS.toCharArray()) {
            List<List<String>> rows = rows(sample, candidate);
            int width = usualWidth(rows);
            if (width > most) {
                most = width;
                best = rows;
                delimiter = candidate;
            }
        }
        if (best.isEmpty()) {
            return Optional.empty();
        }
        boolean header = isHeader(best.get(0));
        List<String> names = header
                ? numbered(best.get(0).stream().map(String::strip).toList())
                : IntStream.rangeClosed(1, most).mapToObj(at -> "column" + at).toList();
        boolean repeats =
                header && !names.equals(best.get(0).stream().map(String::strip).toList());
        List<List<String>> rows = header ? best.subList(1, best.size()) : best;
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        form(sample, delimiter, header, repeats, names, rows.subList(0, Math.min(rows.size(), 1_000))));
    }

    /** Names the second NAME as the reader does where {@code repeated-columns} says so: NAME_2. */
    static List<String> numbered(List<String> names) {
        Map<String, Integer> seen = new HashMap<>();
        return names.stream()
                .map(name -> {
                    int times = name.isEmpty() ? 1 : seen.merge(name, 1, Integer::sum);
                    return times > 1 ? name + "_" + times : name;
                })
                .toList();
    }

    private static SampleForm form(
            SampleText sample,
            char delimiter,
            boolean header,
            boolean repeats,
            List<String> names,
            List<List<String>> rows) {
        Map<String, String> format = new LinkedHashMap<>();
        format.put("charset", sample.charset());
        format.put("delimiter", delimiter == '\t' ? "\"\\t\"" : "\"" + delimiter + "\"");
        format.put("header", String.valueOf(header));
        List<String> doubts = new ArrayList<>();
        if (!sample.doubt().isEmpty()) {
            doubts.add("charset: " + sample.doubt());
        }
        if (!header) {
            format.put("columns", "[" + String.join(", ", names) + "]");
            doubts.add(
                    "the first line names no column that is known here, so it is taken for a record and the columns have numbers for names; name them, or say header: true where the first line does");
        }
        if (repeats) {
            format.put("repeated-columns", "number");
            doubts.add("names of columns come twice; the second NAME is read as NAME_2");
        }
        if (rows.stream().anyMatch(row -> row.size() < names.size())) {
            format.put("ragged", "true");
        }
        List<JsonNode> records = new ArrayList<>();
        for (List<String> row : rows) {
            ObjectNode record = JsonNodeFactory.instance.objectNode();
            for (int at = 0; at < Math.min(row.size(), names.size()); at++) {
                if (!names.get(at).isEmpty()) {
                    record.put(names.get(at), row.get(at));
                }
            }
            records.add(record);
        }
        List<SampleForm.Field> fields =
                SampleForm.fields(names.stream().filter(name -> !name.isEmpty()).toList(), records);
        return new SampleForm(
                "csv",
                format,
                "csv",
                "",
                fields,
                records,
                doubts,
                new SampleAsCsv(
                        Charset.forName(sample.charset()),
                        delimiter,
                        header,
                        fields.stream().map(SampleForm.Field::name).toList()));
    }

    private static List<List<String>> rows(SampleText sample, char delimiter) {
        List<List<String>> rows = new ArrayList<>();
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .fieldSeparator(delimiter)
                .skipEmptyLines(true)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .ofCsvRecord(sample.text())) {
            for (CsvRecord row : reader) {
                rows.add(row.getFields());
                if (rows.size() > SampleForm.MOST_RECORDS) {
                    break;
                }
            }
        } catch (CsvParseException | IOException malformed) {
            return List.of();
        }
        if (!sample.whole() && rows.size() > 1 && rows.size() <= SampleForm.MOST_RECORDS) {
            // The last row may be cut in two.
            rows.remove(rows.size() - 1);
        }
        return rows;
    }

    /** Returns how many cells rows have when nearly all have as many (a header may have more), else 0. */
    private static int usualWidth(List<List<String>> rows) {
        if (rows.isEmpty()) {
            return 0;
        }
        List<List<String>> body = rows.size() > 1 ? rows.subList(1, rows.size()) : rows;
        Map<Integer, Integer> counts = new LinkedHashMap<>();
        body.forEach(row -> counts.merge(row.size(), 1, Integer::sum));
        Map.Entry<Integer, Integer> usual =
                counts.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
        return usual.getValue() * 10 >= body.size() * 7 ? usual.getKey() : 0;
    }

    private static boolean isHeader(List<String> row) {
        List<String> names = row.stream().map(String::strip).toList();
        return names.stream().noneMatch(name -> NO_HEADING.matcher(name).matches()) && tellsSomething(names);
    }

    /** Words stand in records too, and those of the first person must not become names of columns: one name must tell something. */
    static boolean tellsSomething(List<String> names) {
        NeverKept neverKept = new NeverKept();
        return names.stream().anyMatch(name -> Meaning.of(name, neverKept) != Meaning.UNKNOWN);
    }
}
