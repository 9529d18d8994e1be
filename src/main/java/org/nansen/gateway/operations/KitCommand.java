package org.nansen.gateway.operations;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.nansen.gateway.intake.SystemFolder;
import org.nansen.gateway.settings.Home;
import picocli.CommandLine.Option;

/**
 * A command of the kit: it works on a national system's folder, without a gateway and without Spring, and sends nothing
 * anywhere.
 */
abstract class KitCommand extends JarCommand {

    /** What may be a system's name and so no path. */
    static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,30}");

    @Option(
            names = "--home",
            paramLabel = "FOLDER",
            defaultValue = "${env:NANSEN_HOME:-.}",
            description = "the gateway's home, which holds config/ (NANSEN_HOME, default: this folder)")
    private Path home = Path.of("");

    @Override
    public final Integer call() {
        return run(spec().commandLine().getOut(), Ink.of(spec()));
    }

    /** Does the work; returns an exit code of {@link Commands}. */
    abstract int run(PrintWriter out, Ink ink);

    final Home home() {
        return new Home(home);
    }

    /** Returns the folder that a person means: a path, or the name of a system of the home. */
    final Path folder(String given) {
        Path path;
        try {
            path = Path.of(given);
        } catch (InvalidPathException unusable) {
            throw CommandFault.usage("FOLDER is no path.");
        }
        if (Files.isDirectory(path)) {
            Path folder = path.toAbsolutePath().normalize();
            if (!Files.exists(folder.resolve("system.yaml")) && !folder.endsWith("systems")) {
                throw CommandFault.usage(given + " holds no system.yaml; a system's folder is wanted.");
            }
            return folder;
        }
        Path named = home().config().resolve("systems").resolve(given);
        if (NAME.matcher(given).matches() && Files.isDirectory(named)) {
            return named;
        }
        if (Files.exists(path)) {
            throw CommandFault.usage(given + " is a file; the folder around it is wanted.");
        }
        throw CommandFault.usage("There is no folder " + given + "." + known());
    }

    /** Returns the home that a folder lies in: its secrets are seen from there. */
    final Home homeOf(Path folder) {
        Path systems = folder.getParent();
        Path config = systems == null ? null : systems.getParent();
        boolean usual = config != null
                && config.getParent() != null
                && systems.endsWith("systems")
                && config.endsWith("config");
        return usual ? new Home(config.getParent()) : home();
    }

    /** Which systems there are, for whoever named another. */
    final String known() {
        List<Path> folders = SystemFolder.of(home());
        return folders.isEmpty()
                ? " " + home().config().resolve("systems")
                        + " holds no system; --home says where the gateway's home is."
                : folders.stream()
                        .map(folder -> folder.getFileName().toString())
                        .collect(Collectors.joining(", ", " Systems in " + home().folder() + ": ", "."));
    }
}
