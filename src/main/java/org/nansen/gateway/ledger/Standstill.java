package org.nansen.gateway.ledger;

import java.util.Set;

/** Stops the work on what some national systems handed over, without touching it: nothing of it is claimed, all of it waits. */
public interface Standstill {

    /** From now on this node claims nothing of these systems and of no others it left alone before. */
    void of(Set<String> systems);
}
