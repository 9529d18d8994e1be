package org.nansen.gateway.crash;

import static org.nansen.gateway.crash.Failpoint.after;
import static org.nansen.gateway.crash.Failpoint.before;

import java.time.Duration;
import org.nansen.gateway.crash.agent.Point;
import org.nansen.gateway.crash.agent.SeededDefect;

/** How each seeded defect is brought to light, and by which law it is caught. */
enum Exposure {
    ACKNOWLEDGED_BEFORE_COMMIT(
            Law.ACKNOWLEDGED_IS_KEPT,
            Plan.death(before(Point.CHUNK_COMMIT), 3).andStandsStill(Duration.ofMillis(1500))),
    NOT_SYNCED(
            Law.ACKNOWLEDGED_IS_KEPT, Plan.death(after(Point.OUTCOME_COMMIT), 5).andThePowerFails()),
    FENCE_DROPPED(Law.EACH_TOLD, Plan.pause(before(Point.LETTER_IN_HAND), 1, Plan.UNTIL_ANOTHER_HAS_IT)),
    LEASE_IGNORED(Law.REPEATS_EXPLAINED, Plan.quiet()),
    NEW_MESSAGE_ID_EACH_TRY(Law.ONE_MAIL, Plan.death(after(Point.MAIL), 3)),
    NEW_KEY_EACH_TRY(Law.ONE_KEY, Plan.death(after(Point.QUESTION), 3)),
    RESUMES_ONE_TOO_EARLY(
            Law.ONE_RECEIPT, Plan.death(after(Point.FULL_CHUNK_COMMIT), 1).withRecords(2_500)),
    RETURN_TO_EARLIER_CONTENT_IS_A_DUPLICATE(Law.ONE_STATE, Plan.quiet()),
    OLDER_SUPERSEDES_NEWER(Law.ONE_STATE, Plan.quiet()),
    DUPLICATE_FORGOTTEN(Law.ONE_STATE, Plan.death(after(Point.DONE_RENAME), 1)),
    RECEIPT_IN_THE_NEXT_COMMIT(Law.ONE_RECEIPT, Plan.death(after(Point.SLICE_COMMIT), 8)),
    SECOND_RECEIPT(Law.ONE_RECEIPT, Plan.death(after(Point.DONE_RENAME), 1)),
    HAND_ON_IN_THE_NEXT_COMMIT(Law.ONE_STATE, Plan.death(after(Point.SLICE_COMMIT), 8)),
    COUNTER_IN_THE_NEXT_COMMIT(Law.IDENTITY, Plan.death(after(Point.OUTCOME_COMMIT), 5)),
    ENTRY_LEFT_OUT(Law.CHAIN, Plan.quiet()),
    HANDED_OVER_WHEN_TAKEN(Law.EACH_TOLD, Plan.death(before(Point.MAIL), 3)),
    ORDER_IGNORED(Law.IN_ORDER, Plan.pause(before(Point.MAIL), 3, Duration.ofSeconds(8))),
    FAILURE_IS_CLEAR(Law.CLEAR_IS_SAID, Plan.quiet().withCutAnswers()),
    PEOPLE_IN_THE_LOG(Law.NOTHING_IN_CLEAR, Plan.quiet());

    private final Law law;
    private final Plan plan;

    Exposure(Law law, Plan plan) {
        this.law = law;
        this.plan = plan;
    }

    SeededDefect defect() {
        return SeededDefect.valueOf(name());
    }

    Law law() {
        return law;
    }

    Plan plan() {
        return plan;
    }
}
