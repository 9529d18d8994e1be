package org.nansen.gateway.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A gateway's home folder, put together from the demo's configuration: {@code config/} with the wanted systems and
 * {@code secrets/}. Values stand in the templates as <code>${NAME}</code>.
 */
public final class House {

    private final Path home;
    private final Map<String, String> values = new LinkedHashMap<>();
    private UnaryOperator<String> systemEdit = text -> text;

    private House(Path home) {
        this.home = home.toAbsolutePath();
    }

    /** Begins a home in the folder. */
    public static House in(Path home) {
        return new House(home);
    }

    public Path home() {
        return home;
    }

    /** Gives a value to templates that are written after this. */
    public House value(String name, Object value) {
        values.put(name, value.toString());
        return this;
    }

    /** Changes every system's {@code system.yaml} that is written after this. */
    public House editSystems(UnaryOperator<String> edit) {
        systemEdit = edit;
        return this;
    }

    /** Writes {@code application.yaml} and {@code policy.yaml}. */
    public House common() {
        copy(template().resolve("application.yaml"), text -> text);
        copy(template().resolve("policy.yaml"), text -> text);
        return this;
    }

    /** Writes the folders of these systems. */
    public House systems(String... names) {
        for (String name : names) {
            try (Stream<Path> files = Files.walk(template().resolve("systems").resolve(name))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    copy(file, file.endsWith("system.yaml") ? systemEdit : text -> text);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return this;
    }

    /** Writes a file, seen from the home. */
    public House file(String path, String text) {
        try {
            Path file = home.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a file below {@code secrets/} that only its owner may read. */
    public House secret(String name, String text) {
        file("secrets/" + name, text);
        protect(name);
        return this;
    }

    /** Copies a file below {@code secrets/}, where only its owner may read it. */
    public House secret(String name, Path source) {
        try {
            Path target = home.resolve("secrets").resolve(name);
            Files.createDirectories(target.getParent());
            Files.copy(source, target, StandardCopyOption.REPLACE_EXISTING);
            protect(name);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void protect(String name) {
        try {
            Files.setPosixFilePermissions(
                    home.resolve("secrets").resolve(name), PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void copy(Path file, UnaryOperator<String> edit) {
        Path target = home.resolve("config").resolve(template().relativize(file).toString());
        try {
            Files.createDirectories(target.getParent());
            if (isSample(file)) {
                // Samples are bytes in the system's own encoding, not text of ours.
                Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
            } else {
                Files.writeString(target, edit.apply(filled(Files.readString(file))));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String filled(String text) {
        String filled = text;
        for (Map.Entry<String, String> value : values.entrySet()) {
            filled = filled.replace("${" + value.getKey() + "}", value.getValue());
        }
        return filled;
    }

    private static boolean isSample(Path file) {
        return List.of("samples", "codes")
                .contains(file.getParent().getFileName().toString());
    }

    private static Path template() {
        URL folder = Objects.requireNonNull(House.class.getResource("/demo/config"), "demo/config");
        try {
            return Path.of(folder.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
