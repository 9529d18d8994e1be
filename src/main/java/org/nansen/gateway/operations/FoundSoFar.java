package org.nansen.gateway.operations;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.nansen.gateway.ledger.Reconciliation;

/** What a reconciliation has found by now: all of it as a number, the first of it in words. */
final class FoundSoFar implements Reconciliation.Watcher {

    private static final int MOST = 1_000;

    private final Map<String, Long> rows = new ConcurrentSkipListMap<>();
    private final List<Reconciliation.Finding> first = new ArrayList<>();
    private long count;
    private volatile boolean stopped;

    @Override
    public synchronized void found(Reconciliation.Finding finding) {
        count++;
        if (first.size() < MOST) {
            first.add(finding);
        }
    }

    @Override
    public void looked(Reconciliation.Part part, long seen) {
        rows.put(part.name().toLowerCase(Locale.ROOT), seen);
    }

    @Override
    public boolean goesOn() {
        return !stopped;
    }

    void stop() {
        stopped = true;
    }

    Map<String, Long> rows() {
        return Map.copyOf(rows);
    }

    synchronized long count() {
        return count;
    }

    synchronized List<Reconciliation.Finding> first() {
        return List.copyOf(first);
    }
}
