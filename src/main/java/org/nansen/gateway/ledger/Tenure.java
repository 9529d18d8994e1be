package org.nansen.gateway.ledger;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How long a claim is surely ours, by this machine's clocks from right before it was asked for. Half the lease: what is
 * begun within it has the other half, longer than any send may take, to end. Both clocks are asked: the wall clock may be
 * set, and the other may stand still while the machine sleeps.
 */
record Tenure(Clock clock, long wallAt, long nanoAt, Duration lease) {

    static Tenure from(Clock clock, Duration lease) {
        return new Tenure(clock, clock.millis(), System.nanoTime(), lease);
    }

    /** For what ends in the moment in which it is looked at: holds for the whole time. */
    static Tenure lasting(Clock clock, Duration time) {
        return from(clock, time.multipliedBy(2));
    }

    boolean holds() {
        long half = lease.toMillis() / 2;
        return Math.abs(clock.millis() - wallAt) < half
                && TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanoAt) < half;
    }
}
