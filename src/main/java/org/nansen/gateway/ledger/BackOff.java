package org.nansen.gateway.ledger;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Exponential pauses with jitter, without a limit of attempts.
 *
 * @param from pause after the first failure
 * @param longest bound of every pause
 */
record BackOff(Duration from, Duration longest) {

    /** Returns the pause after {@code failures} failures before, 75 to 100 % of the exponential value. */
    Duration pause(int failures) {
        long full = Math.min(longest.toMillis(), from.toMillis() << Math.min(failures, 30));
        long bounded = full <= 0 ? longest.toMillis() : full;
        return Duration.ofMillis(bounded - ThreadLocalRandom.current().nextLong(bounded / 4 + 1));
    }
}
