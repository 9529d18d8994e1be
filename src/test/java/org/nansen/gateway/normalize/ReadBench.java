package org.nansen.gateway.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
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
            new Format(ManyRecords.CSV, 25_000, BareParsers::csv),
            new Format(ManyRecords.CSV_GZIP, 0, null),
            new Format(ManyRecords.XML, 10_000, BareParsers::xml),
            new Format(ManyRecords.XML_JOINED, 0, BareParsers::xml),
            new Format(ManyRecords.NDJSON, 0, BareParsers::json),
            new Format(ManyRecords.JSON, 0, BareParsers::json),
            new Format(ManyRecords.FIXED, 25_000, BareParsers::lines),
            new Format(ManyRecords.XLSX, 0, BareParsers::sheet));

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
            for (Format format : FORMATS) {
                measure(format, folder, records, rounds, result);
            }
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

    private static void measure(Format format, Path folder, int records, int rounds, ObjectNode result)
            throws IOException {
        Path file = format.records().file(folder, records);
        Normalizer normalizer = Normalizer.of(format.records().format());
        Rounds whole = new Rounds(rounds, records);
        Rounds bare = new Rounds(rounds, records);
        JsonNode sample = null;
        for (int round = 0; round < rounds; round++) {
            whole.begin();
            AsylumRecord last = readAll(normalizer, file, records);
            whole.end();
            sample = RecordJson.tree(last);
            if (format.bare() != null) {
                bare.begin();
                require(format.bare().read(file) > records, "the bare loop read nothing");
                bare.end();
            }
        }
        double ofProcessor = whole.perProcessorSecond();
        ObjectNode shown = result.putObject(
                format.records().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        shown.put("recordsPerSecond", Math.round(whole.perSecond()));
        shown.put("recordsPerProcessorSecond", Math.round(ofProcessor));
        String line = String.format(
                Locale.ROOT,
                "%-10s %8.0f records/s, %8.0f in a second of processor time",
                format.records(),
                whole.perSecond(),
                ofProcessor);
        if (format.bare() != null) {
            double ratio = ofProcessor / bare.perProcessorSecond();
            shown.put("bareParserPerProcessorSecond", Math.round(bare.perProcessorSecond()));
            shown.put("ratio", thousandths(ratio));
            line += String.format(Locale.ROOT, ", parser alone %9.0f, ratio %.3f", bare.perProcessorSecond(), ratio);
        }
        if (format.target() > 0) {
            double check = checks(Objects.requireNonNull(sample), records, rounds, RecordSchema::fits);
            double validator = checks(sample, records, rounds, RecordSchema::isValid);
            shown.put("target", format.target()).put("reached", ofProcessor >= format.target());
            shown.put("schemaChecksPerSecond", Math.round(check));
            shown.put("schemaShare", thousandths(ofProcessor / check));
            shown.put("validatorChecksPerSecond", Math.round(validator));
            line += String.format(
                    Locale.ROOT, ", schema %.1f %%, target %d", 100 * ofProcessor / check, format.target());
        }
        System.out.println(line);
    }

    private static double thousandths(double share) {
        return Math.round(1_000 * share) / 1_000.0;
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
        return Objects.requireNonNull(last);
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
