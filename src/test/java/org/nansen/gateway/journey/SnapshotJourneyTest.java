package org.nansen.gateway.journey;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nansen.gateway.dev.RegistryExport;
import org.nansen.gateway.house.GatewayProcess;

/**
 * A system whose profile says nothing of its mode hands over its whole stock, night after night, to a real process with a heap
 * of 256 MB that is killed in the middle of it.
 */
class SnapshotJourneyTest {

    private static final Duration LONG = Duration.ofSeconds(240);
    private static final int STOCK = 12_000;

    @TempDir
    private Path folder;

    private FolderSite site;
    private GatewayProcess gateway;

    @BeforeEach
    void start() throws IOException {
        site = new FolderSite(folder.resolve("home"), profile -> profile.replace("mode: test\n", "")
                .replace("kind: changes, newer-by: STAND", "kind: snapshot, newer-by: STAND, order: name"));
        gateway = site.start();
    }

    @AfterEach
    void stop() {
        gateway.close();
        site.close();
    }

    @Test
    void goesOnByItselfAfterKillsAndAsksNobodyButPeopleAboutWhatVanished() throws Exception {
        site.drop("stock-1.csv", stock(1, STOCK, 0));
        await().atMost(LONG).pollInterval(Duration.ofMillis(20)).until(() -> count("received") > 1_000);
        killAndStart();
        awaitFile("done", "stock-1.csv");
        await().atMost(LONG).untilAsserted(() -> {
            assertThat(count("withheld")).isEqualTo(STOCK);
            assertThat(count("inFlight")).isZero();
        });

        // Three are missing and a hundred have changed.
        site.drop("stock-2.csv", stock(4, STOCK, 100));
        await().atMost(LONG).pollInterval(Duration.ofMillis(5)).until(() -> count("received") > STOCK + 500);
        killAndStart();
        await().atMost(LONG).untilAsserted(() -> {
            assertThat(count("duplicate")).isEqualTo(STOCK - 103);
            assertThat(count("withheld")).isEqualTo(STOCK + 100 - 3);
            assertThat(registry().path("stages").path("review").asLong()).isEqualTo(3);
        });
        assertThat(Identity.of(registry()).holds()).isTrue();
        assertThat(site.screening.requests())
                .as("in shadow mode nobody is asked")
                .isZero();
        JsonNode would = api("/api/v1/shadow").path("would");
        assertThat(would).anySatisfy(line -> {
            assertThat(line.path("system").asText()).isEqualTo("registry");
            assertThat(line.path("act").asText()).isEqualTo("ask");
            assertThat(line.path("database").asText()).isEqualTo("nominal");
        });
        assertThat(sum(would, "ask", "nominal")).isEqualTo(STOCK + 100);

        // An old one, and half of one.
        site.drop("stock-1.csv", stock(1, STOCK, 0));
        awaitFile("failed", "stock-1.csv");
        site.drop("stock-3.csv", stock(4, STOCK / 2, 100));
        awaitFile("failed", "stock-3.csv");
        JsonNode held = api("/api/v1/drops").path("drops");
        assertThat(held.findValuesAsText("code")).containsExactly("NG-161", "NG-160");
        assertThat(registry().path("stages").path("review").asLong()).isEqualTo(3);
        assertThat(Identity.of(registry()).holds()).isTrue();
    }

    private void killAndStart() {
        gateway.kill();
        gateway.start();
        gateway.awaitReady();
    }

    /** The last so many have changed a day later. */
    private static byte[] stock(int first, int last, int changed) {
        List<String> lines = new ArrayList<>(lines(first, last - changed, 0));
        if (changed > 0) {
            List<String> later = lines(last - changed + 1, last, 86_400);
            lines.addAll(later.subList(1, later.size()));
        }
        return (String.join("\r\n", lines) + "\r\n").getBytes(ISO_8859_1);
    }

    private static List<String> lines(int first, int last, long seconds) {
        return new String(
                        RegistryExport.applications(
                                CrashSite.people(first, last - first + 1), FolderSite.NOW.plusSeconds(seconds)),
                        ISO_8859_1)
                .lines()
                .toList();
    }

    private static long sum(JsonNode would, String act, String database) {
        long sum = 0;
        for (JsonNode line : would) {
            sum += line.path("act").asText().equals(act)
                            && line.path("database").asText().equals(database)
                    ? line.path("count").asLong()
                    : 0;
        }
        return sum;
    }

    private void awaitFile(String in, String name) {
        await().atMost(LONG).until(() -> {
            Path place = site.drops.resolve(in);
            if (!Files.isDirectory(place)) {
                return false;
            }
            try (Stream<Path> files = Files.list(place)) {
                return files.anyMatch(file -> file.toString().endsWith("." + name));
            }
        });
    }

    private long count(String state) throws IOException, InterruptedException {
        return registry().path(state).asLong();
    }

    private JsonNode registry() throws IOException, InterruptedException {
        return site.accounting(gateway, "registry");
    }

    private JsonNode api(String path) throws IOException, InterruptedException {
        return site.json(gateway.get(gateway.api(path), Neighbourhood.DEMO));
    }
}
