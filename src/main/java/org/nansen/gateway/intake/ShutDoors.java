package org.nansen.gateway.intake;

import java.time.Instant;
import java.util.List;
import org.nansen.gateway.record.FaultCode;

/** Doors that take nothing new at the moment, for whoever watches. */
public interface ShutDoors {

    /** Returns them by system; empty when all are open. */
    List<Shut> all();

    /**
     * A door that takes nothing new: files and messages stay where they are, requests are turned away.
     *
     * @param why {@code NG-130} at the backlog limit, {@code NG-131} at the disk reserve
     * @param since when it was shut
     */
    record Shut(String system, FaultCode why, Instant since) {}
}
