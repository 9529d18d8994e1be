package org.nansen.gateway.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The packaged jar with its libraries beside it: the same classes, but a start takes a third of the time. */
final class Unpacked {

    private static final String JAR = "gateway.jar";

    private Unpacked() {}

    /** From now on gateways of this JVM start from the unpacked jar, where there is a packed one. */
    static synchronized void use() throws InterruptedException {
        String jar = System.getProperty(JAR);
        if (jar == null
                || !Files.exists(Path.of(jar))
                || Files.isDirectory(Path.of(jar).resolveSibling("lib"))) {
            return;
        }
        try {
            Path folder =
                    Files.createTempDirectory(Path.of(jar).toAbsolutePath().getParent(), "crash-jar-");
            Process process = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Djarmode=tools",
                            "-jar",
                            jar,
                            "extract",
                            "--force",
                            "--destination",
                            folder.toString()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (process.waitFor() == 0) {
                System.setProperty(
                        JAR, folder.resolve(Path.of(jar).getFileName()).toString());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
