package org.nansen.gateway.ledger;

import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.nansen.gateway.record.Fault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds drops whose release came to a stop, because the node that was at it died, and goes on with them. A release that
 * somebody is at gets on between two looks.
 */
final class Releases implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Releases.class);
    private static final long LOOK_EVERY_SECONDS = 15;

    private final SqlDrops drops;
    private final ScheduledExecutorService timer;
    private Map<String, Long> before = Map.of();

    Releases(SqlDrops drops) {
        this.drops = drops;
        this.timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "ledger-releases");
            thread.setDaemon(true);
            return thread;
        });
        timer.scheduleWithFixedDelay(this::look, LOOK_EVERY_SECONDS, LOOK_EVERY_SECONDS, TimeUnit.SECONDS);
    }

    /** Takes over each drop that is where it was at the last look. */
    void look() {
        try {
            Map<String, Long> now = drops.releasing();
            now.forEach((receiptId, released) -> {
                if (released.equals(before.get(receiptId))) {
                    LOG.info("going on with the release of drop {}, which came to a stop", receiptId);
                    drops.takeOver(receiptId);
                }
            });
            before = now;
        } catch (Fault ledgerAway) {
            // The next look may do better.
            before = Map.of();
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
