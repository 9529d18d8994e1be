package org.nansen.gateway.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bounded memory, shown by a heap that is smaller than what passes through it. */
@Tag("deep")
class MillionRecordsTest {

    @TempDir
    Path folder;

    @Test
    void aMillionRecordsOfXmlPassThroughAHeapOf256Megabytes() throws Exception {
        Process process = new ProcessBuilder(List.of(
                        System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                        "-Xmx256m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        MillionRecords.class.getName(),
                        "1000000",
                        folder.toString()))
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        System.out.print(said);
        // Two lines each, after the line of the root.
        assertThat(said).contains("mapped=1000000 lastLine=2000000");
        assertThat(process.exitValue()).isZero();
    }
}
