package org.nansen.gateway.crash;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Files that their sender replaces by others of the same name. The gateway claims a file by renaming it before it reads it:
 * what was claimed is read whole, and what was replaced before that never came. So the second content must be taken, and the
 * first one counts as sent when it was, which the file in {@code done} shows.
 */
final class Replacements {

    private static final int FIRST_PERSON = 7_000_000;

    private final Site site;
    private final Journal journal;
    private final Map<String, Pair> pairs = new ConcurrentHashMap<>();
    private int people = FIRST_PERSON;

    /** Two contents under one name. */
    record Pair(String name, Drop first, Drop second) {

        /** The one that the file holds. */
        Drop of(byte[] content) {
            if (Arrays.equals(content, first.content())) {
                return first;
            }
            if (Arrays.equals(content, second.content())) {
                return second;
            }
            throw new IllegalStateException(name + " holds neither of its contents");
        }
    }

    Replacements(Site site, Journal journal) {
        this.site = site;
        this.journal = journal;
    }

    /** Drops the first content. */
    Pair drop(FaultPlan.Moment moment) {
        Random lot = moment.lot();
        String name = "r%05d".formatted(moment.number());
        Pair pair =
                new Pair(name, rows(name + "-1", 60 + lot.nextInt(1_200)), rows(name + "-2", 60 + lot.nextInt(600)));
        pairs.put(name, pair);
        send(pair.first(), name);
        return pair;
    }

    /** Puts the second content in place of the first, or beside it where the first was taken already. */
    void replace(Pair pair) {
        send(pair.second(), pair.name());
    }

    /** The pair of this file name without its ending, or null where it is another file. */
    @Nullable
    Pair named(String name) {
        return pairs.get(name);
    }

    /** All that must arrive whatever happens. */
    List<Drop> wanted() {
        return pairs.values().stream().map(Pair::second).toList();
    }

    private void send(Drop drop, String name) {
        journal.add("sending", drop.id());
        site.ssh.drop("registry", "outbox/" + name + ".csv", drop.content());
    }

    private Drop rows(String id, int size) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            rows.add(new Row(Source.REGISTRY, people++, 'A', Expected.NEW));
        }
        return Drop.of(id, Source.REGISTRY, rows);
    }
}
