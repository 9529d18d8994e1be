package org.nansen.gateway.crash.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What the test wants to happen, read from files in a folder: {@code defect} once at the start; {@code armed} whenever it
 * appears, which then becomes {@code taken}, and {@code fired} right before the process does what it says.
 */
public final class Orders {

    private static final AtomicInteger ANSWERS = new AtomicInteger();

    private static volatile @Nullable Order order;
    private static @Nullable Path folder;

    private Orders() {}

    static void open(Path given) throws IOException {
        folder = given;
        look();
        Thread watch = new Thread(Orders::watch, "crash-orders");
        watch.setDaemon(true);
        watch.start();
    }

    static @Nullable SeededDefect defect() throws IOException {
        Path file = at("defect");
        return Files.exists(file) ? SeededDefect.valueOf(Files.readString(file).strip()) : null;
    }

    /** Where the agent and the test leave things for each other. */
    static Path at(String name) {
        Path given = folder;
        if (given == null) {
            throw new IllegalStateException("not started");
        }
        return given.resolve(name);
    }

    /** Says once that the defect did its work. */
    public static void defectAtWork() {
        try {
            Files.writeString(at("defect-at-work"), "", StandardOpenOption.CREATE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Called wherever the process passes a point. */
    public static void pass(String point) {
        Order now = order;
        if (now != null && now.point.equals(point)) {
            int left = now.left.decrementAndGet();
            if (left <= 0 && left > -now.times) {
                now.carryOut();
            }
        }
    }

    /** Returns the first half of every third answer, and of the others the whole. */
    public static byte[] perhapsCut(byte[] answer) {
        return ANSWERS.incrementAndGet() % 3 == 0 ? Arrays.copyOf(answer, answer.length / 2) : answer;
    }

    private static void watch() {
        while (true) {
            try {
                look();
                Thread.sleep(10);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private static void look() throws IOException {
        Path armed = at("armed");
        if (Files.exists(armed)) {
            String[] words = Files.readString(armed).strip().split(" ", -1);
            order = new Order(
                    words[0],
                    new AtomicInteger(Integer.parseInt(words[1])),
                    Long.parseLong(words[2]),
                    Boolean.parseBoolean(words[3]),
                    Integer.parseInt(words[4]));
            Files.move(armed, at("taken"), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private record Order(String point, AtomicInteger left, long pause, boolean dies, int times) {

        void carryOut() {
            try {
                Files.writeString(at("fired"), point);
                Thread.sleep(pause);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (dies) {
                // To the world outside the same as SIGKILL, and at once: no hook runs, nothing is flushed or closed in
                // order.
                Runtime.getRuntime().halt(137);
            }
        }
    }
}
