package org.nansen.gateway.ledger;

/** What is known of a person and a case, for deciding what may be told. */
public interface Cases {

    /** Opens everything that deciding about the claimed record needs, as of now. */
    CaseFile file(RecordClaim claim);
}
