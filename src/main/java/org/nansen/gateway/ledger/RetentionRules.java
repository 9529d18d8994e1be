package org.nansen.gateway.ledger;

import java.util.Map;

/** How long what each system handed over is kept, as configured now. */
public interface RetentionRules {

    /** By the system's name; of a system that is not named nothing is ever removed. */
    Map<String, Retention> bySystem();
}
