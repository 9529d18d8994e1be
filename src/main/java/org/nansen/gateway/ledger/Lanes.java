package org.nansen.gateway.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.nansen.gateway.record.FaultCode;

/**
 * Dependencies that units of work need: a screening connection, the mailbox, a reply door. A lane that is down is
 * paused alone and probed with one unit at a time, ever more seldom up to a bound.
 */
public interface Lanes {

    /** The dependency did not do its part. */
    void down(String lane, FaultCode why);

    /** The dependency did its part. */
    void up(String lane);

    /** Whether a unit may use the lane now: it is up, or this caller is its probe. */
    boolean mayTry(String lane);

    Optional<Outage> outage(String lane);

    List<Outage> outages();

    /**
     * A lane that is down.
     *
     * @param since when it was first found down
     * @param nextProbe when one unit tries it again
     */
    record Outage(String lane, Instant since, FaultCode why, Instant nextProbe) {}
}
