package org.nansen.gateway.disclosure;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.disclosure.Facts.Held;
import org.nansen.gateway.record.Decision;
import org.nansen.gateway.record.Event;
import org.nansen.gateway.record.ScreeningResult;
import org.nansen.gateway.record.StatusChange;

/**
 * What must hold for a rule to apply: all that is stated. An absent condition (null) is not asked; a stated one about
 * something that the record does not have does not hold.
 */
record Conditions(
        @Nullable Set<Event> event,
        @Nullable Set<Decision.Outcome> outcome,
        @Nullable Set<Decision.Finality> finality,
        @Nullable Set<Decision.Level> level,
        @Nullable Boolean criminalGround,
        @Nullable Set<StatusChange.Kind> statusChange,
        boolean fearedCountriesConfirmed,
        @Nullable Set<Held> interpolHolds,
        @Nullable Set<ScreeningResult> screening,
        @Nullable Set<String> system) {

    boolean hold(Facts facts) {
        return holdButForInterpol(facts)
                && (interpolHolds == null || facts.holds().stream().anyMatch(interpolHolds::contains));
    }

    /** Returns whether nothing but {@code interpol-holds} keeps the rule from applying. */
    boolean holdButForInterpol(Facts facts) {
        return meets(event, facts.event())
                && meets(outcome, facts.outcome())
                && meets(finality, facts.finality())
                && meets(level, facts.level())
                && (criminalGround == null || (facts.outcome() != null && criminalGround == facts.criminalGround()))
                && meets(statusChange, facts.statusChange())
                && (!fearedCountriesConfirmed || facts.fearedConfirmed())
                && meets(screening, facts.screening())
                && meets(system, facts.system());
    }

    private static <T> boolean meets(@Nullable Set<T> wanted, @Nullable T fact) {
        return wanted == null || (fact != null && wanted.contains(fact));
    }
}
