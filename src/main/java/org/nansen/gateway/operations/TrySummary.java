package org.nansen.gateway.operations;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.nansen.gateway.normalize.Observation;
import org.nansen.gateway.normalize.SourceUnit;
import org.nansen.gateway.record.AsylumRecord;
import org.nansen.gateway.record.Event;
import org.nansen.gateway.record.FaultCode;

/** What {@code try} counts of a file of any length. */
final class TrySummary {

    private final Observation observation = new Observation();
    private final TryRepeats repeats;
    private final Map<Event, Long> events = new EnumMap<>(Event.class);
    private final Map<String, Long> faults = new TreeMap<>();
    private long units;
    private long records;
    private long rejected;
    private long skipped;
    private long conflicts;
    private boolean broken;

    /** @param stock whether the file is a whole stock */
    TrySummary(boolean stock) {
        repeats = new TryRepeats(stock, TryRepeats.MOST);
    }

    /** Counts a unit and returns why records of it are rejected that the mapping gives, one for each. */
    List<SourceUnit.Problem> count(SourceUnit unit) {
        List<SourceUnit.Problem> refusals = new ArrayList<>();
        units += unit instanceof SourceUnit.Broken ? 0 : 1;
        if (unit instanceof SourceUnit.Mapped mapped) {
            records += mapped.records().size();
            for (AsylumRecord record : mapped.records()) {
                events.merge(record.event(), 1L, Long::sum);
                SourceUnit.Problem refusal = repeats.judge(record, mapped.content());
                if (refusal != null) {
                    conflicts++;
                    fault(refusal.code());
                    refusals.add(refusal);
                }
            }
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
        return refusals;
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

    /** Units and records that are not accepted, and the place from which on nothing can be read. */
    long rejected() {
        return rejected + conflicts;
    }

    /** Those of them that count against the limit at which a drop is held: what contradicts another record does not. */
    long rejectedUnits() {
        return rejected;
    }

    /** Records that contradict one further up. */
    long conflicts() {
        return conflicts;
    }

    /** Units that the mapping leaves out on purpose. */
    long skipped() {
        return skipped;
    }

    /** Records whose number came before in the file: versions of it, duplicates, contradictions, or {@code identity} is wrong. */
    long repeated() {
        return repeats.later() + repeats.duplicates() + conflicts;
    }

    TryRepeats repeats() {
        return repeats;
    }

    /** Whether the file could not be read to its end. */
    boolean broken() {
        return broken;
    }

    int exitCode() {
        return rejected() == 0 ? Commands.OK : Commands.FINDING;
    }
}
