package org.nansen.gateway.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.house.FakeClock;
import org.nansen.gateway.house.GatewayProcess;

/** One gateway over all its lives. */
final class Node implements AutoCloseable {

    /** A gateway that ends so often in a row without ever serving has another trouble than ours. */
    private static final int MOST_ENDS = 8;

    /** How long a start under hard circumstances may take before it counts as never to serve. */
    private static final Duration HARD_START = Duration.ofSeconds(45);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final int number;
    private final Path home;
    private final Lines lines;
    private final @Nullable FakeClock clock;
    private final List<String> options;
    private final Scenario.JvmOptions more;
    private final Windows windows;
    private @Nullable GatewayProcess process;
    private int starts;
    private long startedAt;
    private volatile boolean serving;
    private int endedInARow;

    Node(
            int number,
            Path home,
            Lines lines,
            @Nullable FakeClock clock,
            List<String> options,
            Scenario.JvmOptions more,
            Windows windows) {
        this.number = number;
        this.home = home;
        this.lines = lines;
        this.clock = clock;
        this.options = options;
        this.more = more;
        this.windows = windows;
    }

    Path home() {
        return home;
    }

    int number() {
        return number;
    }

    Lines lines() {
        return lines;
    }

    FakeClock clock() {
        if (clock == null) {
            throw new IllegalStateException("It lives by the machine's clock");
        }
        return clock;
    }

    int starts() {
        return starts;
    }

    /** Milliseconds since its last start. */
    long age() {
        return (System.nanoTime() - startedAt) / 1_000_000;
    }

    /** Starts it and does not wait. */
    void start() {
        start(List.of(), 0);
    }

    /** Starts it with more options of the JVM and so many file descriptors, and does not wait. */
    private void start(List<String> hard, int fileDescriptors) {
        starts++;
        List<String> all = new ArrayList<>(options);
        all.addAll(more.of(number, starts));
        all.addAll(hard);
        startedAt = System.nanoTime();
        serving = false;
        GatewayProcess known = process;
        if (known == null) {
            process = GatewayProcess.on(home)
                    .jvm(all.toArray(String[]::new))
                    .clock(clock)
                    .fileDescriptors(fileDescriptors)
                    .begin();
        } else {
            known.launch().jvm(all.toArray(String[]::new)).fileDescriptors(fileDescriptors);
            known.start();
        }
    }

    /** Ends it by SIGKILL and starts it again. */
    void killAndStart() {
        Instant from = Instant.now();
        running().kill();
        windows.add("node " + number + " killed", from, Instant.now());
        start();
    }

    /** Ends it in order and starts it again. */
    void stopAndStart() {
        Instant from = Instant.now();
        running().stop();
        windows.add("node " + number + " stopped", from, Instant.now());
        start();
    }

    /**
     * Lets it live a life under hard circumstances, which ends by SIGKILL so long after it served, unless it ended by
     * itself; then starts it again as always.
     *
     * @param fileDescriptors no more than these, or 0 for as many as always
     */
    void liveHard(String how, List<String> hard, int fileDescriptors, Duration lasts) throws InterruptedException {
        Instant from = Instant.now();
        running().kill();
        start(hard, fileDescriptors);
        long patience = System.nanoTime() + HARD_START.toNanos();
        while (running().isAlive() && accounting() == null && System.nanoTime() < patience) {
            Thread.sleep(100);
        }
        boolean served = serving;
        long end = System.nanoTime() + lasts.toNanos();
        while (running().isAlive() && System.nanoTime() < end) {
            Thread.sleep(100);
        }
        boolean lived = running().isAlive();
        running().kill();
        windows.add(
                "node %d%s, %s and %s"
                        .formatted(number, how, served ? "served" : "never served", lived ? "was killed" : "ended"),
                from,
                Instant.now());
        start();
    }

    /** Starts it again where it ended by itself; whether it had. */
    boolean revive() {
        if (running().isAlive()) {
            return false;
        }
        if (++endedInARow > MOST_ENDS) {
            String log = running().output();
            throw new IllegalStateException(
                    "Node " + number + " never comes up:\n" + log.substring(Math.max(0, log.length() - 4000)));
        }
        running().kill();
        windows.add("node " + number + " ended by itself", Instant.now().minusSeconds(1), Instant.now());
        start();
        return true;
    }

    void stop() {
        running().stop();
    }

    GatewayProcess running() {
        if (process == null) {
            throw new IllegalStateException("never started");
        }
        return process;
    }

    /** The accounting as this node tells it; null while it does not serve. */
    @Nullable
    JsonNode accounting() throws InterruptedException {
        try {
            HttpResponse<String> answer = running().get(running().api("/api/v1/accounting"), Site.DEMO);
            serving = answer.statusCode() == 200;
            endedInARow = serving ? 0 : endedInARow;
            return serving ? JSON.readTree(answer.body()).path("total") : null;
        } catch (IOException e) {
            serving = false;
            return null;
        }
    }

    /** Whether it served when it was last asked. */
    boolean isServing() {
        return serving;
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
    }
}
