package org.nansen.gateway.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nansen.gateway.house.GatewayProcess;
import org.nansen.gateway.house.House;
import org.nansen.gateway.house.ScreeningSimulator;
import org.nansen.gateway.house.WatchList;
import org.nansen.gateway.ledger.OpenLedger;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/**
 * Measures how long a gateway takes from its start until it is ready while so many records are open, once right after the
 * fill and once more after a stop in order. Started by {@code bench/start}; the last line is JSON.
 */
final class StartBench {

    private static final String LOGIN = "demo:demo-only";

    private StartBench() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int records = Integer.parseInt(arguments[0]);
        String engine = System.getProperty("ledger.engine", "sqlite");
        Path folder = Files.createTempDirectory(
                Files.createDirectories(Path.of("target").toAbsolutePath()), "start-");
        try (ScreeningSimulator screening = ScreeningSimulator.start(new WatchList())) {
            Path home = home(folder.resolve("home"), screening.url());
            long begun = System.nanoTime();
            Map<String, String> ledger = OpenLedger.fill(home, "registry", records);
            System.out.printf("%d open records in %s after %.0f s%n", records, folder, seconds(begun));
            Start empty = start(home(folder.resolve("empty"), screening.url()), Map.of(), 0);
            Start first = start(home, ledger, records);
            Start again = start(home, ledger, records);
            System.out.println(new ObjectMapper()
                    .createObjectNode()
                    .put("bench", "start")
                    .put("engine", engine)
                    .put("openRecords", records)
                    .put("startSeconds", first.seconds)
                    .put("startAgainSeconds", again.seconds)
                    .put("startSecondsWithNone", empty.seconds)
                    .put("processorSeconds", first.processor)
                    .put("processorSecondsAgain", again.processor)
                    .put("processorSecondsWithNone", empty.processor)
                    .put("cores", Runtime.getRuntime().availableProcessors())
                    .put("java", Runtime.version().toString())
                    .put("at", Instant.now().toString()));
        }
        System.exit(0);
    }

    private static Start start(Path home, Map<String, String> ledger, int records)
            throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(List.of("-Xmx256m"));
        ledger.forEach((key, value) -> options.add("-Dgateway.ledger." + key + "=" + value));
        long begun = System.nanoTime();
        try (GatewayProcess gateway = GatewayProcess.start(home, options.toArray(String[]::new))) {
            double processor = ProcessHandle.of(gateway.pid())
                    .flatMap(process -> process.info().totalCpuDuration())
                    .map(used -> used.toMillis() / 1000.0)
                    .orElse(0.0);
            double took = Math.round(seconds(begun) * 10) / 10.0;
            JsonNode all = accounting(gateway);
            System.out.printf("ready after %.1f s, accounting %s%n", took, all);
            if (all.path("received").asLong() != records) {
                throw new IllegalStateException("Not the ledger that was filled");
            }
            // It is not only ready but at work.
            while (records > 0
                    && accounting(gateway).path("stages").path("screening").asLong()
                            >= all.path("stages").path("screening").asLong()) {
                Thread.sleep(50);
            }
            System.out.printf("work goes on after %.1f s%n", seconds(begun));
            return new Start(took, Math.round(processor * 10) / 10.0);
        }
    }

    private static JsonNode accounting(GatewayProcess gateway) throws IOException, InterruptedException {
        return new ObjectMapper()
                .readTree(gateway.get(gateway.api("/api/v1/accounting"), LOGIN).body())
                .path("total");
    }

    /** Until it is ready: by the clock, and what the process itself used of the processors. */
    private record Start(double seconds, double processor) {}

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    private static Path home(Path folder, String screening) throws IOException {
        House house = House.in(folder)
                .value("MAIL_URL", "smtps://gateway@localhost:1")
                .value("BROKER", "{ url: embedded }")
                .value("SCREENING_URL", screening)
                .value("DEMO_HASH", "{bcrypt}" + new BCryptPasswordEncoder(10).encode("demo-only"))
                .editSystems(text -> text.replaceAll(
                                "(?s)door:\n.*?identity:",
                                "door: { kind: file, read-from: drops, every: PT1S }\nidentity:")
                        .replace("kind: sftp, write-to: inbox", "kind: file, write-to: answers"))
                .common()
                .systems("registry");
        Path settings = house.home().resolve("config/application.yaml");
        // Without a mailbox the letters stay open.
        Files.writeString(settings, Files.readString(settings).replaceAll("(?s)  mailbox:.*?  ledger:", "  ledger:"));
        Files.createDirectories(house.home().resolve("drops"));
        Files.createDirectories(house.home().resolve("answers"));
        return house.home();
    }
}
