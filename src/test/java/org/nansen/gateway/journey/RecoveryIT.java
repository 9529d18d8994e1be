package org.nansen.gateway.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nansen.gateway.dev.RegistryExport;
import org.nansen.gateway.house.ScreeningSimulator.Mood;
import org.nansen.gateway.operations.Commands;

/**
 * A screening endpoint takes questions and loses its answers, then refuses them, so that all of them park. They are tried
 * again by a job, in the middle of which the gateway is killed.
 */
class RecoveryIT {

    private static final int RECORDS = 60;
    private static final Duration LONG = Duration.ofSeconds(90);
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    @TempDir
    private Path folder;

    private Path password;

    @BeforeEach
    void writePassword() throws IOException {
        password = Files.writeString(
                folder.resolve("password"), Neighbourhood.DEMO.substring(Neighbourhood.DEMO.indexOf(':') + 1));
    }

    @Test
    void triesAgainUnderTheSameKeysThoughKilledInTheMiddle() throws Exception {
        try (CrashSite site = CrashSite.start(folder)) {
            site.screening.be(Mood.CUTTING);
            site.ssh.drop("registry", "outbox/all.csv", RegistryExport.applications(CrashSite.people(1, RECORDS), NOW));
            await("a question whose answer is lost")
                    .atMost(LONG)
                    .until(() -> !site.screening.keys().isEmpty());
            site.screening.be(Mood.REFUSING);
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(site.identity().parked()).isEqualTo(RECORDS));
            Set<String> keys = site.screening.keys();
            assertThat(keys).hasSize(RECORDS);
            JsonNode cause = site.get("/api/v1/recovery/parked").at("/groups/0");
            assertThat(cause.path("fault").asText()).isEqualTo("NG-207");
            assertThat(cause.path("records").asInt()).isEqualTo(RECORDS);
            assertThat(command(site, "status")).isEqualTo(1);

            site.screening.be(Mood.ANSWERING);
            assertThat(command(site, "retry", "--fault", "NG-207", "--rate", "3", "--start"))
                    .isZero();
            String job = "/api/v1/recovery/jobs/"
                    + site.get("/api/v1/recovery/jobs").at("/jobs/0/id").asText();
            await().atMost(LONG).until(() -> site.get(job).path("done").asInt() >= 3);
            assertThat(site.get(job).path("state").asText()).isEqualTo("running");
            site.gateway.kill();
            site.gateway.start();
            site.gateway.awaitReady();

            await().atMost(LONG).untilAsserted(() -> {
                JsonNode after = site.get(job);
                assertThat(after.path("state").asText()).isEqualTo("done");
                assertThat(after.path("done").asInt()).isEqualTo(RECORDS);
                assertThat(after.at("/report/closed").asInt()).isEqualTo(RECORDS);
            });
            assertThat(site.screening.keys()).isEqualTo(keys);
            Identity all = site.identity();
            assertThat(all.holds()).isTrue();
            assertThat(all.delivered() + all.withheld()).isEqualTo(RECORDS);
            assertThat(command(site, "status")).isZero();
        }
    }

    private int command(CrashSite site, String... words) {
        String[] line = new String[words.length + 6];
        System.arraycopy(words, 0, line, 0, words.length);
        String[] login = {
            "--url", "http://127.0.0.1:" + site.gateway.port(), "--user", "demo", "--password-file", password.toString()
        };
        System.arraycopy(login, 0, line, words.length, login.length);
        return Commands.run(line);
    }
}
