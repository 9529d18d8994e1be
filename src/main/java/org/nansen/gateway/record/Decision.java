package org.nansen.gateway.record;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A decision on an application.
 *
 * @param decisionRef the authority's reference
 * @param protectedAgainst states against which protection was granted
 * @param date ISO 8601 date on which it takes effect
 */
public record Decision(
        @Nullable String decisionRef,
        Outcome outcome,
        boolean criminalGround,
        Level level,
        Finality finality,
        List<Country> protectedAgainst,
        String date) {

    public Decision {
        protectedAgainst = Lists.copy(protectedAgainst);
    }

    /** How it was decided. */
    public enum Outcome {
        GRANTED_REFUGEE,
        GRANTED_SUBSIDIARY,
        GRANTED_OTHER,
        DENIED,
        EXCLUDED,
        INADMISSIBLE
    }

    /** Who decided. */
    public enum Level {
        FIRST,
        APPEAL,
        COURT
    }

    /** Whether it stands. */
    public enum Finality {
        APPEALABLE,
        UNDER_APPEAL,
        FINAL
    }

    @Override
    public String toString() {
        return "Decision[*]";
    }
}
