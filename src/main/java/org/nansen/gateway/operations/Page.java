package org.nansen.gateway.operations;

/** How much of a list one answer holds. */
final class Page {

    /** Entries in one answer, at most. */
    static final int MOST = 1_000;

    private Page() {}

    /** Refuses what is out of bounds instead of cutting it silently. */
    static int limit(int asked) {
        if (asked < 1 || asked > MOST) {
            throw Refusal.badRequest("limit must be 1 to " + MOST + ".");
        }
        return asked;
    }

    static long after(long asked) {
        if (asked < 0) {
            throw Refusal.badRequest("after must not be negative.");
        }
        return asked;
    }
}
