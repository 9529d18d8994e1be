package org.nansen.gateway.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All that is sent, made from the seed: applications in files of some ten up to some thousand rows, newer and older
 * versions, repeats under other names, conflicts and rubbish among them, decisions that go there and back again, and
 * messages.
 */
final class Population {

    private volatile List<Step> steps = new ArrayList<>();
    private final Map<String, Drop> others = new ConcurrentHashMap<>();
    private final Random lot;
    private int people;
    private int travellers;

    private Population(long seed) {
        this.lot = new Random(seed);
    }

    /** About so many records. */
    static Population of(long seed, int records) {
        Population population = new Population(seed);
        long made = 0;
        while (made < records) {
            Step step = population.step(records);
            population.steps.add(step);
            made += step.records();
        }
        return population;
    }

    List<Step> steps() {
        return steps;
    }

    /** Nothing after this step is sent. */
    void endAfter(int step) {
        steps = List.copyOf(steps.subList(0, Math.min(step, steps.size())));
    }

    /** Was sent beside the steps. */
    void add(Drop drop) {
        others.put(drop.id(), drop);
    }

    /** All drops by id. */
    Map<String, Drop> drops() {
        return Stream.concat(steps.stream().flatMap(Step::drops), others.values().stream())
                .collect(Collectors.toMap(Drop::id, Function.identity()));
    }

    long records() {
        return steps.stream().mapToLong(Step::records).sum()
                + others.values().stream().mapToLong(drop -> drop.rows().size()).sum();
    }

    int travellers() {
        return travellers;
    }

    private Step step(int records) {
        int number = steps.size() + 1;
        // Every fourth file is longer than a chunk, so that a crash can come in the middle of it.
        int size = number % 4 == 2 ? 1_100 + lot.nextInt(900) : 60 + lot.nextInt(240);
        size = Math.min(size, Math.max(20, records / 2));
        int first = people + 1;
        people += size;
        List<Drop> requests = requests(number, first, Math.min(size, 40 + lot.nextInt(160)));
        List<Drop> messages = messages(number, 20 + lot.nextInt(40));
        return new Step(number, files(number, first, size), requests, messages, updates(number, messages));
    }

    private static List<Drop> files(int step, int first, int size) {
        List<Row> applications = new ArrayList<>();
        List<Row> later = new ArrayList<>();
        List<Row> again = new ArrayList<>();
        for (int person = first; person < first + size; person++) {
            applications.add(new Row(Source.REGISTRY, person, 'A', Expected.NEW));
            again.add(new Row(Source.REGISTRY, person, 'A', Expected.DUPLICATE));
            switch (person % 16) {
                case 1, 9 -> later.add(new Row(Source.REGISTRY, person, 'B', Expected.NEW));
                case 3 -> later.add(new Row(Source.REGISTRY, person, 'Z', Expected.LATE));
                case 5, 6, 7 -> later.add(new Row(Source.REGISTRY, person, 'A', Expected.DUPLICATE));
                case 11 -> later.add(new Row(Source.REGISTRY, person, 'C', Expected.CONFLICT));
                default -> {
                    // No more of this person.
                }
            }
        }
        // Rubbish in one of about twelve rows, well below what holds a drop.
        int rubbish = later.size() / 12 + 1;
        for (int i = 0; i < rubbish; i++) {
            later.add(i * 12, new Row(Source.REGISTRY, 5_000_000 + first + i, 'A', Expected.REJECTED));
        }
        List<Drop> files = new ArrayList<>();
        files.add(Drop.of("s%05d-a".formatted(step), Source.REGISTRY, applications));
        files.add(Drop.of("s%05d-b".formatted(step), Source.REGISTRY, later));
        if (step % 3 == 1) {
            files.add(Drop.of("s%05d-c".formatted(step), Source.REGISTRY, again));
        }
        return files;
    }

    /** Granted, refused, and granted again word for word: three decisions, for none of them has a version. */
    private static List<Drop> requests(int step, int first, int size) {
        List<Row> granted = new ArrayList<>();
        List<Row> refused = new ArrayList<>();
        List<Row> grantedAgain = new ArrayList<>();
        for (int person = first; person < first + size; person++) {
            granted.add(new Row(Source.CASEWORK, person, 'A', Expected.NEW));
            if (person % 4 == 0 || person % 4 == 1) {
                refused.add(new Row(Source.CASEWORK, person, 'B', Expected.NEW));
                if (person % 8 < 2) {
                    grantedAgain.add(new Row(Source.CASEWORK, person, 'A', Expected.NEW));
                }
            } else if (person % 4 == 2) {
                refused.add(new Row(Source.CASEWORK, person, 'A', Expected.DUPLICATE));
            }
        }
        List<Drop> requests = new ArrayList<>();
        requests.add(Drop.of("d%05d-a".formatted(step), Source.CASEWORK, granted));
        requests.add(Drop.of("d%05d-b".formatted(step), Source.CASEWORK, refused));
        if (!grantedAgain.isEmpty()) {
            requests.add(Drop.of("d%05d-c".formatted(step), Source.CASEWORK, grantedAgain));
        }
        return requests;
    }

    private List<Drop> messages(int step, int size) {
        List<Drop> messages = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            int number = ++travellers;
            Row row = new Row(Source.BORDER, number, 'A', Expected.NEW);
            messages.add(new Drop(
                    "m%05d-%07d".formatted(step, number), Source.BORDER, List.of(row), number % 7 == 5 ? 2 : 1));
        }
        return messages;
    }

    private static List<Drop> updates(int step, List<Drop> messages) {
        List<Drop> updates = new ArrayList<>();
        for (Drop message : messages) {
            int number = message.rows().get(0).number();
            if (number % 5 == 1) {
                updates.add(Drop.of(
                        "u%05d-%07d".formatted(step, number),
                        Source.BORDER,
                        List.of(new Row(Source.BORDER, number, 'B', Expected.NEW))));
            } else if (number % 5 == 2) {
                updates.add(Drop.of(
                        "u%05d-%07d".formatted(step, number),
                        Source.BORDER,
                        List.of(new Row(Source.BORDER, number, 'Z', Expected.LATE))));
            } else if (number % 5 == 4) {
                updates.add(Drop.of(
                        "u%05d-%07d".formatted(step, number),
                        Source.BORDER,
                        List.of(new Row(Source.BORDER, number, 'A', Expected.DUPLICATE))));
            }
        }
        return updates;
    }
}
