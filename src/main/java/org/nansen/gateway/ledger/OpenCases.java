package org.nansen.gateway.ledger;

import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which of a person's cases are open, and when the last one closed.
 *
 * @param closedAt in milliseconds since 1970; null while a case is open, or where none ever was
 * @param sequence the person's sequence when this was last judged
 */
record OpenCases(Set<String> open, @Nullable Long closedAt, long sequence) {

    /** What it is after the person's next record, with the new sequence. */
    OpenCases after(CaseStep step, String caseId, long next, long now) {
        Set<String> then = new TreeSet<>(open);
        switch (step) {
            case CLOSES -> then.remove(caseId);
            case OPENS -> then.add(caseId);
            case NEITHER -> {}
        }
        if (step == CaseStep.CLOSES && then.isEmpty()) {
            return new OpenCases(then, now, next);
        }
        // A node of an older version does not look at cases: what it accepted in between may have opened one.
        boolean missed = sequence != next - 1;
        return new OpenCases(then, missed || !then.isEmpty() ? null : closedAt, next);
    }

    /** Whether the last case closed with the record of this sequence. */
    boolean closedWith(CaseStep step) {
        return step == CaseStep.CLOSES && closedAt != null;
    }
}
