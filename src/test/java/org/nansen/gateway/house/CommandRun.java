package org.nansen.gateway.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The gateway's command line as a process of its own, as an operator runs it. */
public final class CommandRun {

    private CommandRun() {}

    /** Runs the command to its end. */
    public static Ended of(String... command) {
        List<String> line = new ArrayList<>(List.of(Child.javaProgram()));
        line.addAll(GatewayLaunch.program());
        line.addAll(List.of(command));
        try {
            Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(process.waitFor(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Its exit code, and what it printed. */
    public record Ended(int code, String output) {}
}
