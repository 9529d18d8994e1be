package org.nansen.gateway.operations;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.intake.SystemFolder;
import org.nansen.gateway.settings.SettingsFault.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Proves that a system's folder does what its samples say, before a gateway reads it. */
@Command(
        name = "check",
        description = {
            "Judges a national system's folder without a gateway: settings, mapping, codes, and its samples against the"
                    + " records expected of them.",
            "Ends with 1 when something must be mended. Sends nothing, writes nothing."
        })
final class CheckCommand extends KitCommand {

    @Parameters(
            paramLabel = "FOLDER",
            arity = "0..1",
            description = "a system's folder, or the name of a system of the home; without it all systems of the home")
    private @Nullable String given;

    @Override
    int run(PrintWriter out, Ink ink) {
        List<SystemFolder> systems = folders().stream()
                .map(folder -> SystemFolder.of(homeOf(folder), folder))
                .toList();
        Map<String, List<Problem>> conflicts = SystemFolder.conflicts(systems);
        List<CheckReport> reports = systems.stream()
                .map(system -> CheckReport.of(system, conflicts.getOrDefault(system.name(), List.of())))
                .toList();
        long findings =
                reports.stream().mapToLong(report -> report.findings().size()).sum();
        if (json()) {
            out.println(CheckJson.of(reports).toPrettyString());
        } else {
            CheckWords words = new CheckWords(out, ink);
            reports.forEach(words::print);
            words.total(reports);
        }
        return findings == 0 ? Commands.OK : Commands.FINDING;
    }

    private List<Path> folders() {
        if (given == null) {
            List<Path> all = SystemFolder.of(home());
            if (all.isEmpty()) {
                throw CommandFault.usage("There is no system to check." + known());
            }
            return all;
        }
        Path folder = folder(given);
        boolean holdsSystems = !Files.exists(folder.resolve("system.yaml")) && folder.endsWith("systems");
        return holdsSystems ? SystemFolder.of(homeOf(folder.resolve("any"))) : List.of(folder);
    }
}
