package org.nansen.gateway.ledger;

import java.util.concurrent.Executor;

/**
 * What the Camel endpoint needs of the ledger.
 *
 * @param after where exchanges go on after a commit, so that the writer thread never runs a route
 */
record Work(
        Claims claims, Results results, ProbedLanes lanes, SqlHolds holds, LedgerSettings settings, Executor after) {

    private static final int MOST_WAITING = 128;

    /** Returns how many units of the queue are worked on at once. */
    int threads(String queue) {
        return switch (queue) {
            case "screening" -> settings.screening();
            case "disclosure" -> settings.disclosure();
            case "mail" -> settings.mail();
            default -> settings.reply();
        };
    }

    /**
     * Returns how many units of the queue may be claimed and not yet ended. A unit spends most of its time waiting for
     * the commits before and after it; too few of them and the writer's batches are small.
     */
    int inFlight(String queue) {
        return Math.max(MOST_WAITING, threads(queue) * 4);
    }
}
