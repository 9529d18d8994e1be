package org.nansen.gateway.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.FaultCode;

/**
 * What people do about parked units of work: try them again, or give them up. Everything counts in records (a receipt
 * that parked counts as one), never in letters, whose number would tell what was found. A unit that is tried again keeps
 * its ids, and with them its Idempotency-Key and Message-ID: what the other side has had already it knows again.
 *
 * <p>Every act is an entry with the login of who did it. Records in review are not parked and none of this touches them.
 */
public interface Recovery {

    /** Parked records by cause, room and system; most records first. */
    List<Group> parked(Filter filter);

    /**
     * Prepares a job over everything that matches now and parked before now; it acts on nothing until it is told
     * {@link Word#START}. Empty when nothing matches.
     */
    CompletableFuture<Optional<Job>> prepare(Order order, String by);

    /**
     * Acts at once on everything of one record that is parked, or on the receipt of one drop; the future completes when
     * that is durable. Empty when nothing of it is parked.
     *
     * @param reason why it is given up; null for {@link Act#RETRY}
     */
    CompletableFuture<Optional<Job>> actOn(Act act, String recordId, @Nullable String reason, String by);

    /** Tells a job what to do; empty when its state does not allow that, or there is no such job. */
    CompletableFuture<Optional<Job>> tell(String jobId, Word word, String by);

    /** Jobs and acts on single records, newest first. */
    List<Job> jobs(int limit);

    Optional<Job> job(String jobId);

    /** What became, up to now, of the records that the job acted on. */
    Report report(String jobId);

    /** What to do with parked units. */
    enum Act {
        /** Try them again. */
        RETRY,
        /** Give them up: their records count as abandoned unless something of them is still to come. */
        ABANDON
    }

    /** Where a unit parked. Which door a letter waits at is nobody's to know who may not know results. */
    enum Room {
        SCREENING,
        DISCLOSURE,
        DELIVERY
    }

    /** An operator's word to a job. */
    enum Word {
        START,
        PAUSE,
        RESUME,
        CANCEL
    }

    /** Where a job stands. */
    enum State {
        /** Previewed; waits for its start. */
        PREPARED,
        RUNNING,
        PAUSED,
        DONE,
        CANCELLED
    }

    /**
     * Which parked units; whatever is null or empty does not matter.
     *
     * @param since parked at that time or later
     * @param until parked at that time or earlier
     */
    record Filter(
            Set<FaultCode> faults,
            @Nullable Room room,
            @Nullable String system,
            @Nullable Instant since,
            @Nullable Instant until) {

        /** Everything that is parked. */
        public static final Filter ALL = new Filter(Set.of(), null, null, null, null);

        public Filter {
            faults = Set.copyOf(faults);
        }
    }

    /**
     * A job to prepare.
     *
     * @param rate records a second, 1 or more
     * @param reason why they are given up; null for {@link Act#RETRY}
     */
    record Order(Act act, Filter filter, int rate, @Nullable String reason) {}

    /**
     * Records that parked for the same cause.
     *
     * @param oldest when the first of them parked
     * @param newest when the last of them parked
     */
    record Group(FaultCode fault, Room room, String system, long records, Instant oldest, Instant newest) {}

    /**
     * A job, or an act on one record.
     *
     * @param recordId the one record, or drop, that it was about; null for many
     * @param planned records that matched when it was prepared
     * @param done records it has acted on; fewer than planned where somebody else was faster
     */
    record Job(
            String id,
            Act act,
            State state,
            @Nullable String recordId,
            Filter filter,
            int rate,
            @Nullable String reason,
            String by,
            Instant madeAt,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            long planned,
            long done) {}

    /**
     * What became of the records that a job acted on.
     *
     * @param closed nothing is left to do for them
     * @param parkedAgain parked once more
     * @param abandoned given up
     * @param open still on their way, or waiting for a person
     */
    record Report(long closed, long parkedAgain, long abandoned, long open) {}
}
