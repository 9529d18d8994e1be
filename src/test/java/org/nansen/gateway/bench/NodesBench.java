package org.nansen.gateway.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.nansen.gateway.dev.InventedPeople;
import org.nansen.gateway.dev.InventedPerson;
import org.nansen.gateway.dev.RegistryExport;

/**
 * Measures how screening grows with a second node while the endpoint is the slow part: each answer takes 20 ms, and a node
 * asks few questions at once, or as many as it does by default.
 */
final class NodesBench {

    private static final int MILLISECONDS_AN_ANSWER = 20;
    private static final int[][] RUNS = {{4, 4_000}, {32, 16_000}};
    private static final int WARM_UP = 4_000;
    private static final long PATIENCE_SECONDS = 600;

    private NodesBench() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        ObjectMapper json = new ObjectMapper();
        ArrayNode runs = json.createArrayNode();
        for (int[] run : RUNS) {
            double one = measure(1, run[0], run[1]);
            double two = measure(2, run[0], run[1]);
            System.out.printf(
                    "%d questions at once a node: %.0f records/s with one node, %.0f with two, %.2f times%n",
                    run[0], one, two, two / one);
            runs.addObject()
                    .put("atOnce", run[0])
                    .put("records", run[1])
                    .put("oneNodePerSecond", Math.round(one))
                    .put("twoNodesPerSecond", Math.round(two))
                    .put("ratio", Math.round(100 * two / one) / 100.0);
        }
        ObjectNode result = json.createObjectNode()
                .put("scenario", "nodes")
                .put("millisecondsAnAnswer", MILLISECONDS_AN_ANSWER)
                .put("cores", Runtime.getRuntime().availableProcessors())
                .put("load", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage())
                .put("java", Runtime.version().toString())
                .put("at", Instant.now().toString());
        result.set("runs", runs);
        System.out.println(result);
    }

    /** Returns records a second, from the first that is screened to the last, of nodes that have warmed up before. */
    private static double measure(int nodes, int atOnce, int records) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory(
                Files.createDirectories(Path.of("target").toAbsolutePath()), "nodes-");
        InventedPeople people = new InventedPeople(3, 1);
        try (NodesSite site = NodesSite.start(folder, nodes, atOnce, MILLISECONDS_AN_ANSWER)) {
            site.drop("warm-up.csv", file(people, WARM_UP));
            await(site, WARM_UP);
            site.drop("bench.csv", file(people, records));
            await(site, WARM_UP + 1);
            long begun = System.nanoTime();
            long before = screened(site.accounting());
            await(site, WARM_UP + records);
            return (WARM_UP + records - before) * 1e9 / (System.nanoTime() - begun);
        }
    }

    private static void await(NodesSite site, long records) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        for (JsonNode total = site.accounting(); screened(total) < records; total = site.accounting()) {
            if (System.nanoTime() - begun > PATIENCE_SECONDS * 1_000_000_000L) {
                throw new IllegalStateException("Not done after " + PATIENCE_SECONDS + " s: " + total);
            }
            Thread.sleep(50);
        }
    }

    private static long screened(JsonNode total) {
        return total.path("received").asLong()
                - total.at("/stages/arriving").asLong()
                - total.at("/stages/screening").asLong();
    }

    private static byte[] file(InventedPeople source, int records) {
        InventedPerson[] people = new InventedPerson[records];
        for (int i = 0; i < records; i++) {
            people[i] = source.next();
        }
        return RegistryExport.applications(java.util.List.of(people), Instant.parse("2026-11-23T10:00:00Z"));
    }
}
