package org.nansen.gateway.normalize;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.nansen.gateway.normalize.SourceUnit.Mapped;
import org.nansen.gateway.record.AsylumRecord;
import org.nansen.gateway.record.RecordJson;

/**
 * How many records a second one thread reads, maps and checks, format by format, beside a bare loop of the same parser over the
 * same file in the same run; and what of it the check against the schema is. The last line is JSON.
 */
final class ReadBench {

    /** What each format must reach; the others are shown only. */
    private static final List<Format> FORMATS = List.of(
            new Format(ManyRecords.CSV, 25_000, ReadBench::bareCsv),
            new Format(ManyRecords.CSV_GZIP, 0, null),
            new Format(ManyRecords.NDJSON, 0, ReadBench::bareNdjson),
            new Format(ManyRecords.FIXED, 25_000, ReadBench::bareLines),
            new Format(ManyRecords.XLSX, 0, ReadBench::bareSheet));

    private record Format(
            ManyRecords records,
            int target,
            @org.jspecify.annotations.Nullable Bare bare) {}

    /** A loop that parses a file and does nothing with it; returns how much text there was, so that nothing is left out. */
    private interface Bare {
        long read(Path file) throws IOException;
    }

    private ReadBench() {}

    /** Arguments: records in each file, rounds. */
    public static void main(String[] arguments) throws Exception {
        int records = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 50_000;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 6;
        Path folder = Files.createTempDirectory("read-bench");
        ObjectNode result = new ObjectMapper().createObjectNode();
        try {
            result.put("bench", "read").put("records", records).put("rounds", rounds);
            double mappedCsv = 0;
            AsylumRecord sample = null;
            for (Format format : FORMATS) {
                Path file = format.records().file(folder, records);
                Normalizer normalizer = Normalizer.of(format.records().format());
                Rounds whole = new Rounds(rounds, records);
                Rounds bare = new Rounds(rounds, records);
                for (int round = 0; round < rounds; round++) {
                    whole.begin();
                    sample = readAll(normalizer, file, records);
                    whole.end();
                    if (format.bare() != null) {
                        bare.begin();
                        require(format.bare().read(file) > records, "the bare loop read nothing");
                        bare.end();
                    }
                }
                double ofProcessor = whole.perProcessorSecond();
                mappedCsv = format.records() == ManyRecords.CSV ? ofProcessor : mappedCsv;
                ObjectNode shown = result.putObject(
                        format.records().name().toLowerCase(Locale.ROOT).replace('_', '-'));
                shown.put("recordsPerSecond", Math.round(whole.perSecond()));
                shown.put("recordsPerProcessorSecond", Math.round(ofProcessor));
                if (format.bare() != null) {
                    shown.put("bareParserPerProcessorSecond", Math.round(bare.perProcessorSecond()));
                    shown.put("ratio", Math.round(1_000 * ofProcessor / bare.perProcessorSecond()) / 1_000.0);
                }
                if (format.target() > 0) {
                    shown.put("target", format.target()).put("reached", ofProcessor >= format.target());
                }
                System.out.printf(
                        Locale.ROOT,
                        "%-9s %8.0f records/s, %8.0f in a second of processor time, parser alone %9.0f%n",
                        format.records(),
                        whole.perSecond(),
                        ofProcessor,
                        bare.perProcessorSecond());
            }
            JsonNode tree = RecordJson.tree(java.util.Objects.requireNonNull(sample));
            double check = checks(tree, records, rounds, RecordSchema::fits);
            result.put("schemaChecksPerSecond", Math.round(check));
            result.put("schemaShareOfCsv", Math.round(1_000 * mappedCsv / check) / 1_000.0);
            result.put("validatorChecksPerSecond", Math.round(checks(tree, records, rounds, RecordSchema::isValid)));
            result.put("cores", Runtime.getRuntime().availableProcessors());
            result.put("java", System.getProperty("java.version"));
            result.put("at", Instant.now().toString());
            System.out.println(result);
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static AsylumRecord readAll(Normalizer normalizer, Path file, int records) throws IOException {
        AsylumRecord last = null;
        long mapped = 0;
        try (SourceReading reading = normalizer.open(Files.newInputStream(file), Formats.RECEIVED)) {
            while (reading.hasNext()) {
                if (reading.next() instanceof Mapped one) {
                    last = one.records().get(0);
                    mapped++;
                }
            }
        }
        require(mapped == records && last != null, "not all records were mapped");
        return java.util.Objects.requireNonNull(last);
    }

    private static double checks(JsonNode record, int records, int rounds, Predicate<JsonNode> schema) {
        Rounds check = new Rounds(rounds, records);
        for (int round = 0; round < rounds; round++) {
            check.begin();
            for (int number = 0; number < records; number++) {
                require(schema.test(record), "the record does not fit its schema");
            }
            check.end();
        }
        return check.perProcessorSecond();
    }

    private static long bareCsv(Path file) throws IOException {
        long cells = 0;
        try (CsvReader<CsvRecord> rows = CsvReader.builder().fieldSeparator(';').ofCsvRecord(file)) {
            for (CsvRecord row : rows) {
                for (String cell : row.getFields()) {
                    cells += cell.length();
                }
            }
        }
        return cells;
    }

    private static long bareNdjson(Path file) throws IOException {
        long text = 0;
        try (JsonParser in = JsonTrees.factory(0).createParser(Files.newBufferedReader(file))) {
            for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
                text += token == JsonToken.VALUE_STRING ? in.getText().length() : 0;
            }
        }
        return text;
    }

    private static long bareLines(Path file) throws IOException {
        long text = 0;
        List<FixedLayout.Field> fields = java.util.Objects.requireNonNull(
                        ManyRecords.FIXED.format().dialect().fixed())
                .fields();
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                for (FixedLayout.Field field : fields) {
                    text += line.substring(field.start() - 1, field.end())
                            .strip()
                            .length();
                }
            }
        }
        return text;
    }

    private static long bareSheet(Path file) throws IOException {
        long text = 0;
        try (InputStream in = Files.newInputStream(file);
                Opening opening = new Opening(ManyRecords.XLSX.format(), in, Unpacked.Limits.USUAL)) {
            SheetRows rows = new SheetRows(Workbook.of(opening.workbook(), null), opening.spool());
            for (SheetRows.Row row = rows.next(); row != null; row = rows.next()) {
                for (SheetRows.Cell cell : row.cells()) {
                    text += cell.text() == null ? 0 : cell.text().length();
                }
            }
        }
        return text;
    }

    /** Rounds of one thing, by the clock and by the time that a processor gave this thread: other work does not touch that. */
    private static final class Rounds {

        private final int records;
        private final int warmUp;
        private final List<Double> ofClock = new ArrayList<>();
        private final List<Double> ofProcessor = new ArrayList<>();
        private int round;
        private long clock;
        private long processor;

        /** The first third is for the compiler of the JVM. */
        Rounds(int rounds, int records) {
            this.records = records;
            this.warmUp = rounds / 3;
        }

        void begin() {
            clock = System.nanoTime();
            processor = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        }

        void end() {
            double seconds = (System.nanoTime() - clock) / 1e9;
            double ofThread = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - processor) / 1e9;
            if (round++ >= warmUp) {
                ofClock.add(records / seconds);
                ofProcessor.add(records / ofThread);
            }
        }

        double perSecond() {
            return median(ofClock);
        }

        double perProcessorSecond() {
            return median(ofProcessor);
        }

        private static double median(List<Double> values) {
            return values.isEmpty() ? 0 : values.stream().sorted().toList().get(values.size() / 2);
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }
}
