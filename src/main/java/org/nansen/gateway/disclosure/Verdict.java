package org.nansen.gateway.disclosure;

import org.jspecify.annotations.Nullable;
import org.nansen.gateway.ledger.MessageKind;
import org.nansen.gateway.ledger.NewLetter;
import org.nansen.gateway.record.FaultCode;

/** What the policy says about one record and one destination. */
sealed interface Verdict {

    MessageKind message();

    /** Name of the rule that decided: a rule of the policy, or one of the house's own words for what stands above it. */
    String rule();

    /**
     * The message is written.
     *
     * @param asked why a person has to release what a rule would let go at once, or null
     */
    record Send(
            MessageKind message,
            String rule,
            NewLetter.Release release,
            @Nullable FaultCode asked) implements Verdict {}

    /**
     * The message is not written.
     *
     * @param would the rule by which it would be, were the system not in shadow mode, or null
     */
    record Withhold(
            MessageKind message,
            String rule,
            FaultCode why,
            @Nullable String would) implements Verdict {

        Withhold(MessageKind message, String rule, FaultCode why) {
            this(message, rule, why, null);
        }
    }
}
