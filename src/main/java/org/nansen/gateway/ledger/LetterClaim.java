package org.nansen.gateway.ledger;

import java.util.Set;

/** A letter to hand over. */
public non-sealed interface LetterClaim extends Claim {

    /** Opens the sealed letter. */
    Letter letter();

    /**
     * Returns the codes of the feared and restricted countries of the person as of now: the union over all records of
     * the person and of the person's cases.
     */
    Set<String> shield();
}
