package org.nansen.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nansen.gateway.normalize.Normalizer;
import org.nansen.gateway.normalize.SourceReading;
import org.nansen.gateway.normalize.SourceUnit;
import org.nansen.gateway.record.AsylumRecord;
import org.nansen.gateway.record.NationalSystem;
import org.nansen.gateway.record.RecordJson;

/** The example systems that come with the gateway: shut until somebody opens them, and right when they are open. */
class ShippedSystemsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path home;

    static List<String> systems() throws IOException {
        return ShippedSystems.names();
    }

    @Test
    void openNoDoorAndAreNotBrokenAsTheyAreShipped() {
        ProfileReader.Found found = ShippedSystems.found(Path.of("").toAbsolutePath());
        assertThat(found.entries()).isEmpty();
        assertThat(found.broken()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("systems")
    void areOneSystemInUseWhenTheLineIsTakenOutAndNeverLiveAtOnce(String name) throws Exception {
        ShippedSystems.switchOn(name, home);
        Profiles profiles = Profiles.of(ShippedSystems.found(home));
        assertThat(profiles.brokenSystems()).isEmpty();
        assertThat(profiles.entries()).singleElement().satisfies(entry -> {
            assertThat(entry.name()).isEqualTo(name);
            assertThat(entry.profile().mode()).isNotEqualTo(NationalSystem.Mode.LIVE);
        });
    }

    @ParameterizedTest
    @MethodSource("systems")
    void giveTheExpectedRecordsForTheirSamples(String name) throws Exception {
        Normalizer normalizer = ShippedSystems.reading(name, home);
        try (Stream<Path> inside =
                Files.list(ShippedSystems.FOLDER.resolve(name).resolve("samples"))) {
            List<Path> samples =
                    inside.filter(file -> file.toString().contains(".in.")).toList();
            assertThat(samples).isNotEmpty();
            for (Path sample : samples) {
                String expected = sample.getFileName().toString().replaceAll("\\.in\\..*$", ".expected.json");
                JsonNode wanted = JSON.readTree(Files.readAllBytes(sample.resolveSibling(expected)));
                ObjectNode found = read(normalizer, sample);
                // The order of an object's fields says nothing, that of records and lists does.
                assertThat(found.path("records"))
                        .as(sample.toString())
                        .isEqualTo(wanted.isArray() ? wanted : wanted.path("records"));
                assertThat(found.path("rejected"))
                        .as(sample.toString())
                        .containsExactlyInAnyOrderElementsOf(wanted.path("rejected"));
            }
        }
    }

    /** Returns {@code records} and {@code rejected} of a sample, each as it is written in what is expected. */
    private static ObjectNode read(Normalizer normalizer, Path sample) throws IOException {
        ObjectNode read = JSON.createObjectNode();
        ArrayNode records = read.putArray("records");
        ArrayNode rejected = read.putArray("rejected");
        try (SourceReading reading =
                normalizer.open(Files.newInputStream(sample), Instant.parse("2026-11-23T12:00:00Z"))) {
            while (reading.hasNext()) {
                SourceUnit unit = reading.next();
                if (unit instanceof SourceUnit.Mapped mapped) {
                    for (var record : mapped.records()) {
                        records.add(comparable(record));
                    }
                } else if (unit instanceof SourceUnit.Refused refused) {
                    refused.problems().forEach(problem -> rejected.add(rejection(refused.line(), problem)));
                } else if (unit instanceof SourceUnit.Broken broken) {
                    rejected.add(rejection(broken.line(), broken.problem()));
                }
            }
        }
        return read;
    }

    private static ObjectNode comparable(AsylumRecord record) throws IOException {
        ObjectNode tree = (ObjectNode) JSON.readTree(RecordJson.write(record));
        // Given anew at each run.
        tree.remove("messageId");
        tree.path("provenance").forEach(note -> ((ObjectNode) note).remove("mappingVersion"));
        return tree;
    }

    private static ObjectNode rejection(long line, SourceUnit.Problem problem) {
        // As JSON has it when it was read: small numbers are of another kind than those that a program puts.
        ObjectNode rejection = JSON.createObjectNode().put("line", (int) line);
        if (problem.field() != null) {
            rejection.put("field", problem.field());
        }
        return rejection.put("code", problem.code().code());
    }
}
