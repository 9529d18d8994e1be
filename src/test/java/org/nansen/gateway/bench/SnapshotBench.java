package org.nansen.gateway.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.nansen.gateway.dev.InventedCountry;
import org.nansen.gateway.dev.InventedPerson;
import org.nansen.gateway.dev.RegistryExport;
import org.nansen.gateway.house.GatewayProcess;
import org.nansen.gateway.house.House;
import org.nansen.gateway.house.Ports;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/**
 * A system hands over its whole stock twice: the first time all of it is new, and from before the date of its feed; the second
 * time one row of a thousand has changed and ten are missing. Prints one JSON object.
 */
public final class SnapshotBench {

    private static final String LOGIN = "demo:demo-only";
    private static final Instant FIRST = Instant.parse("2026-11-23T10:00:00Z");
    private static final int SLICE = 10_000;

    private final ObjectMapper json = new ObjectMapper();
    private final Path home;
    private final Path drops;
    private final GatewayProcess gateway;

    private SnapshotBench(Path folder) throws IOException {
        House house = House.in(folder.resolve("home"))
                .value("MAIL_URL", "smtps://gateway@localhost:1")
                .value("BROKER", "{ url: embedded }")
                .value("SCREENING_URL", "http://127.0.0.1:" + Ports.free())
                .value("DEMO_HASH", "{bcrypt}" + new BCryptPasswordEncoder(10).encode("demo-only"))
                .editSystems(text -> text.replaceAll("(?s)door:\n.*?identity:", """
                                door: { kind: file, read-from: drops, every: PT1S }
                                identity:""")
                        .replace("mode: test\n", "")
                        .replace("kind: changes", "kind: snapshot, history-before: 2026-11-24")
                        .replaceAll("(?m)^reply:.*$", ""));
        house.common().systems("registry");
        home = house.home();
        Path settings = home.resolve("config/application.yaml");
        Files.writeString(settings, Files.readString(settings).replaceAll("(?s)  mailbox:.*?  ledger:", "  ledger:"));
        drops = Files.createDirectories(home.resolve("drops"));
        gateway = GatewayProcess.start(home, "-Xmx256m");
    }

    public static void main(String[] arguments) throws Exception {
        int rows = Integer.parseInt(arguments[0]);
        Path folder = Files.createTempDirectory("snapshot-bench");
        SnapshotBench bench = new SnapshotBench(folder);
        try {
            double first = bench.take("stock-1.csv", 1, rows, 0);
            double second = bench.take("stock-2.csv", 11, rows, rows / 1_000);
            JsonNode counts = bench.registry();
            System.out.println(bench.json
                    .createObjectNode()
                    .put("rows", rows)
                    .put("heap", "256m")
                    .put("historyPerSecond", Math.round(rows / first))
                    .put("unchangedPerSecond", Math.round(rows / second))
                    .put("firstSeconds", Math.round(first))
                    .put("secondSeconds", Math.round(second))
                    .put("duplicate", counts.path("duplicate").asLong())
                    .put("history", counts.path("history").asLong())
                    .put("review", counts.path("stages").path("review").asLong())
                    .put("ledgerMegabytes", Files.size(bench.home.resolve("data/ledger.db")) >> 20)
                    .put("cores", Runtime.getRuntime().availableProcessors()));
        } finally {
            bench.gateway.close();
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(java.util.Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
    }

    /** Returns the seconds until nothing of the stock is left to be judged. */
    private double take(String name, int first, int last, int changed) throws Exception {
        Path file = home.resolve(name);
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int from = first; from <= last; from += SLICE) {
                int upTo = Math.min(last, from + SLICE - 1);
                byte[] rows = RegistryExport.applications(people(from, upTo, last - changed), FIRST);
                out.write(from == first ? rows : withoutHeader(rows));
            }
            if (changed > 0) {
                out.write(withoutHeader(RegistryExport.applications(
                        people(last - changed + 1, last, last), FIRST.plusSeconds(2 * 86_400))));
            }
        }
        long before = registry().path("received").asLong();
        long wanted = before + last - first + 1;
        Files.move(file, drops.resolve(name));
        long start = System.nanoTime();
        JsonNode counts = registry();
        while (counts.path("received").asLong() < wanted
                || counts.path("stages").path("arriving").asLong() > 0) {
            Thread.sleep(200);
            counts = registry();
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private static List<InventedPerson> people(int first, int last, int most) {
        List<InventedPerson> people = new ArrayList<>();
        for (int number = first; number <= Math.min(last, most); number++) {
            people.add(new InventedPerson(
                    number,
                    "Testbench",
                    "Number",
                    1980,
                    LocalDate.of(1980, 1, 1).plusDays(number % 9_000),
                    1,
                    InventedCountry.of("ALB"),
                    false));
        }
        return people;
    }

    private static byte[] withoutHeader(byte[] rows) {
        int line = 0;
        while (rows[line] != '\n') {
            line++;
        }
        return java.util.Arrays.copyOfRange(rows, line + 1, rows.length);
    }

    private JsonNode registry() throws IOException, InterruptedException {
        return json.readTree(
                        gateway.get(gateway.api("/api/v1/accounting"), LOGIN).body())
                .path("systems")
                .path("registry");
    }
}
