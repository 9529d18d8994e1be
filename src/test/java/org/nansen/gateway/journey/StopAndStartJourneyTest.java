package org.nansen.gateway.journey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nansen.gateway.dev.CaseworkExport;
import org.nansen.gateway.dev.RegistryExport;
import org.nansen.gateway.house.GatewayProcess;
import org.nansen.gateway.house.House;
import org.nansen.gateway.house.ScreeningSimulator;
import org.nansen.gateway.house.ScreeningSimulator.Mood;
import org.nansen.gateway.house.WatchList;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** Stops and starts of a real process: what it leaves behind, and what one system's mistake stops. */
class StopAndStartJourneyTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final Duration LONG = Duration.ofSeconds(120);
    private static final int LARGE = 30_000;

    @TempDir
    private Path folder;

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private ScreeningSimulator screening;
    private Path home;
    private Path drops;
    private GatewayProcess gateway;

    @BeforeEach
    void start() throws IOException {
        screening = ScreeningSimulator.start(new WatchList());
        House house = House.in(folder.resolve("home"))
                .value("MAIL_URL", "smtps://gateway@localhost:1")
                .value("BROKER", "embedded")
                .value("SCREENING_URL", screening.url())
                .value("DEMO_HASH", hash(Neighbourhood.DEMO))
                .value("CASEWORK_HASH", hash(Neighbourhood.CASEWORK))
                .secret("mail", "not used")
                // Its files lie in a folder here: where they lie is not what this is about.
                .editSystems(text -> text.replaceAll("(?s)door:\n.*?identity:", """
                                door: { kind: file, read-from: drops, every: PT1S }
                                identity:""")
                        .replace("kind: sftp, write-to: inbox", "kind: file, write-to: answers"));
        house.common().systems("registry", "casework");
        home = house.home();
        Path settings = home.resolve("config/application.yaml");
        Files.writeString(
                settings,
                Files.readString(settings)
                        .replaceAll("(?s)  mailbox:.*?  ledger:", "  ledger:")
                        .replace("broker: embedded", "broker: { url: embedded }"));
        drops = Files.createDirectories(home.resolve("drops"));
        Files.createDirectories(home.resolve("answers"));
        gateway = GatewayProcess.start(home, "-Xmx256m", "-XX:TieredStopAtLevel=1");
    }

    @AfterEach
    void stop() {
        gateway.close();
        screening.close();
    }

    @Test
    void handsBackWhatIsInHandWhileTheEndpointHangsAndAFileIsBeingRead() throws Exception {
        screening.be(Mood.LATE);
        screening.lateness(Duration.ofMinutes(5));
        drop("small.csv", 1, 200);
        await().atMost(LONG).until(() -> screening.requests() >= 32);
        drop("large.csv", 1_000, LARGE);
        await().atMost(LONG).pollInterval(Duration.ofMillis(20)).until(() -> received() > 1_200);

        long before = System.nanoTime();
        boolean byItself = gateway.stop();
        Duration took = Duration.ofNanos(System.nanoTime() - before);

        assertThat(byItself).isTrue();
        assertThat(took).as("what operators are promised").isLessThan(Duration.ofSeconds(30));
        assertThat(rows("select count(*) from task where state = 'claimed'")).isZero();
        assertThat(rows("select count(*) from letter where state = 'claimed'")).isZero();
        assertThat(rows("select count(*) from intake_drop where state = 'arriving'"))
                .as("the stop came while it was read")
                .isEqualTo(1);
        try (Stream<Path> work = Files.list(drops.resolve("work"))) {
            assertThat(work).singleElement().asString().endsWith(".large.csv");
        }
        System.out.printf("SIGTERM: ended after %.1f s%n", took.toMillis() / 1000.0);

        screening.be(Mood.ANSWERING);
        gateway.start();
        gateway.awaitReady();
        await().atMost(LONG.multipliedBy(2)).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            Identity all = Identity.of(system("registry"));
            assertThat(all.holds()).isTrue();
            assertThat(all.received()).isEqualTo(200 + LARGE);
            assertThat(system("registry").path("stages").path("arriving").asLong())
                    .isZero();
        });
    }

    @Test
    void keepsABrokenSystemWithAllThatIsItsOwnAndServesTheOthers() throws Exception {
        screening.be(Mood.FAILING);
        drop("before.csv", 1, 20);
        await().atMost(LONG)
                .until(() -> system("registry").path("stages").path("screening").asLong() == 20);
        gateway.stop();
        screening.be(Mood.ANSWERING);
        long asked = screening.requests();
        Path mapping = home.resolve("config/systems/registry/mapping.jslt");
        String good = Files.readString(mapping);
        Files.writeString(mapping, good.replace("\"event\"", "\"event\" oops"));
        drop("meanwhile.csv", 100, 5);

        gateway.start();
        gateway.awaitReady();

        JsonNode shut = json.readTree(
                        gateway.get(gateway.health(), Neighbourhood.DEMO).body())
                .path("components")
                .path("doors")
                .path("details")
                .path("registry");
        assertThat(shut.path("code").asText()).isEqualTo("NG-605");
        assertThat(shut.path("problems").path(0).asText())
                .matches("config/systems/registry/mapping\\.jslt:[1-9][0-9]*: .+");
        assertThat(post("casework", CaseworkExport.decisions(CrashSite.people(500, 3), NOW))
                        .statusCode())
                .isEqualTo(202);
        HttpResponse<String> refused = post("registry", "{}");
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).contains("60");
        assertThat(json.readTree(refused.body()).path("code").asText()).isEqualTo("NG-605");
        await().during(Duration.ofSeconds(5)).atMost(LONG).untilAsserted(() -> {
            assertThat(system("registry").path("stages").path("screening").asLong())
                    .as("nothing is decided about what it may")
                    .isEqualTo(20);
            assertThat(drops.resolve("meanwhile.csv")).exists();
        });
        assertThat(screening.requests()).as("nothing is asked").isEqualTo(asked);

        gateway.stop();
        Files.writeString(mapping, good);
        gateway.start();
        gateway.awaitReady();
        await().atMost(LONG).untilAsserted(() -> {
            JsonNode stages = system("registry").path("stages");
            assertThat(system("registry").path("received").asLong()).isEqualTo(25);
            assertThat(stages.path("screening").asLong()).isZero();
        });
    }

    private void drop(String name, int first, int count) throws IOException {
        Path file = home.resolve(name);
        Files.write(file, RegistryExport.applications(CrashSite.people(first, count), NOW));
        Files.move(file, drops.resolve(name));
    }

    private long received() throws IOException, InterruptedException {
        return system("registry").path("received").asLong();
    }

    private JsonNode system(String name) throws IOException, InterruptedException {
        return json.readTree(gateway.get(gateway.api("/api/v1/accounting"), Neighbourhood.DEMO)
                        .body())
                .path("systems")
                .path(name);
    }

    private HttpResponse<String> post(String system, String body) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(gateway.api("/api/v1/systems/" + system + "/records"))
                        .timeout(Duration.ofSeconds(20))
                        .header("Authorization", GatewayProcess.basic(Neighbourhood.CASEWORK))
                        .header("Content-Type", "application/x-ndjson")
                        .POST(HttpRequest.BodyPublishers.ofString(body, UTF_8))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Asks the ledger of the stopped gateway. */
    private long rows(String question) throws Exception {
        try (Connection ledger = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("data/ledger.db"));
                Statement statement = ledger.createStatement();
                ResultSet rows = statement.executeQuery(question)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static String hash(String login) {
        return "{bcrypt}" + new BCryptPasswordEncoder(10).encode(login.substring(login.indexOf(':') + 1));
    }
}
