package org.nansen.gateway.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.AsylumRecord;
import org.nansen.gateway.record.Unavailable;

/**
 * The samples of one system: {@code samples/*.in.*}, each with what must come of it in {@code *.expected.json} beside
 * it. The same run proves a mapping at the command line, at a start and in tests.
 *
 * <p>A sample is a handful of invented people, so it is small: what is over the limits is refused, not cut.
 */
public final class Samples {

    private static final long MOST_BYTES = 16L * 1024 * 1024;
    private static final int MOST_RECORDS = 1_000;

    /** Whatever becomes of them; a mapping may leave out most. */
    private static final int MOST_UNITS = 10_000;

    private static final String IN = ".in.";

    private Samples() {}

    /** Returns the samples of a system's folder, by name; none when it has no folder {@code samples}. */
    public static List<Path> of(Path systemFolder) {
        Path samples = systemFolder.resolve("samples");
        if (!Files.isDirectory(samples)) {
            return List.of();
        }
        try (Stream<Path> inside = Files.list(samples)) {
            return inside.filter(file -> name(file).indexOf(IN) > 0)
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Returns the name of the file that says what must come of a sample. */
    public static String expectedOf(String sample) {
        return sample.substring(0, sample.indexOf(IN)) + ".expected.json";
    }

    /** Maps every sample and compares; a sample that cannot be used is a result too, never an exception. */
    public static List<SampleResult> run(Path systemFolder, Normalizer normalizer, Observation observation) {
        List<Path> samples;
        try {
            samples = of(systemFolder);
        } catch (UncheckedIOException unreadable) {
            return List.of(unusable("", "", "", false, "the folder of samples cannot be read; it may not be ours"));
        }
        return samples.stream()
                .map(sample -> one(sample, normalizer, observation))
                .toList();
    }

    private static SampleResult one(Path sample, Normalizer normalizer, Observation observation) {
        String name = name(sample);
        Path expectedFile = sample.resolveSibling(expectedOf(name));
        boolean compared = Files.exists(expectedFile);
        String digest = "";
        String key = "";
        try {
            byte[] bytes = bytes(sample);
            digest = HexFormat.of().formatHex(Digests.sha256().digest(bytes));
            key = key(bytes);
            Expected expected = compared ? Expected.read(bytes(expectedFile), name(expectedFile)) : null;
            observation.of(name, expected == null ? List.of() : expected.rejected());
            Given given = map(normalizer, bytes, receivedAt(expected), observation);
            List<Difference> differences =
                    expected == null ? List.of() : Comparison.of(expected, given.records(), given.rejections());
            return new SampleResult(
                    name,
                    digest,
                    key,
                    compared,
                    "",
                    given.records(),
                    given.rejected(),
                    given.rejections(),
                    differences);
        } catch (Unusable unusable) {
            return unusable(name, digest, key, compared, unusable.words());
        } catch (UncheckedIOException | Unavailable disk) {
            return unusable(
                    name, digest, key, compared, name + " cannot be read now: the disk may be full or not be ours");
        }
    }

    private static String key(byte[] bytes) {
        MessageDigest sha256 = Digests.sha256();
        sha256.update("key of a sample's values".getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(sha256.digest(bytes));
    }

    private static SampleResult unusable(String name, String digest, String key, boolean compared, String words) {
        return new SampleResult(name, digest, key, compared, words, List.of(), 0, List.of(), List.of());
    }

    /** A sample stays as right as it was on the day it was written; dates to come would else become dates gone by. */
    private static Instant receivedAt(@Nullable Expected expected) {
        Instant stated = expected == null ? null : expected.receivedAt();
        return stated == null ? Clock.systemUTC().instant() : stated;
    }

    /** What came of a sample. */
    private record Given(List<JsonNode> records, List<SampleRejection> rejections, long rejected) {}

    private static Given map(Normalizer normalizer, byte[] bytes, Instant receivedAt, Observation observation)
            throws Unusable {
        List<JsonNode> records = new ArrayList<>();
        List<SampleRejection> rejections = new ArrayList<>();
        long rejected = 0;
        long units = 0;
        try (SourceReading reading = normalizer.openSample(new ByteArrayInputStream(bytes), receivedAt, observation)) {
            while (reading.hasNext()) {
                SourceUnit unit = reading.next();
                if (++units > MOST_UNITS) {
                    throw new Unusable("holds more than " + MOST_UNITS
                            + " source records, skipped ones included; a sample" + " is a handful");
                }
                if (unit instanceof SourceUnit.Mapped mapped) {
                    for (AsylumRecord record : mapped.records()) {
                        records.add(Comparison.comparable(record));
                    }
                } else if (unit instanceof SourceUnit.Refused refused) {
                    rejected++;
                    refused.problems().forEach(problem -> rejections.add(SampleRejection.of(refused.line(), problem)));
                } else if (unit instanceof SourceUnit.Broken broken) {
                    refuseTooLarge(broken.problem());
                    rejected++;
                    rejections.add(SampleRejection.of(reading.lineOf(broken), broken.problem()));
                }
                if (records.size() + rejections.size() > MOST_RECORDS) {
                    throw new Unusable("gives more than " + MOST_RECORDS + " records; a sample is a handful");
                }
            }
        }
        return new Given(records, rejections, rejected);
    }

    /** A packed sample over the limit is nothing that can be expected of anything. */
    private static void refuseTooLarge(SourceUnit.Problem problem) throws Unusable {
        if (problem.hint().equals(Unpacked.Limits.OF_SAMPLES.tooLarge())) {
            throw new Unusable("unpacks to more than " + Unpacked.Limits.OF_SAMPLES.words()
                    + "; a sample is a handful of records");
        }
    }

    private static byte[] bytes(Path file) throws Unusable {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            byte[] bytes = in.readNBytes((int) MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new Unusable(name(file) + " is larger than 16 MiB; a sample is a handful of records");
            }
            return bytes;
        } catch (IOException unreadable) {
            throw new Unusable(name(file) + " cannot be read; check its owner and permissions");
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    /** Why a sample is of no use, in words that repeat nothing of what it holds. */
    static final class Unusable extends Exception {

        private static final long serialVersionUID = 1L;

        private final String words;

        Unusable(String words) {
            super(words, null, false, false);
            this.words = words;
        }

        String words() {
            return words;
        }
    }
}
