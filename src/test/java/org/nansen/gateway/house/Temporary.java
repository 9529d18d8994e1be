package org.nansen.gateway.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.util.FileSystemUtils;

/** Folders of parts that no single test owns. */
final class Temporary {

    private Temporary() {}

    /** Makes a folder that is removed when the JVM ends. */
    static Path folder(String name) {
        try {
            Path folder = Files.createTempDirectory("nansen-" + name);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder)));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void remove(Path folder) {
        try {
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException e) {
            // A server that is just ending may still write; the machine's own cleaning takes the rest.
        }
    }
}
