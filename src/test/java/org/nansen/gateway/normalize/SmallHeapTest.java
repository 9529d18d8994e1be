package org.nansen.gateway.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files of any length pass through a heap of which classes and mapping take most. */
class SmallHeapTest {

    /** Fewer for a trial: {@code -Dtest.jvm.extra=-Dmany.records=20000}. */
    private static final int MILLION = Integer.getInteger("many.records", 1_000_000);

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "XML_ROWS_OUTSIDE")
    void manyRecordsPassThroughASmallHeap(ManyRecords format) throws Exception {
        assertThat(read(format, 15_000, "-Xmx40m")).isEqualTo("mapped 15000 other 0");
    }

    @Tag("deep")
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "XML_ROWS_OUTSIDE")
    void aMillionRecordsPassThroughAHeapOf256Megabytes(ManyRecords format) throws Exception {
        assertThat(read(format, MILLION, "-Xmx256m")).isEqualTo("mapped " + MILLION + " other 0");
    }

    /** What is held until the file's end is held up to a limit that leaves room in this heap, and refused beyond it. */
    @Test
    void rowsOutsideTheRecordsAreJoinedUpToTheirLimitAndRefusedBeyondItInTheSameHeap() throws Exception {
        assertThat(read(ManyRecords.XML_ROWS_OUTSIDE, 15_000, "-Xmx256m")).isEqualTo("mapped 15000 other 0");
        assertThat(read(ManyRecords.XML_ROWS_OUTSIDE, 150_000, "-Xmx256m")).isEqualTo("mapped 0 other 1");
    }

    @Tag("deep")
    @Test
    void aMillionRecordsWithRowsOutsideThemAreRefusedInAHeapOf256Megabytes() throws Exception {
        assertThat(read(ManyRecords.XML_ROWS_OUTSIDE, MILLION, "-Xmx256m")).isEqualTo("mapped 0 other 1");
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
