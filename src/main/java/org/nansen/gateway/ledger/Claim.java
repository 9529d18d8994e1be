package org.nansen.gateway.ledger;

/**
 * A unit of work in hand: the body of every exchange that {@code ledger:<queue>} starts. Whoever holds it must end with
 * {@code to: ledger:…}; an exchange that ends otherwise gives it back.
 */
public sealed interface Claim permits RecordClaim, LetterClaim, ReceiptClaim {

    /** Id of the unit: an opaque text that may be logged. */
    String id();

    /** The queue it was taken from, for example {@code screening} or {@code mail}. */
    String queue();

    /** The national system whose record or drop it is. */
    String system();

    /** How often it was tried before. */
    int attempts();
}
