package org.nansen.gateway.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.nansen.gateway.dev.InventedCountry;
import org.nansen.gateway.dev.InventedPerson;
import org.nansen.gateway.dev.RegistryExport;
import org.nansen.gateway.house.WatchList;

/** Measures one scenario and prints the result as JSON in the last line. */
final class Bench {

    private static final long PATIENCE_SECONDS = 900;

    private Bench() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Scenario scenario = Scenario.of(Path.of(arguments[0]));
        Path folder = Files.createTempDirectory(
                Files.createDirectories(Path.of("target").toAbsolutePath()), "bench-");
        try (BenchSite site = BenchSite.start(folder, scenario.heap(), scenario.onPostgreSql())) {
            site.prepare(files(scenario));
            System.out.println("Running " + scenario + " in " + folder);
            long start = System.nanoTime();
            site.show(scenario.files());
            awaitEnd(scenario, site, start);
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.println(site.accounting());
            System.out.println(result(scenario, seconds));
        }
    }

    private static void awaitEnd(Scenario scenario, BenchSite site, long start)
            throws IOException, InterruptedException {
        long shown = start;
        while (!ended(scenario, site)) {
            Thread.sleep(50);
            long now = System.nanoTime();
            if (now - shown > 5_000_000_000L) {
                shown = now;
                JsonNode all = site.accounting();
                System.out.printf(
                        "%4d s  received %d, in flight %d, files done %d, mails %d%n",
                        (now - start) / 1_000_000_000L,
                        all.path("received").asLong(),
                        all.path("inFlight").asLong(),
                        site.filesDone(),
                        site.mails());
            }
            if (now - start > PATIENCE_SECONDS * 1_000_000_000L) {
                throw new IllegalStateException("Not done after " + PATIENCE_SECONDS + " s");
            }
        }
    }

    private static boolean ended(Scenario scenario, BenchSite site) throws IOException {
        return scenario.mailed() ? site.mails() >= scenario.records() : site.filesDone() == scenario.files();
    }

    private static List<byte[]> files(Scenario scenario) {
        Instant at = Instant.parse("2026-11-23T10:00:00Z");
        int rows = scenario.records() / scenario.files();
        List<byte[]> files = new ArrayList<>();
        for (int file = 0; file < scenario.files(); file++) {
            List<InventedPerson> people = new ArrayList<>();
            for (int row = 0; row < rows; row++) {
                people.add(person(1 + file * rows + row));
            }
            files.add(RegistryExport.applications(people, at));
        }
        return files;
    }

    private static InventedPerson person(int number) {
        return new InventedPerson(
                number,
                WatchList.HITS.get(0),
                "Number" + number,
                1980,
                LocalDate.of(1950, 1, 1).plusDays(number % 20_000),
                1 + number % 2,
                InventedCountry.of("ALB"),
                false);
    }

    private static ObjectNode result(Scenario scenario, double seconds) {
        return new ObjectMapper()
                .createObjectNode()
                .put("scenario", scenario.name())
                .put("engine", scenario.onPostgreSql() ? "postgresql" : "sqlite")
                .put("records", scenario.records())
                .put("files", scenario.files())
                .put("heap", scenario.heap())
                .put("seconds", Math.round(seconds * 10) / 10.0)
                .put("recordsPerSecond", Math.round(scenario.records() / seconds))
                .put("cores", Runtime.getRuntime().availableProcessors())
                .put("java", Runtime.version().toString())
                .put("at", Instant.now().toString());
    }
}
