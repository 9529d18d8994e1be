package org.nansen.gateway.settings;

import java.nio.file.Path;

/**
 * The folder a gateway lives in: {@code config/}, {@code data/}, {@code secrets/}, {@code routes/systems/}. Given by
 * {@code gateway.home}; the working folder by default.
 *
 * @param folder absolute
 */
public record Home(Path folder) {

    public Home {
        folder = folder.toAbsolutePath().normalize();
    }

    /** Returns the path as given when it is absolute, else as seen from the home folder. */
    public Path resolve(String path) {
        return folder.resolve(path).normalize();
    }

    public Path config() {
        return folder.resolve("config");
    }

    public Path data() {
        return folder.resolve("data");
    }
}
