package org.nansen.gateway.ledger;

import org.jspecify.annotations.Nullable;

/**
 * A message that disclosure decided on; sealed under the person's key when it is written.
 *
 * @param destination name in the policy, or {@code system.<name>} for an asking system
 * @param channel the ledger queue that carries it: {@code mail} or {@code reply.<system>}
 * @param rule name of the rule that let it go (or asks for a review)
 * @param policyVersion version of the policy
 * @param content the message as JSON, UTF-8: already reduced to what the destination may see
 * @param release whether it may go at once
 * @param supersedes id of the letter that it replaces, or null
 */
public record NewLetter(
        MessageKind kind,
        String destination,
        String channel,
        String rule,
        String policyVersion,
        byte[] content,
        Release release,
        @Nullable String supersedes) {

    /** Whether it may go. */
    public enum Release {
        AUTOMATIC,
        REVIEW
    }

    @Override
    public String toString() {
        return "NewLetter[" + kind + "]";
    }
}
