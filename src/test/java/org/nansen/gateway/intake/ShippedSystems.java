package org.nansen.gateway.intake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.nansen.gateway.normalize.Normalizer;
import org.nansen.gateway.settings.Home;

/** The example systems under {@code config/systems}, as they are shipped and as somebody who switches one on has them. */
final class ShippedSystems {

    static final Path FOLDER = Path.of("config/systems");

    private static final Pattern SECRET =
            Pattern.compile("(?:key-file|known-hosts|password-file): (secrets/[A-Za-z0-9._-]+)");

    private ShippedSystems() {}

    static List<String> names() throws IOException {
        try (Stream<Path> inside = Files.list(FOLDER)) {
            return inside.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    /** What a gateway with this configuration folder has. */
    static ProfileReader.Found found(Path home) {
        return new ProfileReader(new Home(home), name -> null).all();
    }

    /** Copies a system into the home without the line that switches it off. */
    static void switchOn(String name, Path home) throws IOException {
        switchOn(name, name, home);
    }

    /** As {@link #switchOn(String, Path)}, under a name of one's own. */
    static void switchOn(String name, String as, Path home) throws IOException {
        Path from = FOLDER.resolve(name);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path to = home.resolve("config/systems").resolve(as).resolve(from.relativize(file));
                Files.createDirectories(to.getParent());
                if (file.getFileName().toString().equals("system.yaml")) {
                    String settings = Files.readString(file).replaceFirst("(?m)^enabled: false\\R", "");
                    Files.writeString(to, settings);
                    putSecrets(settings, home);
                } else {
                    Files.copy(file, to);
                }
            }
        }
    }

    /** Whoever switches a system on has put its keys there; what is in them is of no matter until somebody connects. */
    private static void putSecrets(String settings, Path home) throws IOException {
        Matcher named = SECRET.matcher(settings);
        while (named.find()) {
            Path secret = home.resolve(named.group(1));
            Files.createDirectories(secret.getParent());
            Files.writeString(secret, "invented");
        }
    }

    /** How the records of a shipped system are read when it is switched on. */
    static Normalizer reading(String name, Path home) throws IOException {
        switchOn(name, home);
        Profiles profiles = Profiles.of(found(home));
        return profiles.readings(profiles.entries().get(0)).own();
    }
}
