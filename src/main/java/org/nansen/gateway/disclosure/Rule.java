package org.nansen.gateway.disclosure;

import java.util.EnumSet;
import java.util.Set;
import org.nansen.gateway.ledger.MessageKind;
import org.nansen.gateway.record.Decision.Outcome;
import org.nansen.gateway.record.Event;

/**
 * One rule of the policy.
 *
 * @param destination the destination it is for
 * @param basis the national law it rests on
 */
record Rule(String name, String destination, Conditions when, MessageKind message, Release release, String basis) {

    private static final Set<Outcome> AGAINST = EnumSet.of(Outcome.DENIED, Outcome.EXCLUDED, Outcome.INADMISSIBLE);

    /**
     * Returns whether the rule lets out a denial whatever its finality: because it names one, or because it names no
     * outcome at all and so takes every decision.
     */
    boolean mayTellADenialThatDoesNotStand() {
        if (when.finality() != null) {
            return false;
        }
        Set<Outcome> outcomes = when.outcome();
        if (outcomes != null) {
            return outcomes.stream().anyMatch(AGAINST::contains);
        }
        Set<Event> events = when.event();
        return message == MessageKind.M8
                && release != Release.NEVER
                && when.statusChange() == null
                && (events == null || events.contains(Event.DECISION));
    }

    /** How a message gets out. */
    enum Release {
        NEVER,
        AUTOMATIC,
        REVIEW,
        FOUR_EYES
    }
}
