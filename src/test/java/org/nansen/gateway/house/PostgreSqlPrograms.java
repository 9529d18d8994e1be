package org.nansen.gateway.house;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where this machine keeps PostgreSQL's programs, and as whom they run: they refuse root. */
final class PostgreSqlPrograms {

    /** Where Debian keeps each version's programs, outside everybody's search path. */
    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");

    private static final List<String> NEEDED = List.of("initdb", "postgres", "pg_basebackup");

    private PostgreSqlPrograms() {}

    static boolean present() {
        return folder() != null;
    }

    /** The command line of a program, under the user postgres when we are root. */
    static List<String> command(String program, String... arguments) {
        List<String> command = new ArrayList<>();
        if (Parts.isRoot()) {
            command.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"));
        }
        command.add(
                Objects.requireNonNull(folder(), "PostgreSQL").resolve(program).toString());
        command.addAll(List.of(arguments));
        return command;
    }

    /** Makes an empty folder that belongs to who runs the programs, and that this user can reach. */
    static Path ownFolder(Path folder) {
        try {
            Files.createDirectories(folder);
            if (Parts.isRoot()) {
                Child.run(List.of("chown", "postgres:", folder.toString()));
                Child.letOthersPass(folder.getParent());
            }
            Child.run(List.of("chmod", "0700", folder.toString()));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable Path folder() {
        String searched = Objects.requireNonNullElse(System.getenv("PATH"), "");
        return Stream.concat(Stream.of(searched.split(File.pathSeparator)).map(Path::of), versions())
                .filter(bin -> NEEDED.stream().allMatch(program -> Files.isExecutable(bin.resolve(program))))
                .findFirst()
                .orElse(null);
    }

    /** Debian's versions, newest first. */
    private static Stream<Path> versions() {
        if (!Files.isDirectory(DEBIAN)) {
            return Stream.empty();
        }
        try (Stream<Path> versions = Files.list(DEBIAN)) {
            return versions
                    .sorted(Comparator.comparingInt(PostgreSqlPrograms::number).reversed())
                    .map(version -> version.resolve("bin"))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int number(Path version) {
        String name = version.getFileName().toString();
        return name.matches("\\d{1,4}") ? Integer.parseInt(name) : 0;
    }
}
