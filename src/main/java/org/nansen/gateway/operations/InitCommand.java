package org.nansen.gateway.operations;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.nansen.gateway.intake.SystemFolder;
import org.nansen.gateway.normalize.FirstDraft;
import org.nansen.gateway.normalize.UnusableSample;
import org.nansen.gateway.settings.CheckedYaml;
import org.nansen.gateway.settings.SettingsFault;
import org.nansen.gateway.settings.SettingsFault.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Begins a national system's folder from a sample of what it sends. */
@Command(
        name = "init",
        description = {
            "Looks at a sample of what a system sends and writes a starting folder config/systems/<name>/: settings, a"
                    + " mapping and code lists to finish, and a sample of the same form with invented people.",
            "Overwrites nothing. The system begins in mode shadow. Marks with CONFIRM what it could only suppose."
        })
final class InitCommand extends KitCommand {

    @Parameters(paramLabel = "NAME", description = "the new system: small letters, digits and hyphens, at most 31")
    private String name = "";

    @Option(names = "--from", paramLabel = "FILE", required = true, description = "a sample, as the system sends it")
    private String sample = "";

    @Option(
            names = "--country",
            paramLabel = "XXX",
            description = "the responsible country; by default gateway.country of the home's application.yaml")
    private String country = "";

    @Option(
            names = "--sample-is-invented",
            description = "the people in the sample are invented: keep it as it is in the folder, instead of one of the"
                    + " same form with other people")
    private boolean invented;

    @Override
    int run(PrintWriter out, Ink ink) {
        if (!NAME.matcher(name).matches()) {
            throw CommandFault.usage("A system is named with small letters, digits and hyphens, at most 31.");
        }
        if (!Files.isDirectory(home().folder())) {
            throw CommandFault.usage("There is no folder " + home().folder()
                    + "; --home says where the gateway's home is, or is to be.");
        }
        Path folder = home().config().resolve("systems").resolve(name);
        if (Files.exists(folder)) {
            throw CommandFault.usage(folder + " is there already, and nothing is overwritten.");
        }
        Path file = sampleFile();
        FirstDraft draft = draft(file);
        byte[] bytes = invented ? whole(file) : new byte[0];
        write(folder, draft, bytes);
        List<Problem> left = SystemFolder.of(home(), folder).problems();
        InitReport report = new InitReport(name, folder, draft, invented, left);
        if (json()) {
            out.println(report.json().toPrettyString());
        } else {
            report.print(out, ink);
        }
        return left.isEmpty() ? Commands.OK : Commands.FINDING;
    }

    private Path sampleFile() {
        Path file;
        try {
            file = Path.of(sample);
        } catch (InvalidPathException unusable) {
            throw CommandFault.usage("--from is no path.");
        }
        if (Files.isDirectory(file)) {
            throw CommandFault.usage(sample + " is a folder; a file is wanted.");
        }
        if (!Files.exists(file)) {
            throw CommandFault.usage("There is no file " + sample + ".");
        }
        if (!Files.isRegularFile(file)) {
            throw CommandFault.usage(sample + " is a pipe or a device; a file is wanted.");
        }
        return file;
    }

    private FirstDraft draft(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return FirstDraft.of(name, responsible(), in, file.getFileName().toString(), SystemFolder.spool());
        } catch (UnusableSample unusable) {
            throw CommandFault.usage("Nothing can be begun with " + sample + ". " + unusable.getMessage());
        } catch (IOException | UncheckedIOException unreadable) {
            throw CommandFault.usage("The file cannot be read: " + sample + ". Check its owner and permissions.");
        }
    }

    private byte[] whole(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(FirstDraft.MOST_BYTES + 1);
            if (bytes.length > FirstDraft.MOST_BYTES) {
                throw CommandFault.usage("The sample is larger than 4 MiB; a sample to keep is a handful of records.");
            }
            return bytes;
        } catch (IOException unreadable) {
            throw CommandFault.usage("The file cannot be read: " + sample + ". Check its owner and permissions.");
        }
    }

    private String responsible() {
        if (country.matches("[A-Z]{3}")) {
            return country;
        }
        if (!country.isEmpty()) {
            throw CommandFault.usage("--country must be three capital letters.");
        }
        try {
            String stated = CheckedYaml.asWritten(home().config().resolve("application.yaml"), "application.yaml")
                    .path("gateway")
                    .path("country")
                    .asText("");
            return stated.matches("[A-Z]{3}") ? stated : "XAA";
        } catch (SettingsFault unknown) {
            return "XAA";
        }
    }

    private void write(Path folder, FirstDraft draft, byte[] bytes) {
        // Beside it first, so that whoever is interrupted leaves no half of a system; what begins with a dot is none.
        Path beside = folder.resolveSibling("." + name + "-" + UUID.randomUUID());
        try {
            for (Map.Entry<String, byte[]> file : draft.files().entrySet()) {
                Path target = beside.resolve(file.getKey());
                Files.createDirectories(target.getParent());
                boolean copy = invented && file.getKey().equals(draft.sampleName());
                Files.write(target, copy ? bytes : file.getValue(), StandardOpenOption.CREATE_NEW);
            }
            if (Files.exists(folder)) {
                throw new FileAlreadyExistsException(folder.toString());
            }
            Files.move(beside, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException there) {
            throw CommandFault.usage(folder + " is there already, and nothing is overwritten.");
        } catch (IOException unwritable) {
            throw CommandFault.usage("The folder " + folder + " cannot be written; check its owner and permissions.");
        } finally {
            clear(beside);
        }
    }

    private static void clear(Path beside) {
        if (!Files.exists(beside)) {
            return;
        }
        try (Stream<Path> left = Files.walk(beside)) {
            left.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException | UncheckedIOException unreadable) {
            // The reason why nothing was written is told; what is left of it begins with a dot.
        }
    }
}
