package org.nansen.gateway.ledger;

/** The messages of the domain that the ledger keeps as letters. */
public enum MessageKind {
    /** Hit to verify, to the own NCB. */
    M5,
    /** Answer to the asking system. */
    M7,
    /** Outcome, to the secretariat or the CCF. */
    M8
}
