package org.nansen.gateway.crash;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** What was sent, what was acknowledged, and what the ledger made of it, row by row. */
final class IntakeLaws {

    private static final Set<String> ENDED = Set.of("delivered", "withheld");

    private final KeyedHash hash;
    private final Population population;
    private final Findings findings;
    private final Ledger ledger;
    private final Judge.Accepted accepted = new Judge.Accepted();

    IntakeLaws(Site site, Population population, Findings findings, Ledger ledger) {
        this.hash = new KeyedHash(site.masterKey);
        this.population = population;
        this.findings = findings;
        this.ledger = ledger;
    }

    Judge.Accepted judge(List<Journal.Line> journal) {
        Map<String, String> acknowledged = new HashMap<>();
        Map<String, Drop> drops = population.drops();
        for (Journal.Line line : journal) {
            if (line.what().equals("acknowledged")) {
                String before = acknowledged.put(line.about(), line.more().get(0));
                findings.unless(
                        before == null,
                        Law.ONE_RECEIPT,
                        line.about() + " was acknowledged twice, " + before + " and " + line.more());
            } else if (line.what().equals("failed")) {
                findings.breach(Law.ONE_STATE, line.about() + " was refused " + line.more());
            }
        }
        acknowledged.forEach((id, receipt) -> {
            Drop drop = Objects.requireNonNull(drops.get(id), id);
            if (drop.source() == Source.BORDER) {
                message(drop);
            } else {
                lines(drop, receipt);
            }
        });
        doubles();
        sequences();
        return accepted;
    }

    /** The rows of a drop whose receipt is known are compared line by line. */
    private void lines(Drop drop, String receipt) {
        List<Ledger.Rec> found = ledger.byReceipt.getOrDefault(receipt, List.of());
        List<Row> wanted = drop.records();
        for (int i = 0; i < Math.max(found.size(), wanted.size()); i++) {
            if (i >= found.size()) {
                findings.lost(Law.ACKNOWLEDGED_IS_KEPT, drop.id() + ": " + wanted.get(i) + " is missing");
            } else if (i >= wanted.size()) {
                findings.breach(
                        Law.ONE_STATE,
                        drop.id() + ": one record too many, " + found.get(i).id());
            } else {
                compare(drop, wanted.get(i), found.get(i));
            }
        }
    }

    private void compare(Drop drop, Row row, Ledger.Rec record) {
        if (!record.sourceRef().equals(hash.sourceRef(row.source(), row.recordId()))
                || !Objects.equals(record.version(), row.version())) {
            findings.lost(Law.ACKNOWLEDGED_IS_KEPT, drop.id() + ": in place of " + row + " stands " + record.id());
            return;
        }
        state(drop.id(), row, record);
    }

    private void message(Drop drop) {
        Row row = drop.rows().get(0);
        List<Ledger.Rec> found =
                ledger.bySource.getOrDefault(hash.sourceRef(row.source(), row.recordId()), List.of()).stream()
                        .filter(record -> Objects.equals(record.version(), row.version()))
                        .toList();
        boolean duplicate = row.expected() == Expected.DUPLICATE;
        List<Ledger.Rec> ours = found.stream()
                .filter(record -> record.stage().equals("duplicate") == duplicate)
                .toList();
        if (ours.size() == 1) {
            state(drop.id(), row, ours.get(0));
        } else if (found.isEmpty()) {
            findings.lost(Law.ACKNOWLEDGED_IS_KEPT, drop.id() + ": " + row + " is missing");
        } else {
            findings.breach(Law.ONE_STATE, drop.id() + ": " + row + " is there " + ours.size() + " times");
        }
    }

    private void state(String drop, Row row, Ledger.Rec record) {
        boolean right =
                switch (row.expected()) {
                    case NEW -> ENDED.contains(record.stage()) && !record.late();
                    case LATE -> record.stage().equals("review") && record.late();
                    case DUPLICATE -> record.stage().equals("duplicate");
                    case CONFLICT, REJECTED -> record.stage().equals("rejected");
                };
        findings.unless(
                right,
                Law.ONE_STATE,
                "%s: %s is %s%s, %s"
                        .formatted(drop, row, record.stage(), record.late() ? " and late" : "", record.id()));
        if (record.sequence() != null) {
            accepted.add(record, row);
        }
    }

    /** Of one source record each content may be accepted as often as it was sent anew, and no more. */
    private void doubles() {
        Map<String, Integer> wanted = new HashMap<>();
        population.drops().values().stream()
                .flatMap(drop -> drop.rows().stream())
                .filter(row -> row.expected() == Expected.NEW || row.expected() == Expected.LATE)
                .forEach(row -> wanted.merge(hash.sourceRef(row.source(), row.recordId()), 1, Integer::sum));
        ledger.bySource.forEach((source, records) -> {
            long taken =
                    records.stream().filter(record -> record.sequence() != null).count();
            findings.unless(
                    taken <= wanted.getOrDefault(source, 0),
                    Law.ONE_STATE,
                    "a source record was accepted " + taken + " times instead of " + wanted.getOrDefault(source, 0)
                            + ": " + records.get(0).id());
        });
        Map<Source, Integer> sent = new EnumMap<>(Source.class);
        population.drops().values().forEach(drop -> sent.merge(drop.source(), 1, Integer::sum));
        sent.forEach((source, count) -> {
            long found = ledger.drops.values().stream()
                    .filter(drop -> drop.system().equals(source.system()))
                    .count();
            findings.unless(
                    found == count,
                    Law.ONE_RECEIPT,
                    "%s sent %d drops, the ledger knows %d".formatted(source.system(), count, found));
        });
    }

    private void sequences() {
        Map<String, List<Long>> people = new TreeMap<>();
        for (Ledger.Rec record : ledger.records) {
            Long sequence = record.sequence();
            if (sequence != null) {
                people.computeIfAbsent(record.person(), key -> new ArrayList<>())
                        .add(sequence);
            }
        }
        people.forEach((person, numbers) -> {
            Set<Long> distinct = new HashSet<>(numbers);
            boolean whole = distinct.size() == numbers.size();
            for (long number = 1; number <= numbers.size(); number++) {
                whole &= distinct.contains(number);
            }
            findings.unless(whole, Law.SEQUENCE, person + " has " + numbers);
        });
    }
}
