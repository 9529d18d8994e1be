package org.nansen.gateway.crash;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import net.bytebuddy.ByteBuddy;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.crash.agent.CrashAgent;
import org.nansen.gateway.crash.agent.Orders;
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
            injection.packAgent();
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
        return arm(failpoint, time, Duration.ZERO, true);
    }

    /** The same, but only the thread that passes stands still at once; the others go on for a while. */
    Injection dieAt(Failpoint failpoint, int time, Duration after) {
        return arm(failpoint, time, after, true);
    }

    /** The thread that passes the failpoint for the n-th time from now on stands still for a while. */
    Injection pauseAt(Failpoint failpoint, int time, Duration pause) {
        return arm(failpoint, time, pause, false);
    }

    /** The thread that passes the failpoint for the n-th time from now on stands still until {@link #goOn()}. */
    Injection holdAt(Failpoint failpoint, int time) {
        return arm(failpoint, time, Duration.ofMillis(Orders.UNTIL_TOLD), false);
    }

    /** Lets the thread that was held go on. */
    void goOn() {
        write("go-on", "");
    }

    /** Waits until the last order is carried out. */
    void awaitFired(Duration most) {
        Awaitility.await("the failpoint is reached")
                .atMost(most)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> fired() != null);
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

    private Injection arm(Failpoint failpoint, int time, Duration pause, boolean dies) {
        List.of("taken", "fired", "go-on").forEach(this::delete);
        write("armed.new", failpoint + " " + time + " " + pause.toMillis() + " " + dies);
        try {
            Files.move(folder.resolve("armed.new"), folder.resolve("armed"), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** No order is given any more. */
    void disarm() {
        List.of("armed", "taken", "fired", "go-on").forEach(this::delete);
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

    /** The agent's classes, without their tests, in a jar that names Byte Buddy's: neither is in the gateway's jar. */
    private void packAgent() throws IOException, URISyntaxException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Premain-Class", CrashAgent.class.getName());
        attributes.put(
                Attributes.Name.CLASS_PATH,
                ByteBuddy.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toString());
        Path classes = Path.of(CrashAgent.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Path agent = classes.resolve(CrashAgent.class.getPackageName().replace('.', '/'));
        try (OutputStream file = Files.newOutputStream(folder.resolve("agent.jar"));
                JarOutputStream jar = new JarOutputStream(file, manifest);
                Stream<Path> all = Files.list(agent)) {
            for (Path ours : all.filter(Injection::isAgent).sorted().toList()) {
                jar.putNextEntry(
                        new JarEntry(classes.relativize(ours).toString().replace('\\', '/')));
                try (InputStream content = Files.newInputStream(ours)) {
                    content.transferTo(jar);
                }
                jar.closeEntry();
            }
        }
    }

    private static boolean isAgent(Path file) {
        return !file.getFileName().toString().contains("Test");
    }
}
