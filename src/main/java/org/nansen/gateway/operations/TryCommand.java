package org.nansen.gateway.operations;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.nansen.gateway.intake.SystemFolder;
import org.nansen.gateway.normalize.Normalizer;
import org.nansen.gateway.normalize.SourceReading;
import org.nansen.gateway.normalize.SourceUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What would become of a file, without taking it: nothing is sent, nothing is written. */
@Command(
        name = "try",
        description = {
            "Shows what would become of a file: a line for each record, what would be rejected and where, and a summary.",
            "Sends nothing, writes nothing, needs no gateway. Shows people's data to whoever runs it.",
            "Ends with 1 when something would be rejected."
        })
final class TryCommand extends KitCommand {

    private static final int MOST_LINES = 10_000;

    @Parameters(
            index = "0",
            paramLabel = "FOLDER",
            description = "a system's folder, or the name of a system of the home")
    private String given = "";

    @Parameters(index = "1", paramLabel = "FILE", description = "a file as the system would send it")
    private String source = "";

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "most lines of each table (default: 50; 0 for the summary alone); the summary counts all")
    private int limit;

    @Override
    int run(PrintWriter out, Ink ink) {
        if (limit < 0 || limit > MOST_LINES) {
            throw CommandFault.usage("--limit must be 0 to " + MOST_LINES + ".");
        }
        Path folder = folder(given);
        SystemFolder system = SystemFolder.of(homeOf(folder), folder);
        Normalizer normalizer = system.normalizer().orElseThrow(() -> CommandFault.usage(unusable(system)));
        Path file = file();
        if (json()) {
            if (!Files.isRegularFile(file)) {
                throw CommandFault.usage("With --json the file is read twice, so it cannot be a pipe or a device.");
            }
            return json(system, normalizer, file, out);
        }
        TryTable table = new TryTable(limit);
        TrySummary summary = read(system, normalizer, file, table);
        table.print(out, ink);
        new TryWords(out, ink).print(summary, system);
        return summary.exitCode();
    }

    private int json(SystemFolder system, Normalizer normalizer, Path file, PrintWriter out) {
        try (TryJson json = new TryJson(out)) {
            TrySummary summary = read(system, normalizer, file, json.records());
            // What is rejected stands behind all records; to keep no list of unknown length, the file is read again.
            if (summary.rejected() > 0) {
                read(system, normalizer, file, json.rejections());
            }
            json.end(summary, system);
            return summary.exitCode();
        }
    }

    /** Takes what is read, in order. */
    interface Taker {

        /** @param refusals why records are rejected that the mapping gives */
        void take(SourceUnit unit, SourceReading reading, List<SourceUnit.Problem> refusals);
    }

    private static TrySummary read(SystemFolder system, Normalizer normalizer, Path file, Taker taker) {
        TrySummary summary = new TrySummary(system.sendsStocks());
        Instant now = Clock.systemUTC().instant();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file));
                SourceReading reading = normalizer.open(in, now, summary.observation())) {
            while (reading.hasNext()) {
                SourceUnit unit = reading.next();
                taker.take(unit, reading, summary.count(unit));
            }
            return summary;
        } catch (IOException | UncheckedIOException unreadable) {
            throw CommandFault.usage("The file cannot be read: " + file + ". Check its owner and permissions.");
        }
    }

    private Path file() {
        Path file;
        try {
            file = Path.of(source);
        } catch (InvalidPathException unusable) {
            throw CommandFault.usage("FILE is no path.");
        }
        if (Files.isDirectory(file)) {
            throw CommandFault.usage(source + " is a folder; a file is wanted.");
        }
        if (!Files.exists(file)) {
            throw CommandFault.usage("There is no file " + source + ".");
        }
        return file;
    }

    private static String unusable(SystemFolder system) {
        StringBuilder words = new StringBuilder("The system " + system.name() + " cannot be used; mend first:");
        SystemFolder.inOrder(system.problems())
                .forEach(problem ->
                        words.append(System.lineSeparator()).append("  ").append(problem));
        return words.toString();
    }
}
