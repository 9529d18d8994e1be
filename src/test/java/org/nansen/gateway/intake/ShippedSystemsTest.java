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
                assertThat(given(normalizer, sample).toPrettyString())
                        .as(sample.toString())
                        .isEqualTo(whole(wanted).toPrettyString());
            }
        }
    }

    /** What is expected, with what is rejected: a sample of which nothing is has its records alone. */
    private static JsonNode whole(JsonNode wanted) {
        if (!wanted.isArray()) {
            return wanted;
        }
        ObjectNode whole = JSON.createObjectNode();
        whole.set("records", wanted);
        whole.putArray("rejected");
        return whole;
    }

    private static ObjectNode given(Normalizer normalizer, Path sample) throws IOException {
        ObjectNode given = JSON.createObjectNode();
        ArrayNode records = given.putArray("records");
        ArrayNode rejected = given.putArray("rejected");
        try (SourceReading reading =
                normalizer.open(Files.newInputStream(sample), Instant.parse("2026-11-23T12:00:00Z"))) {
            while (reading.hasNext()) {
                SourceUnit unit = reading.next();
                if (unit instanceof SourceUnit.Refused refused) {
                    refused.problems().forEach(problem -> reject(rejected, refused.line(), problem));
                } else if (unit instanceof SourceUnit.Broken broken) {
                    reject(rejected, broken.line(), broken.problem());
                } else if (unit instanceof SourceUnit.Mapped mapped) {
                    for (var record : mapped.records()) {
                        ObjectNode tree = (ObjectNode) JSON.readTree(RecordJson.write(record));
                        // Given anew at each run.
                        tree.remove("messageId");
                        tree.path("provenance").forEach(note -> ((ObjectNode) note).remove("mappingVersion"));
                        records.add(tree);
                    }
                }
            }
        }
        return given;
    }

    private static void reject(ArrayNode rejected, long line, SourceUnit.Problem problem) {
        rejected.addObject()
                .put("line", line)
                .put("field", problem.field() == null ? "" : problem.field())
                .put("code", problem.code().code());
    }
}
