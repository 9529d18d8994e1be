package org.nansen.gateway.ledger;

import org.nansen.gateway.record.Defect;
import org.nansen.gateway.record.Fault;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.record.Unavailable;

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

    /**
     * Whether no other node can have taken the unit meanwhile. Asked right before anything leaves the house: a process that
     * was paused for long may come back to a unit that another has worked on since.
     */
    boolean holds();

    /** Throws {@code Unavailable NG-508} when the claim does not hold any more: the unit is left to whoever takes it next. */
    default void mustHold() {
        if (!holds()) {
            throw Unavailable.of(FaultCode.NG_508_CLAIM_OVER, Queues.LEDGER);
        }
    }

    /**
     * Returns what a failure comes to that ended an exchange with this unit: the coded fault in it; of a foreign one the
     * reply door's outage on a reply queue, where only a broker, a server or the line to it can fail, and our defect
     * elsewhere.
     */
    default Fault faultOf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Fault coded) {
                return coded;
            }
        }
        return Queues.isReply(queue())
                ? Unavailable.of(FaultCode.NG_404_REPLY_UNREACHABLE, queue(), failure)
                : Defect.of(FaultCode.NG_900_DEFECT, queue(), failure);
    }
}
