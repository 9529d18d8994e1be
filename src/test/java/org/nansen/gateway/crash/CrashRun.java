package org.nansen.gateway.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The program behind {@code bench/crash}. Prints what happened for people and, last, as JSON; fails on a broken law. */
final class CrashRun {

    private static final int MANY_STARTS = 30;

    private CrashRun() {}

    public static void main(String[] arguments) throws IOException, InterruptedException, SQLException {
        Path folder = Files.createTempDirectory(
                Files.createDirectories(Path.of("target").toAbsolutePath()), "crash-");
        Scenario scenario = scenario(arguments);
        if (scenario.kills() >= MANY_STARTS) {
            archive(folder.resolve("archive"));
        }
        System.out.println(scenario.command());
        Verdict verdict = Crash.run(folder, scenario);
        System.out.print(verdict.words());
        System.out.println("Histories: " + folder.resolve("history"));
        System.out.println(verdict.json());
        System.exit(verdict.holds() ? 0 : 1);
    }

    /** A short run whose gateway leaves its classes as an archive that starts map: a start takes a third less. */
    private static void archive(Path folder) throws IOException, InterruptedException, SQLException {
        String archive = System.getProperty("gateway.archive");
        if (archive != null && !Files.exists(Path.of(archive))) {
            Crash.run(
                    folder,
                    Scenario.small(1)
                            .withKills(0)
                            .withRecords(60)
                            .withJvmOptions((node, start) -> List.of("-XX:ArchiveClassesAtExit=" + archive)));
        }
    }

    private static Scenario scenario(String[] arguments) {
        Scenario scenario = Scenario.small(System.nanoTime() % 100_000);
        Engine engine = scenario.engine();
        int nodes = 1;
        long seed = scenario.seed();
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            String value = arguments[i + 1];
            switch (arguments[i]) {
                case "--engine" -> engine = Engine.valueOf(value.toUpperCase(Locale.ROOT));
                case "--nodes" -> nodes = Integer.parseInt(value);
                case "--kills" -> scenario = scenario.withKills(Integer.parseInt(value));
                case "--records" -> scenario = scenario.withRecords(Integer.parseInt(value));
                case "--seed" -> seed = Long.parseLong(value);
                case "--faults" -> scenario = scenario.withFaults(faults(value));
                case "--minutes" -> scenario = scenario.withAtMost(Duration.ofMinutes(Long.parseLong(value)));
                default -> throw new IllegalArgumentException(arguments[i] + ": see bench/README.md");
            }
        }
        return scenario.withSeed(seed).on(engine, nodes);
    }

    private static Set<Fault> faults(String words) {
        return Stream.of(words.split(",")).map(Fault::of).collect(Collectors.toSet());
    }
}
