package org.nansen.gateway.screening;

import java.util.List;
import org.nansen.gateway.record.FaultCode;

/** What is not asked though systems are set up to have it asked: nothing fails then, and everything is not-permitted. */
public interface Coverage {

    /** Databases that cannot be asked for a system as things stand now, by system and database. */
    List<Gap> gaps();

    /**
     * A database that is not asked for a system, whatever the record.
     *
     * @param why what is missing; never that the system is in shadow mode
     */
    record Gap(String system, String database, FaultCode why) {}
}
