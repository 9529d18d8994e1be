package org.nansen.gateway.house;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A process that a test started; it is ended with the test's JVM at the latest, its children with it. */
final class Child implements AutoCloseable {

    private final Process process;
    private final Path log;
    private final Thread reaper;

    private Child(Process process, Path log) {
        this.process = process;
        this.log = log;
        this.reaper = new Thread(this::destroyTree);
        Runtime.getRuntime().addShutdownHook(reaper);
    }

    /** Starts the command; what it prints is appended to the log file. */
    static Child start(Path log, List<String> command, Map<String, String> environment) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(environment);
            return new Child(builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a JVM of the version that runs the tests, on the tests' class path. */
    static Child java(Path log, List<String> jvmOptions, Class<?> main, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(javaProgram());
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        return start(log, command, Map.of());
    }

    static String javaProgram() {
        return System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";
    }

    /** Runs a short command to its end whatever comes of it: for tidying up what may be gone already. */
    static void tryRun(String... command) {
        try {
            run(List.of(command));
        } catch (UncheckedIOException | IllegalStateException e) {
            // Gone already.
        }
    }

    /** Runs a short command to its end and returns what it printed. */
    static String run(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command.get(0) + " failed: " + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Lets users other than ours through to the folder, also below a private temporary folder of a test. */
    static void letOthersPass(Path folder) {
        for (Path above = folder; above != null && above.getNameCount() > 1; above = above.getParent()) {
            run(List.of("chmod", "o+x", above.toString()));
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** What the process has printed so far. */
    String output() {
        try {
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it has printed this. */
    void awaitOutput(String text) {
        Awaitility.await(text)
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    if (!process.isAlive()) {
                        throw new IllegalStateException("It ended:\n" + output());
                    }
                    return output().contains(text);
                });
    }

    /** Ends it by SIGKILL, without any chance to tidy up. */
    void kill() {
        process.destroyForcibly();
        await();
        forget();
    }

    /** Ends it and everything below it by SIGKILL; it is stopped first, so that it cannot start another child meanwhile. */
    void killTree() {
        signal("STOP");
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        await();
        children.forEach(child -> child.onExit().join());
        forget();
    }

    /** Sends it a signal by its short name, for example {@code STOP}; nothing happens when it has ended. */
    void signal(String name) {
        if (process.isAlive()) {
            // Between the question and the signal it may end; that is no failure.
            run(List.of("sh", "-c", "kill -" + name + " " + process.pid() + " 2>/dev/null || true"));
        }
    }

    /** Ends it and its children politely, by force after ten seconds. */
    @Override
    public void close() {
        close(Duration.ofSeconds(10));
    }

    /** Ends it and its children politely, by force after this time; returns whether it ended by itself. */
    boolean close(Duration patience) {
        List<ProcessHandle> children = process.descendants().toList();
        signal("CONT");
        process.destroy();
        boolean inOrder = false;
        try {
            inOrder = process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (!inOrder) {
                process.destroyForcibly();
                await();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        children.forEach(ProcessHandle::destroyForcibly);
        forget();
        return inOrder;
    }

    /** Waits for its end and returns its exit status; fails when it still lives after this time. */
    int awaitExit(Duration patience) {
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("Still alive after " + patience + ":\n" + output());
            }
            forget();
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void await() {
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void forget() {
        try {
            Runtime.getRuntime().removeShutdownHook(reaper);
        } catch (IllegalStateException e) {
            // The JVM is going down already.
        }
    }

    private void destroyTree() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
