package org.nansen.gateway.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.crash.agent.SeededDefect;

/**
 * The test's side of the agent inside one gateway: a folder with the agent's jar and the orders to it. The same folder
 * serves a gateway over all its starts; an order is carried out once.
 */
final class Injection {

    private final Path folder;

    private Injection(Path folder) {
        this.folder = folder;
    }

    /** Prepares the folder. */
    static Injection in(Path folder) {
        try {
            Files.createDirectories(folder);
            Injection injection = new Injection(folder.toAbsolutePath());
            AgentJar.pack(folder.resolve("agent.jar"));
            return injection;
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The option with which the gateway's JVM is to be started. */
    String jvmOption() {
        return "-javaagent:" + folder.resolve("agent.jar") + "=" + folder;
    }

    /** From the next start on the gateway has this defect; null for none. */
    Injection seed(@Nullable SeededDefect defect) {
        if (defect == null) {
            delete("defect");
        } else {
            write("defect", defect.name());
        }
        delete("defect-at-work");
        return this;
    }

    /** Whether the seeded defect did anything: one that did not proves nothing. */
    boolean defectWasAtWork() {
        return Files.exists(folder.resolve("defect-at-work"));
    }

    /** The gateway dies when it passes the failpoint for the n-th time from now on, or from its next start. */
    Injection dieAt(Failpoint failpoint, int time) {
        return arm(failpoint, time, Duration.ZERO, true, 1);
    }

    /** The same, but only the thread that passes stands still at once; the others go on for a while. */
    Injection dieAt(Failpoint failpoint, int time, Duration after) {
        return arm(failpoint, time, after, true, 1);
    }

    /** The thread that passes the failpoint for the n-th time from now on stands still for a while. */
    Injection pauseAt(Failpoint failpoint, int time, Duration pause) {
        return arm(failpoint, time, pause, false, 1);
    }

    /** So many threads that pass the failpoint from now on stand still for a while each. */
    Injection pauseFirst(Failpoint failpoint, int threads, Duration pause) {
        return arm(failpoint, 1, pause, false, threads);
    }

    /** From now on it can be told what of the ledger a loss of power would leave. */
    Injection powerFails() {
        write("power-fails", "");
        return this;
    }

    /** Leaves of SQLite's log what had reached the disk when the process died, as if the power had gone with it. */
    void losePower(Path ledger) {
        Path synced = folder.resolve("synced");
        Path log = Path.of(ledger + "-wal");
        try (FileChannel channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
            channel.truncate(Files.exists(synced) ? Long.parseLong(Files.readString(synced)) : 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        delete("synced");
    }

    /** From the next start on some answers of the screening endpoint arrive cut. */
    Injection cutAnswers() {
        write("answers-are-cut", "");
        return this;
    }

    private Injection arm(Failpoint failpoint, int time, Duration pause, boolean dies, int times) {
        List.of("taken", "fired").forEach(this::delete);
        write("armed.new", failpoint + " " + time + " " + pause.toMillis() + " " + dies + " " + times);
        try {
            Files.move(folder.resolve("armed.new"), folder.resolve("armed"), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** No order is given any more. */
    void disarm() {
        List.of("armed", "taken", "fired").forEach(this::delete);
    }

    /** Waits until the running gateway knows the order. */
    void awaitTaken() {
        Awaitility.await("the agent knows its order")
                .atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> Files.exists(folder.resolve("taken")));
    }

    /** The point at which the last order was carried out; null when it was not. */
    @Nullable
    String fired() {
        Path file = folder.resolve("fired");
        try {
            return Files.exists(file) ? Files.readString(file) : null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void delete(String name) {
        try {
            Files.deleteIfExists(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
