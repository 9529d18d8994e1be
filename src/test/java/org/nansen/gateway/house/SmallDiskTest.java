package org.nansen.gateway.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The small disk is full when it is filled, and empty when it is gone. */
class SmallDiskTest {

    @TempDir
    private Path folder;

    @Test
    void isFullAndFreeAgainAndGoneWithItsContent() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 1 << 20)) {
            Path file = Files.write(disk.folder().resolve("early"), new byte[10_000]);
            disk.fill();
            assertThat(disk.left()).isZero();
            assertThatThrownBy(() -> Files.write(disk.folder().resolve("late"), new byte[10_000]))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("No space left");
            disk.free();
            Files.write(disk.folder().resolve("late"), new byte[10_000]);
            disk.fill(100_000);
            assertThat(disk.left()).isBetween(90_000L, 100_000L);
            assertThat(file).hasSize(10_000);
        }
        assertThat(folder.resolve("disk")).isEmptyDirectory();
        assertThat(Files.readString(Path.of("/proc/mounts")))
                .doesNotContain(folder.resolve("disk").toString());
    }
}
