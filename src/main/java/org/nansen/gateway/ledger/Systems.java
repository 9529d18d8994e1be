package org.nansen.gateway.ledger;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;

/** Systems that ever handed something over: claims go round them, so that a flood from one does not delay another. */
final class Systems implements Standstill {

    /** In milliseconds. */
    private static final long LEARN_EVERY = 2_000;

    private final Set<String> names = new ConcurrentSkipListSet<>();
    private volatile Set<String> leftAlone = Set.of();
    private final AtomicInteger turn = new AtomicInteger();
    private volatile long learntAt;

    void load(Readers readers) {
        names.addAll(readers.read(sql -> sql.list("select system from arrival", row -> row.getString(1))));
    }

    /** Learns of systems that handed something over at another node. */
    void learn(Batch batch) throws SQLException {
        if (Math.abs(batch.now() - learntAt) > LEARN_EVERY) {
            learntAt = batch.now();
            names.addAll(batch.sql().list("select system from arrival", row -> row.getString(1)));
        }
    }

    void seen(String system) {
        names.add(system);
    }

    @Override
    public void of(Set<String> systems) {
        leftAlone = Set.copyOf(systems);
    }

    Set<String> leftAlone() {
        return leftAlone;
    }

    /** Returns all of them, also those that are left alone. */
    List<String> all() {
        return List.copyOf(names);
    }

    /** Returns the systems whose work may be claimed, each time beginning with another one. */
    List<String> inTurn() {
        Set<String> not = leftAlone;
        List<String> all = names.stream().filter(name -> !not.contains(name)).toList();
        if (all.isEmpty()) {
            return all;
        }
        int first = Math.floorMod(turn.getAndIncrement(), all.size());
        return java.util.stream.IntStream.range(0, all.size())
                .mapToObj(i -> all.get((first + i) % all.size()))
                .toList();
    }
}
