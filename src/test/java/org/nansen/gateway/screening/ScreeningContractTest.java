package org.nansen.gateway.screening;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nansen.gateway.ledger.Written;
import org.nansen.gateway.record.ScreeningResult;
import org.nansen.gateway.settings.Home;
import org.nansen.gateway.settings.Secrets;
import org.yaml.snakeyaml.Yaml;

/** docs/api/screening.openapi.yaml against what the adapter really sends and takes. */
class ScreeningContractTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private final StubEndpoint endpoint = new StubEndpoint();
    private final Given.Unit unit = new Given.Unit();

    @AfterEach
    void close() {
        endpoint.close();
    }

    @Test
    void sendsWhatTheContractDescribes() throws IOException {
        ask(Set.of("nominal", "sltd"));

        StubEndpoint.Asked asked = endpoint.asked.get(0);
        assertThat(asked.line()).isEqualTo("POST /screenings");
        assertThat(errors("Question", asked.json())).isEmpty();
        assertThat(asked.key()).matches("[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
        assertThat(asked.headers().getFirst("Content-Type")).startsWith("application/json");
        // As the source has them, then in A to Z: Feldspat Ödo in two ways, the Arabic name letter by letter, its Latin
        // form.
        assertThat(asked.json().at("/person/names")).hasSize(6);
        assertThat(asked.json().at("/person/names/2").toString())
                .isEqualTo("{\"surname\":\"FELDSPAT\",\"given\":\"OEDO\",\"type\":\"spelling\",\"script\":\"Latn\"}");
        assertThat(asked.json().at("/person/names").findValuesAsText("full")).contains("AWDW", "UDU");
        assertThat(asked.json().at("/person/names").findValuesAsText("given")).contains("ODO");
        assertThat(asked.json().at("/person/names/1/latin").asText()).isEqualTo("Udu");
        assertThat(asked.json().at("/person/aliases/0/names")).isNotEmpty();
        assertThat(asked.json().at("/person/aliases/0/birthDate").asText()).isEqualTo("1979/1981");
        assertThat(asked.json().at("/documents/0").toString())
                .isEqualTo("{\"type\":\"passport\",\"number\":\"X0000001\",\"issuer\":\"XXA\"}");
    }

    @Test
    void asksForTheYearWhereTheDayIsAGuess() {
        ask(Set.of("nominal"));

        // The source calls 1980-08 an estimate.
        assertThat(endpoint.asked.get(0).json().at("/person/birthDate").asText())
                .isEqualTo("1980");
    }

    @Test
    void tellsNothingOfAsylumOfTheCaseOrOfTheOffice() {
        ask(Set.of("nominal"));

        StubEndpoint.Asked asked = endpoint.asked.get(0);
        String everything = (asked.line() + asked.headers().entrySet() + asked.body()).toLowerCase(Locale.ROOT);
        assertThat(everything)
                .doesNotContain("asyl", "refugee", "nansen", "protection", "persecut")
                .doesNotContain("registry", "nowhere", "file-number", "xaa", "application\"")
                .doesNotContain(unit.recordId, unit.recordId.replace("-", ""), unit.record.messageId());
    }

    @Test
    void takesTheAnswersThatTheContractShows() throws IOException {
        JsonNode example = contract().at("/paths/~1screenings/post/responses/200/content/application~1json/example");
        assertThat(errors("Answer", example)).isEmpty();
        endpoint.be((exchange, question) -> {
            ObjectNode answer = example.deepCopy();
            answer.put("reference", question.reference());
            StubEndpoint.send(exchange, 200, "application/json", answer.toString());
        });

        Written written = ask(Set.of("nominal", "sltd"));

        assertThat(written.screening()).isEqualTo(ScreeningResult.HIT);
        assertThat(written.parts()).containsExactly("interpol nominal NO_HIT", "interpol sltd HIT");
        assertThat(written.wholeParts().get(1).hits()).hasSize(1);
        JsonNode question = contract().at("/paths/~1screenings/post/requestBody/content/application~1json/example");
        assertThat(errors("Question", question)).isEmpty();
    }

    @Test
    void sendsItsLoginFromASecretFile() throws IOException {
        Path home = Files.createTempDirectory("home");
        Path token = Files.writeString(home.resolve("token"), "s3cret-token\n", StandardCharsets.UTF_8);
        Files.setPosixFilePermissions(token, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
        ConnectionSettings plain = Given.connection(endpoint.url(), Set.of("nominal"));
        ConnectionSettings login = new ConnectionSettings(
                plain.adapter(),
                plain.url(),
                plain.databases(),
                plain.ownerBlind(),
                null,
                null,
                "token",
                plain.connectTimeout(),
                plain.responseTimeout(),
                plain.deadline(),
                plain.maxConnections());

        ask(login, home);

        assertThat(endpoint.asked.get(0).headers().getFirst("Authorization")).isEqualTo("Bearer s3cret-token");
        assertThat(login.toString()).doesNotContain("s3cret");
    }

    private Written ask(Set<String> databases) {
        return ask(Given.connection(endpoint.url(), databases), Path.of("."));
    }

    private Written ask(ConnectionSettings connection, Path home) {
        Given.Hands clock = new Given.Hands();
        Map<String, ConnectionSettings> one = Map.of("interpol", connection);
        ScreeningSettings settings = Given.settings(one);
        try (Connections open = Connections.open(settings, new Secrets(new Home(home)), clock)) {
            ScreeningGate gate = new ScreeningGate(one, Given.systems(Given.system(connection.databases())), clock);
            return unit.keep(new Screening(settings, gate, open, new Given.OpenLanes(), clock).ask(unit));
        }
    }

    private static JsonNode contract() throws IOException {
        return JSON.valueToTree(new Yaml().load(Files.readString(Path.of("docs/api/screening.openapi.yaml"))));
    }

    private static List<Error> errors(String schema, JsonNode value) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        root.set("components", contract().path("components"));
        root.put("$ref", "#/components/schemas/" + schema);
        return SchemaRegistry.withDefaultDialect(
                        SpecificationVersion.DRAFT_2020_12,
                        registry -> registry.schemaRegistryConfig(SchemaRegistryConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build()))
                .getSchema(root)
                .validate(value);
    }
}
