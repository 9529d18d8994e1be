package org.nansen.gateway.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nansen.gateway.dev.CaseworkExport;
import org.nansen.gateway.house.GatewayProcess;
import org.nansen.gateway.house.ScreeningSimulator.Mood;

/** Stops and starts of a real process: what it leaves behind, and what one system's mistake stops. */
class StopAndStartJourneyTest {

    private static final Duration LONG = Duration.ofSeconds(120);
    private static final int LARGE = 30_000;

    @TempDir
    private Path folder;

    private FolderSite site;
    private GatewayProcess gateway;

    @BeforeEach
    void start() throws IOException {
        site = new FolderSite(folder.resolve("home"));
        gateway = site.start();
    }

    @AfterEach
    void stop() {
        gateway.close();
        site.close();
    }

    @Test
    void handsBackWhatIsInHandWhileTheEndpointHangsAndAFileIsBeingRead() throws Exception {
        site.screening.be(Mood.LATE);
        site.screening.lateness(Duration.ofMinutes(5));
        site.drop("small.csv", 1, 200);
        await().atMost(LONG).until(() -> site.screening.requests() >= 32);
        site.drop("large.csv", 1_000, LARGE);
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
        try (Stream<Path> work = Files.list(site.drops.resolve("work"))) {
            assertThat(work).singleElement().asString().endsWith(".large.csv");
        }
        System.out.printf("SIGTERM: ended after %.1f s%n", took.toMillis() / 1000.0);

        site.screening.be(Mood.ANSWERING);
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
        site.screening.be(Mood.FAILING);
        site.drop("before.csv", 1, 20);
        await().atMost(LONG)
                .until(() -> system("registry").path("stages").path("screening").asLong() == 20);
        gateway.stop();
        site.screening.be(Mood.ANSWERING);
        long asked = site.screening.requests();
        Path mapping = site.home.resolve("config/systems/registry/mapping.jslt");
        String good = Files.readString(mapping);
        Files.writeString(mapping, good.replace("\"event\"", "\"event\" oops"));
        site.drop("meanwhile.csv", 100, 5);

        gateway.start();
        gateway.awaitReady();

        JsonNode shut = site.door(gateway, "registry");
        assertThat(shut.path("code").asText()).isEqualTo("NG-605");
        assertThat(shut.path("problems").path(0).asText())
                .matches("config/systems/registry/mapping\\.jslt:[1-9][0-9]*: .+");
        assertThat(site.post(gateway, "casework", CaseworkExport.decisions(CrashSite.people(500, 3), FolderSite.NOW))
                        .statusCode())
                .isEqualTo(202);
        HttpResponse<String> refused = site.post(gateway, "registry", "{}");
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).contains("60");
        assertThat(site.json(refused).path("code").asText()).isEqualTo("NG-605");
        await().during(Duration.ofSeconds(5)).atMost(LONG).untilAsserted(() -> {
            assertThat(system("registry").path("stages").path("screening").asLong())
                    .as("nothing is decided about what it may")
                    .isEqualTo(20);
            assertThat(site.drops.resolve("meanwhile.csv")).exists();
        });
        assertThat(site.screening.requests()).as("nothing is asked").isEqualTo(asked);

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

    private long received() throws IOException, InterruptedException {
        return system("registry").path("received").asLong();
    }

    private JsonNode system(String name) throws IOException, InterruptedException {
        return site.accounting(gateway, name);
    }

    /** Asks the ledger of the stopped gateway. */
    private long rows(String question) throws Exception {
        try (Connection ledger = DriverManager.getConnection("jdbc:sqlite:" + site.home.resolve("data/ledger.db"));
                Statement statement = ledger.createStatement();
                ResultSet rows = statement.executeQuery(question)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
