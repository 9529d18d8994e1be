package org.nansen.gateway.house;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A small disk on a folder, in memory: it can be filled to the last byte and freed again. Its content goes with it. */
public final class SmallDisk implements AutoCloseable {

    private static final String PREFIX = "nansen-";

    private final Path folder;
    private final Thread reaper = new Thread(this::unmount);

    private SmallDisk(Path folder) {
        this.folder = folder.toAbsolutePath();
    }

    /** Mounts a disk of so many bytes (whole pages) on the folder; skips the test where the machine does not allow it. */
    public static SmallDisk mount(Path folder, long bytes) {
        Parts.MOUNTS.need();
        removeLeftovers();
        SmallDisk disk = new SmallDisk(folder);
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(disk.reaper);
        String source = PREFIX + ProcessHandle.current().pid();
        Child.run(List.of("mount", "-t", "tmpfs", "-o", "size=" + bytes, source, disk.folder.toString()));
        return disk;
    }

    public Path folder() {
        return folder;
    }

    /** Bytes that can still be written. */
    public long left() {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fills it until not one more byte can be written. */
    public void fill() {
        fill(0);
    }

    /** Fills it but for so many bytes. */
    public void fill(long leave) {
        try (OutputStream out = Files.newOutputStream(ballast())) {
            byte[] large = new byte[1 << 20];
            while (left() > leave + large.length && taken(out, large)) {
                // On: a disk that fills slowly is no sudden fault.
            }
            byte[] page = new byte[4096];
            while (left() > leave && taken(out, page)) {
                // On, to the last byte.
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether there was room for it; who else uses the disk may have taken what was left a moment ago. */
    private static boolean taken(OutputStream out, byte[] block) {
        try {
            out.write(block);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Takes away what {@link #fill} wrote. */
    public void free() {
        try {
            Files.deleteIfExists(ballast());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        unmount();
        try {
            Runtime.getRuntime().removeShutdownHook(reaper);
        } catch (IllegalStateException e) {
            // The JVM is going down already.
        }
    }

    private Path ballast() {
        return folder.resolve("ballast");
    }

    private void unmount() {
        // Lazily: a process that is just ending may still have a file open.
        Child.tryRun("umount", "-l", folder.toString());
    }

    /** Unmounts disks of test JVMs that ended without a chance to tidy up. */
    private static void removeLeftovers() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/mounts"))) {
                String[] mount = line.split(" ");
                if (mount[0].matches(PREFIX + "\\d+")
                        && ProcessHandle.of(Long.parseLong(mount[0].substring(PREFIX.length())))
                                .isEmpty()) {
                    Child.tryRun("umount", "-l", mount[1]);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
