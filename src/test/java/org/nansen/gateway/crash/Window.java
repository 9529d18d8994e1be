package org.nansen.gateway.crash;

import java.time.Duration;
import java.time.Instant;

/**
 * From when to when something was wrong.
 *
 * @param what for people
 */
record Window(int number, String what, Instant from, Instant to) {

    /** How long before the fault something may have been sent whose commit the fault took along. */
    static final Duration REACH = Duration.ofSeconds(5);

    /** Whether something sent first and again at these times may have been sent again because of this. */
    boolean explains(Instant first, Instant again) {
        return !first.isAfter(to) && !first.isBefore(from.minus(REACH)) && !again.isBefore(from);
    }
}
