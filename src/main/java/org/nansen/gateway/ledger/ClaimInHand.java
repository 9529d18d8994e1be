package org.nansen.gateway.ledger;

import org.jspecify.annotations.Nullable;

/** What all claims share: which unit, under which fence. */
abstract sealed class ClaimInHand permits RecordInHand, LetterInHand, ReceiptInHand {

    private final String id;
    private final String queue;
    private final String system;
    private final int attempts;
    private final long fence;
    private final Tenure tenure;
    private volatile boolean ended;

    ClaimInHand(String id, String queue, String system, int attempts, long fence, Tenure tenure) {
        this.id = id;
        this.queue = queue;
        this.system = system;
        this.attempts = attempts;
        this.fence = fence;
        this.tenure = tenure;
    }

    public String id() {
        return id;
    }

    /** The record that it is about, or null when there is none. */
    abstract @Nullable String recordId();

    public String queue() {
        return queue;
    }

    public String system() {
        return system;
    }

    public int attempts() {
        return attempts;
    }

    /** Number of the claim on this unit; a result under an older number is void. */
    long fence() {
        return fence;
    }

    public boolean holds() {
        return tenure.holds();
    }

    boolean ended() {
        return ended;
    }

    void end() {
        ended = true;
    }

    @Override
    public String toString() {
        return getClass().getSimpleName() + "[" + id + "]";
    }
}
