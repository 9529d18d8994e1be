package org.nansen.gateway.ledger;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Measures whether the ledger stays as fast when it grows: two ledgers, one empty and one with so many closed records,
 * take turns at the same work, so that both see the same machine. Started by {@code bench/growth}; the last line is JSON.
 */
final class LedgerGrowth {

    private static final int KNOWN = 5_000;

    private final String engine = System.getProperty("ledger.engine", "sqlite");
    private final long rows;
    private final int records;
    private final int rounds;
    private final Path folder;
    private final boolean warm = !System.getProperty("growth.memory", "warm").equals("cold");
    private double openSeconds;

    private LedgerGrowth(long rows, int records, int rounds, Path folder) {
        this.rows = rows;
        this.records = records;
        this.rounds = rounds;
        this.folder = folder;
    }

    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createTempDirectory(
                Files.createDirectories(Path.of("target").toAbsolutePath()), "growth-");
        try {
            new LedgerGrowth(
                            Long.parseLong(arguments[0]),
                            Integer.parseInt(arguments[1]),
                            Integer.parseInt(arguments[2]),
                            folder)
                    .run();
        } finally {
            remove(folder);
        }
    }

    private void run() throws IOException {
        Path small = Files.createDirectories(folder.resolve("none"));
        Path large = Files.createDirectories(folder.resolve("rows"));
        try (LedgerRig rig = new LedgerRig(large)) {
            fill(rig, large);
        }
        // Opened anew, as after a restart: nothing is kept in memory but what the work itself brings there.
        long start = System.nanoTime();
        try (LedgerRig full = new LedgerRig(large);
                LedgerRig none = new LedgerRig(small)) {
            openSeconds = (System.nanoTime() - start) / 100_000_000L / 10.0;
            if (warm) {
                start = System.nanoTime();
                GrowthMemory.warm(full, isPostgres());
                System.out.printf(Locale.ROOT, "warmed in %.0f s%n", (System.nanoTime() - start) / 1e9);
            }
            GrowthPace atNone = new GrowthPace(none);
            GrowthPace atRows = new GrowthPace(full);
            atNone.meet(KNOWN);
            atRows.meetAgain(KNOWN);
            atNone.round(records / rounds);
            atRows.round(records / rounds);
            List<Double> quick = new ArrayList<>();
            List<Double> slow = new ArrayList<>();
            long[] work = new long[2];
            for (int round = 1; round <= rounds; round++) {
                long before = processor();
                quick.add(atNone.round(records / rounds));
                long between = processor();
                slow.add(atRows.round(records / rounds));
                work[0] += between - before;
                work[1] += processor() - between;
                System.out.printf(
                        Locale.ROOT,
                        "round %d: %.0f records/s at none, %.0f at %d%n",
                        round,
                        records / rounds / quick.get(round - 1),
                        records / rounds / slow.get(round - 1),
                        rows);
            }
            GrowthLookups lookups = new GrowthLookups(none, full);
            lookups.measure();
            Plans.of(full).forEach((text, plan) -> {
                System.out.println(text);
                plan.forEach(line -> System.out.println("    " + line));
            });
            lookups.print();
            result(full, quick, slow, work, lookups);
        }
    }

    private void fill(LedgerRig rig, Path large) {
        long start = System.nanoTime();
        GrowthPace pace = new GrowthPace(rig);
        int slices = GrowthFill.slices(rows);
        new GrowthFill(rig.store.writer(), isPostgres(), rows).fill(() -> pace.meet(Math.max(1, KNOWN / slices)));
        System.out.printf(Locale.ROOT, "filled with %d records in %.0f s%n", rows, (System.nanoTime() - start) / 1e9);
        if (isPostgres()) {
            start = System.nanoTime();
            GrowthMemory.vacuum(large);
            System.out.printf(Locale.ROOT, "vacuumed in %.0f s%n", (System.nanoTime() - start) / 1e9);
        }
    }

    private void result(LedgerRig rig, List<Double> quick, List<Double> slow, long[] work, GrowthLookups lookups)
            throws IOException {
        double none = records / sum(quick);
        double full = records / sum(slow);
        System.out.println(new ObjectMapper()
                .createObjectNode()
                .put("engine", engine)
                .put("rows", rows)
                .put("records", records)
                .put("memory", warm ? "warm" : "cold")
                .put("atNone", Math.round(none))
                .put("atRows", Math.round(full))
                .put("ratio", Math.round(full / none * 1000) / 1000.0)
                .put("medianRatio", Math.round(median(quick) / median(slow) * 1000) / 1000.0)
                .put("processorMicrosAtNone", work[0] / records / 1000)
                .put("processorMicrosAtRows", work[1] / records / 1000)
                .put("openSeconds", openSeconds)
                .put("slowestLookupMillis", lookups.slowestAtRows())
                .put("megabytes", size(rig) / 1_000_000)
                .put("cores", Runtime.getRuntime().availableProcessors())
                .put("java", Runtime.version().toString())
                .put("at", Instant.now().toString()));
    }

    private boolean isPostgres() {
        return engine.equals("postgresql");
    }

    /** Nanoseconds of processor time of this process and its database server: unlike the clock on the wall, they are free of what else the machine does. */
    private static long processor() {
        return Stream.concat(
                        Stream.of(ProcessHandle.current()),
                        ProcessHandle.current().descendants())
                .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                .mapToLong(Duration::toNanos)
                .sum();
    }

    private long size(LedgerRig rig) throws IOException {
        if (isPostgres()) {
            Long bytes = rig.store
                    .readers()
                    .read(sql -> sql.first("select pg_database_size(current_database())", row -> row.getLong(1)));
            return bytes == null ? 0 : bytes;
        }
        try (Stream<Path> files = Files.walk(folder.resolve("rows"))) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    private static double sum(List<Double> seconds) {
        return seconds.stream().mapToDouble(Double::doubleValue).sum();
    }

    private static double median(List<Double> seconds) {
        List<Double> sorted = new ArrayList<>(seconds);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> all = new ArrayList<>(files.toList());
            Collections.reverse(all);
            for (Path file : all) {
                Files.delete(file);
            }
        }
    }
}
