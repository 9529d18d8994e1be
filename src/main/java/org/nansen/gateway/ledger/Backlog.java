package org.nansen.gateway.ledger;

import java.util.Map;

/** How much the gateway itself still has to do. */
public interface Backlog {

    /**
     * Records of each system that wait for nothing but this gateway's own work: released and not yet judged, in
     * screening, in delivery. What waits for people (held, verification, review), for another record, for a dependency
     * that is down, or for a configuration to be mended does not count, however much it is; nor does what is parked.
     * Systems without any may be absent. Cheap enough to be asked every second.
     *
     * @throws org.nansen.gateway.record.Unavailable when the ledger cannot be read
     */
    Map<String, Long> bySystem();
}
