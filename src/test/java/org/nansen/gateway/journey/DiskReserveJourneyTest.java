package org.nansen.gateway.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nansen.gateway.dev.CaseworkExport;
import org.nansen.gateway.house.GatewayProcess;
import org.nansen.gateway.house.ScreeningSimulator.Mood;
import org.nansen.gateway.house.SmallDisk;

/** The volume under data/ runs short and is given room again. */
class DiskReserveJourneyTest {

    private static final Duration LONG = Duration.ofSeconds(120);
    private static final long DISK = 400L * 1024 * 1024;

    @TempDir
    private Path folder;

    @Test
    void stopsIntakeBelowTheReserveAndGoesOnWithoutDamage() throws Exception {
        try (FolderSite site = new FolderSite(folder.resolve("home"));
                SmallDisk disk = SmallDisk.mount(site.home.resolve("data"), DISK);
                GatewayProcess gateway = site.start("-Dgateway.intake.disk-reserve=15")) {
            site.screening.be(Mood.FAILING);
            site.drop("before.csv", 1, 50);
            await().atMost(LONG)
                    .until(() -> site.accounting(gateway, "registry")
                                    .path("stages")
                                    .path("screening")
                                    .asLong()
                            == 50);

            disk.fill(DISK / 10);

            await().atMost(LONG)
                    .until(() ->
                            site.door(gateway, "registry").path("code").asText().equals("NG-131"));
            site.drop("waits.csv", 1_000, 50);
            HttpResponse<String> refused =
                    site.post(gateway, "casework", CaseworkExport.decisions(CrashSite.people(1, 2), FolderSite.NOW));
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(site.json(refused).path("code").asText()).isEqualTo("NG-131");
            assertThat(gateway.get(gateway.health(), Neighbourhood.DEMO).statusCode())
                    .as("it works, and nobody shall restart it")
                    .isEqualTo(200);
            site.screening.be(Mood.ANSWERING);
            await().atMost(LONG).untilAsserted(() -> assertThat(site.accounting(gateway, "registry")
                            .path("stages")
                            .path("screening")
                            .asLong())
                    .as("what was accepted goes on")
                    .isZero());
            assertThat(site.drops.resolve("waits.csv")).exists();

            disk.free();

            await().atMost(LONG).untilAsserted(() -> {
                Identity registry = Identity.of(site.accounting(gateway, "registry"));
                assertThat(registry.holds()).isTrue();
                assertThat(registry.received()).isEqualTo(100);
            });
            assertThat(site.door(gateway, "registry").isMissingNode()).isTrue();
            try (Stream<Path> done = Files.list(site.drops.resolve("done"))) {
                assertThat(done).hasSize(2);
            }
        }
    }
}
