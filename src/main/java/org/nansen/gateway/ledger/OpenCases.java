package org.nansen.gateway.ledger;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which of a person's cases are open, and when the last one closed.
 *
 * @param days by case, the newest day (since 1970, UTC) on which it was opened or closed
 * @param closedAt in milliseconds since 1970; null while a case is open, or where none ever was
 * @param sequence the person's sequence when this was last judged
 */
record OpenCases(
        Set<String> open, Map<String, Long> days, @Nullable Long closedAt, long sequence) {

    /** The day of a case that was neither opened nor closed yet, before every other. */
    private static final long NEVER = -10_000_000;

    /**
     * What history does to its case: nothing, where something newer has opened or closed it. By days, because of decisions only
     * the day is known; of one day the close is taken for the later. Where an older version judged the case, or may have judged
     * another since, history does nothing: keeping too long is the safe side.
     *
     * @param known whether anything of the case was accepted before
     * @param next the person's sequence with this record
     */
    CaseStep ofHistory(CaseStep step, String caseId, boolean known, long day, long next) {
        Long newest = days.get(caseId);
        boolean overtaken = newest == null ? known : newest > day || (newest == day && step == CaseStep.OPENS);
        boolean missed = sequence != next - 1;
        return overtaken || missed ? CaseStep.NEITHER : step;
    }

    /** What it is after the person's next record, with the new sequence. */
    OpenCases after(CaseStep step, String caseId, long day, long next, long now) {
        Set<String> then = new TreeSet<>(open);
        Map<String, Long> thenDays = days;
        switch (step) {
            case CLOSES -> then.remove(caseId);
            case OPENS -> then.add(caseId);
            case NEITHER -> {}
        }
        if (step != CaseStep.NEITHER || !days.containsKey(caseId)) {
            thenDays = new TreeMap<>(days);
            thenDays.merge(caseId, step == CaseStep.NEITHER ? NEVER : day, Math::max);
        }
        if (step == CaseStep.CLOSES && then.isEmpty()) {
            return new OpenCases(then, thenDays, now, next);
        }
        // A node of an older version does not look at cases: what it accepted in between may have opened one.
        boolean missed = sequence != next - 1;
        return new OpenCases(then, thenDays, missed || !then.isEmpty() ? null : closedAt, next);
    }

    /** Whether the last case closed with this step. */
    boolean closedWith(CaseStep step) {
        return step == CaseStep.CLOSES && closedAt != null;
    }
}
