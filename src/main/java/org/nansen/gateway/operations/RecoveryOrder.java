package org.nansen.gateway.operations;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.ledger.Recovery;
import org.nansen.gateway.record.FaultCode;

/**
 * A job as a caller orders it; what is out of bounds is refused in words.
 *
 * @param act {@code retry} or {@code abandon}
 * @param fault a code as {@code parked} shows it
 * @param queue {@code screening}, {@code disclosure} or {@code delivery}
 * @param rate records a second
 * @param reason for {@code abandon}: why
 */
record RecoveryOrder(
        @Nullable String act,
        @Nullable String fault,
        @Nullable String queue,
        @Nullable String system,
        @Nullable Instant since,
        @Nullable Instant until,
        @Nullable Integer rate,
        @Nullable String reason) {

    private static final int USUAL_RATE = 50;
    private static final int MOST_RATE = 10_000;
    private static final int LONGEST_REASON = 500;

    Recovery.Order order() {
        Recovery.Act wanted =
                switch (act == null ? "" : act) {
                    case "retry" -> Recovery.Act.RETRY;
                    case "abandon" -> Recovery.Act.ABANDON;
                    default -> throw Refusal.badRequest("act must be retry or abandon.");
                };
        int records = rate == null ? USUAL_RATE : rate;
        if (records < 1 || records > MOST_RATE) {
            throw Refusal.badRequest("rate must be 1 to " + MOST_RATE + " records a second.");
        }
        return new Recovery.Order(
                wanted,
                filter(fault, queue, system, since, until),
                records,
                wanted == Recovery.Act.ABANDON ? reason(reason) : null);
    }

    static Recovery.Filter filter(
            @Nullable String fault,
            @Nullable String queue,
            @Nullable String system,
            @Nullable Instant since,
            @Nullable Instant until) {
        return new Recovery.Filter(faults(fault), room(queue), system, since, until);
    }

    /** All causes that show as this one: which of them it is, is not an operator's to find out by asking. */
    private static Set<FaultCode> faults(@Nullable String code) {
        if (code == null) {
            return Set.of();
        }
        FaultCode asked = Arrays.stream(FaultCode.values())
                .filter(known -> known.code().equals(code))
                .findFirst()
                .orElseThrow(() -> Refusal.badRequest("There is no such fault code."));
        return Arrays.stream(FaultCode.values())
                .filter(known -> Words.shown(known) == Words.shown(asked))
                .collect(Collectors.toSet());
    }

    private static Recovery.@Nullable Room room(@Nullable String queue) {
        if (queue == null) {
            return null;
        }
        return Arrays.stream(Recovery.Room.values())
                .filter(room -> room.name().toLowerCase(Locale.ROOT).equals(queue))
                .findFirst()
                .orElseThrow(() -> Refusal.badRequest("queue must be screening, disclosure or delivery."));
    }

    static String reason(@Nullable String given) {
        String reason = given == null ? "" : given.strip();
        if (reason.isEmpty() || reason.length() > LONGEST_REASON) {
            throw Refusal.badRequest(
                    "A reason of 1 to " + LONGEST_REASON + " characters is needed; name no person in it.");
        }
        return reason;
    }
}
