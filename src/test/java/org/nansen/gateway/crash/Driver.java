package org.nansen.gateway.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The three senders, who go only as far as they are allowed to. */
final class Driver implements AutoCloseable {

    private final AtomicInteger allowed = new AtomicInteger();
    private final List<Sender> senders;
    private final List<Thread> threads = new ArrayList<>();
    private final Journal journal;
    private final Replacements replacements;
    private volatile @Nullable Throwable failure;
    private final Set<Sender> done = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** One who sends by one door. */
    interface Sender extends AutoCloseable {

        /** Does what is to be done now; whether all was sent and acknowledged. Called on, for what still comes back. */
        boolean turn(int allowedSteps) throws InterruptedException;

        @Override
        default void close() {}
    }

    Driver(Site site, Population population) {
        journal = new Journal(site.history().resolve("senders"));
        replacements = new Replacements(site, journal);
        senders = List.of(
                new FileSender(site, population, journal, replacements),
                new RequestSender(site, population, journal),
                new MessageSender(site, population, journal));
    }

    void start() {
        for (Sender sender : senders) {
            Thread thread = new Thread(() -> run(sender), "sender");
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    private void run(Sender sender) {
        try {
            while (!closed) {
                if (sender.turn(allowed.get())) {
                    done.add(sender);
                } else {
                    // Something was replaced or lost after it.
                    done.remove(sender);
                }
                Thread.sleep(100);
            }
            // What lies there when the gateways are down is read too.
            sender.turn(allowed.get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            failure = e;
        }
    }

    /** Lets them go as far as this step. */
    void allow(int steps) {
        allowed.set(steps);
    }

    boolean done() {
        Throwable failed = failure;
        if (failed != null) {
            throw new IllegalStateException("A sender failed", failed);
        }
        return done.size() == senders.size();
    }

    Replacements replacements() {
        return replacements;
    }

    Journal journal() {
        return journal;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        for (Thread thread : threads) {
            try {
                thread.join(15_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        senders.forEach(Sender::close);
        journal.close();
    }
}
