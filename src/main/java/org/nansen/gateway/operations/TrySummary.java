package org.nansen.gateway.operations;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.nansen.gateway.normalize.Observation;
import org.nansen.gateway.normalize.SourceUnit;
import org.nansen.gateway.record.AsylumRecord;
import org.nansen.gateway.record.Event;
import org.nansen.gateway.record.FaultCode;

/** What {@code try} counts of a file of any length. */
final class TrySummary {

    private final Observation observation = new Observation();
    /** Numbers that are remembered; a file may hold any number of them. */
    private static final int MOST_NUMBERS = 200_000;

    private final Set<String> numbers = new HashSet<>();
    private final Map<Event, Long> events = new EnumMap<>(Event.class);
    private final Map<String, Long> faults = new TreeMap<>();
    private long units;
    private long records;
    private long rejected;
    private long skipped;
    private long repeated;
    private boolean broken;

    void count(SourceUnit unit) {
        units += unit instanceof SourceUnit.Broken ? 0 : 1;
        if (unit instanceof SourceUnit.Mapped mapped) {
            records += mapped.records().size();
            mapped.records().forEach(this::count);
        } else if (unit instanceof SourceUnit.Refused refused) {
            rejected++;
            refused.problems().forEach(problem -> fault(problem.code()));
        } else if (unit instanceof SourceUnit.Broken end) {
            rejected++;
            broken = true;
            fault(end.problem().code());
        } else {
            skipped++;
        }
    }

    private void count(AsylumRecord record) {
        events.merge(record.event(), 1L, Long::sum);
        String number = record.source().recordId() + '\n' + record.source().ordinal();
        if (numbers.contains(number)) {
            repeated++;
        } else if (numbers.size() < MOST_NUMBERS) {
            numbers.add(number);
        }
    }

    private void fault(FaultCode code) {
        faults.merge(code.code(), 1L, Long::sum);
    }

    Observation observation() {
        return observation;
    }

    /** Records of each kind of event. */
    Map<Event, Long> events() {
        return events;
    }

    /** Reasons of rejections, by code. */
    Map<String, Long> faults() {
        return faults;
    }

    /** Rows or elements of the source that could be read. */
    long units() {
        return units;
    }

    /** Canonical records. */
    long records() {
        return records;
    }

    /** Units that are not accepted, and the place from which on nothing can be read. */
    long rejected() {
        return rejected;
    }

    /** Units that the mapping leaves out on purpose. */
    long skipped() {
        return skipped;
    }

    /** Records whose number another record of the file has: later versions of it, or {@code identity} is wrong. */
    long repeated() {
        return repeated;
    }

    /** Whether the file could not be read to its end. */
    boolean broken() {
        return broken;
    }

    int exitCode() {
        return rejected == 0 ? Commands.OK : Commands.FINDING;
    }
}
