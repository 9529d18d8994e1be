package org.nansen.gateway.dev;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nansen.gateway.normalize.Normalizer;
import org.nansen.gateway.normalize.SourceFormat;
import org.nansen.gateway.normalize.SourceReading;
import org.nansen.gateway.normalize.SourceUnit;
import org.nansen.gateway.record.RecordJson;
import org.yaml.snakeyaml.Yaml;

/** The samples of the demo's systems give the canonical records written beside them. */
class DemoSamplesTest {

    private static final Path SYSTEMS = Path.of("src/test/resources/demo/config/systems");
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @ValueSource(strings = {"registry", "border", "casework", "shelter"})
    void givesTheExpectedRecordsWhenTheSampleIsMapped(String system) throws Exception {
        Normalizer normalizer = Normalizer.of(format(system));
        try (Stream<Path> files = Files.list(SYSTEMS.resolve(system).resolve("samples"))) {
            List<Path> samples =
                    files.filter(file -> file.toString().contains(".in.")).toList();
            assertThat(samples).isNotEmpty();
            for (Path sample : samples) {
                String expected = sample.getFileName().toString().replaceAll("\\.in\\..*$", ".expected.json");
                assertThat(mapped(normalizer, sample).toPrettyString())
                        .isEqualTo(JSON.readTree(Files.readAllBytes(sample.resolveSibling(expected)))
                                .toPrettyString());
            }
        }
    }

    private static ArrayNode mapped(Normalizer normalizer, Path sample) throws Exception {
        ArrayNode records = JSON.createArrayNode();
        try (SourceReading reading =
                normalizer.open(Files.newInputStream(sample), Instant.parse("2026-11-23T12:00:00Z"))) {
            while (reading.hasNext()) {
                SourceUnit unit = reading.next();
                assertThat(unit).isInstanceOf(SourceUnit.Mapped.class);
                for (var record : ((SourceUnit.Mapped) unit).records()) {
                    ObjectNode tree = (ObjectNode) JSON.readTree(RecordJson.write(record));
                    // Given anew at each run.
                    tree.remove("messageId");
                    tree.path("provenance").forEach(note -> ((ObjectNode) note).remove("mappingVersion"));
                    records.add(tree);
                }
            }
        }
        return records;
    }

    private static SourceFormat format(String system) throws Exception {
        Path folder = SYSTEMS.resolve(system);
        JsonNode profile = JSON.valueToTree(new Yaml().load(Files.readString(folder.resolve("system.yaml"))));
        JsonNode format = profile.path("format");
        JsonNode identity = profile.path("identity");
        JsonNode version = profile.path("feed").path("newer-by");
        return new SourceFormat(
                system,
                folder,
                SourceFormat.Kind.valueOf(format.path("kind").asText().toUpperCase(Locale.ROOT)),
                format.path("charset").asText("UTF-8"),
                format.path("delimiter").asText(",").charAt(0),
                format.path("header").asBoolean(true),
                List.of(),
                format.path("ragged").asBoolean(false),
                identity.path("record").asText(),
                reference(system, identity.path("person")),
                reference(system, identity.path("case")),
                version.isMissingNode() ? null : version.asText(),
                profile.path("country").asText(),
                profile.path("legal").path("intake").path("basis").asText(),
                "border-management",
                true);
    }

    private static SourceFormat.ReferenceField reference(String system, JsonNode where) {
        return new SourceFormat.ReferenceField(
                where.path("space").asText(system), where.path("field").asText());
    }
}
