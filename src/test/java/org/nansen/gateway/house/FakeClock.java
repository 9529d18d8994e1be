package org.nansen.gateway.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A wall clock that a test moves while a process runs: the process sees the machine's time plus a shift. Time that only
 * measures (the monotonic clock, on which time-outs run) stays true, as it does when an administrator or NTP moves a
 * machine's clock.
 */
public final class FakeClock {

    /** After this time a process has seen a shift; it looks once a second. */
    public static final Duration NOTICED_WITHIN = Duration.ofSeconds(1);

    private final Path file;

    private FakeClock(Path file) {
        this.file = file.toAbsolutePath();
    }

    /** Makes a clock that is right as yet; skips the test where the machine has no libfaketime. */
    public static FakeClock in(Path folder) {
        Parts.LIBFAKETIME.need();
        FakeClock clock = new FakeClock(folder.resolve("clock"));
        clock.shift(Duration.ZERO);
        return clock;
    }

    /** Within {@link #NOTICED_WITHIN} the clock is wrong by this, full seconds, forth or back. */
    public void shift(Duration wrongBy) {
        try {
            Files.createDirectories(file.getParent());
            // Renamed into place: the process reads the file at any moment.
            Path next = Files.writeString(file.resolveSibling("clock.next"), "%+d%n".formatted(wrongBy.toSeconds()));
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Map<String, String> environment() {
        return Map.of(
                "LD_PRELOAD",
                library().orElseThrow().toString(),
                "FAKETIME_TIMESTAMP_FILE",
                file.toString(),
                // Looked at once a second, not at every question for the time, which would cost a system call each.
                "FAKETIME_CACHE_DURATION",
                String.valueOf(NOTICED_WITHIN.toSeconds()),
                "FAKETIME_DONT_FAKE_MONOTONIC",
                "1",
                // Switched on by itself, this shortens every wait of the JVM by the shift, and its threads spin.
                "FAKETIME_FORCE_MONOTONIC_FIX",
                "0",
                // What files say of their age stays true.
                "NO_FAKE_STAT",
                "1");
    }

    static Optional<Path> library() {
        Path libraries = Path.of("/usr/lib");
        if (!Files.isDirectory(libraries)) {
            return Optional.empty();
        }
        try (Stream<Path> folders = Files.list(libraries)) {
            return folders.map(folder -> folder.resolve("faketime/libfaketimeMT.so.1"))
                    .filter(Files::isReadable)
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
