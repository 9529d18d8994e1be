package org.nansen.gateway.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files of any length pass through a heap of which classes and mapping take most. */
class SmallHeapTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void manyRecordsPassThroughASmallHeap(ManyRecords format) throws Exception {
        assertThat(read(format, 15_000, "-Xmx40m")).isEqualTo("mapped 15000 other 0");
    }

    @Tag("deep")
    @ParameterizedTest
    @EnumSource
    void aMillionRecordsPassThroughAHeapOf256Megabytes(ManyRecords format) throws Exception {
        assertThat(read(format, 1_000_000, "-Xmx256m")).isEqualTo("mapped 1000000 other 0");
    }

    private String read(ManyRecords format, int records, String heap) throws IOException, InterruptedException {
        Path file = format.file(folder, records);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        heap,
                        "-cp",
                        System.getProperty("java.class.path"),
                        ReadingProcess.class.getName(),
                        format.name(),
                        file.toString())
                .redirectErrorStream(true)
                .start();
        try {
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(1, TimeUnit.MINUTES))
                    .as("the process ends")
                    .isTrue();
            List<String> lines = printed.lines().toList();
            return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
        } finally {
            process.destroyForcibly();
        }
    }
}
