package org.nansen.gateway.intake;

/**
 * Whether a measure is over its limit, without flapping: once over, it stays so until the measure has come down by a
 * fifth.
 */
final class Level {

    private boolean over;

    /** Returns whether it is over with this measure. */
    boolean over(double measure, double limit) {
        over = over ? measure > limit * 4 / 5 : measure >= limit;
        return over;
    }
}
