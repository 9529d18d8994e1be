package org.nansen.gateway.disclosure;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nansen.gateway.disclosure.Facts.Held;
import org.nansen.gateway.disclosure.PolicyDestination.Kind;
import org.nansen.gateway.disclosure.Verdict.Send;
import org.nansen.gateway.disclosure.Verdict.Withhold;
import org.nansen.gateway.ledger.MessageKind;
import org.nansen.gateway.ledger.NewLetter;
import org.nansen.gateway.record.Destination;
import org.nansen.gateway.record.Destinations;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.record.NationalSystem.Mode;
import org.nansen.gateway.record.ScreeningResult;
import org.nansen.gateway.record.Wall;

/**
 * The country's disclosure policy: for each destination the first rule whose conditions all hold; none means never. What
 * stands above any rule (the wall, legal basis, modes, first day of validity) is judged here too, so that there is one
 * place that says yes.
 *
 * @param validFrom first day (UTC) on which it lets anything go
 */
record Policy(String version, LocalDate validFrom, Map<String, PolicyDestination> destinations, List<Rule> rules)
        implements Destinations {

    /** Name shown where no rule of the policy holds. */
    static final String DEFAULT = "default";

    Policy {
        rules = List.copyOf(rules);
    }

    Verdict judge(Facts facts, PolicyDestination to, LocalDate today) {
        MessageKind message = to.kind().reads();
        if (today.isBefore(validFrom)) {
            return new Withhold(message, "not-valid-yet", FaultCode.NG_311_NOT_VALID_YET);
        }
        if (!hasSomethingToTell(message, facts)) {
            return new Withhold(message, DEFAULT, FaultCode.NG_302_NO_RULE);
        }
        Optional<Rule> found =
                rulesFor(to).stream().filter(rule -> rule.when().hold(facts)).findFirst();
        if (found.isEmpty()) {
            return wouldHoldIfInterpolHeld(facts, to)
                    ? new Withhold(message, "nothing-held", FaultCode.NG_309_NOTHING_HELD)
                    : new Withhold(message, DEFAULT, FaultCode.NG_302_NO_RULE);
        }
        Rule rule = found.get();
        if (rule.release() == Rule.Release.NEVER) {
            return new Withhold(message, rule.name(), FaultCode.NG_302_NO_RULE);
        }
        if (nothingHeld(rule, facts, to)) {
            return new Withhold(message, "nothing-held", FaultCode.NG_309_NOTHING_HELD);
        }
        if (!Wall.passes(to.destination().country(), facts.shield())) {
            return new Withhold(message, "wall", FaultCode.NG_301_WALL);
        }
        if (!facts.legal()) {
            return new Withhold(message, "legal", FaultCode.NG_308_LEGAL);
        }
        if (facts.mode() == Mode.SHADOW) {
            return new Withhold(message, "shadow", FaultCode.NG_310_SHADOW, rule.name());
        }
        // Until messages are encrypted, real destinations get nothing personal at all, whatever the system's mode.
        if (!to.destination().test()) {
            return new Withhold(message, "not-test", FaultCode.NG_306_NOT_TEST);
        }
        return released(rule, facts);
    }

    private static Verdict released(Rule rule, Facts facts) {
        if (rule.release() != Rule.Release.AUTOMATIC) {
            return new Send(rule.message(), rule.name(), NewLetter.Release.REVIEW, FaultCode.NG_305_REVIEW);
        }
        if (rule.message() == MessageKind.M8 && facts.openHit()) {
            return new Send(rule.message(), rule.name(), NewLetter.Release.REVIEW, FaultCode.NG_307_OPEN_HIT);
        }
        return new Send(rule.message(), rule.name(), NewLetter.Release.AUTOMATIC, null);
    }

    /** An outcome is told of decisions and status changes, a hit of what was itself screened and found. */
    private static boolean hasSomethingToTell(MessageKind message, Facts facts) {
        return switch (message) {
            case M5 ->
                facts.event().bringsIdentity()
                        && (facts.screening() == ScreeningResult.HIT || facts.screening() == ScreeningResult.POSSIBLE);
            case M8 -> facts.outcome() != null || facts.statusChange() != null;
            case M7 -> false;
        };
    }

    /**
     * Where INTERPOL is not known to hold anything, telling it of a grant would be news to it. A rule that wants this
     * says so with {@code interpol-holds: [nothing]}. The CCF is told only of cases that it knows by its own reference.
     */
    private static boolean nothingHeld(Rule rule, Facts facts, PolicyDestination to) {
        if (to.kind() == Kind.CCF && !facts.ccfReference()) {
            return true;
        }
        return to.kind() == Kind.INTERPOL
                && rule.when().interpolHolds() == null
                && facts.holds().equals(Set.of(Held.NOTHING));
    }

    private boolean wouldHoldIfInterpolHeld(Facts facts, PolicyDestination to) {
        return rulesFor(to).stream()
                .anyMatch(rule ->
                        rule.release() != Rule.Release.NEVER && rule.when().holdButForInterpol(facts));
    }

    private List<Rule> rulesFor(PolicyDestination to) {
        return rules.stream()
                .filter(rule -> rule.destination().equals(to.name()))
                .toList();
    }

    @Override
    public Optional<Destination> find(String name) {
        return Optional.ofNullable(destinations.get(name)).map(PolicyDestination::destination);
    }

    @Override
    public Collection<Destination> all() {
        return destinations.values().stream()
                .map(PolicyDestination::destination)
                .toList();
    }
}
