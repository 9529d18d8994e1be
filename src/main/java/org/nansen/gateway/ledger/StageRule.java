package org.nansen.gateway.ledger;

import org.jspecify.annotations.Nullable;

/**
 * The one rule by which an accepted record's stage follows from its open work, its letters and whether it came late. Told
 * of each task and letter in any order. {@link Stages} keeps records in step with it, {@link Reconciliation} holds them
 * against it.
 */
final class StageRule {

    private boolean parked;
    private boolean review;
    private boolean delivered;
    private boolean abandoned;
    private boolean work;
    private @Nullable String open;

    void task(String queue, String state) {
        switch (state) {
            case "parked" -> parked = true;
            case "review" -> review = true;
            case "abandoned" -> abandoned = true;
            case "waiting" -> open = Stages.WAITING;
            default -> {
                work = true;
                // Screening that goes on behind an interim answer is what the record is waiting for.
                if (queue.equals(Stages.SCREENING) || open == null) {
                    open = queue.equals(Stages.SCREENING) ? Stages.SCREENING : Stages.DELIVERY;
                }
            }
        }
    }

    void letter(String state) {
        switch (state) {
            case "parked" -> parked = true;
            case "review" -> review = true;
            case "abandoned" -> abandoned = true;
            case "delivered" -> delivered = true;
            case "ready", "claimed" -> open = open == null ? Stages.DELIVERY : open;
            default -> {
                // refused or replaced: nothing to wait for
            }
        }
    }

    /** Whether a record may stand so: what waits is looked at from time to time and stays {@code waiting} meanwhile. */
    boolean agrees(String stage, boolean late) {
        String derived = stage(late);
        return derived.equals(stage) || (stage.equals(Stages.WAITING) && derived.equals(Stages.DELIVERY) && work);
    }

    String stage(boolean late) {
        if (parked) {
            return Stages.PARKED;
        }
        if (late || review) {
            return Stages.REVIEW;
        }
        if (open != null) {
            return open;
        }
        // Delivered is only what the next hop took whole.
        return abandoned ? Stages.ABANDONED : delivered ? Stages.DELIVERED : Stages.WITHHELD;
    }
}
