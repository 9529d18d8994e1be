package org.nansen.gateway.operations;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.ledger.ScreeningPart;
import org.nansen.gateway.ledger.Views;
import org.nansen.gateway.record.FaultCode;

/**
 * A record as a person sees it; never the person's data. What an operator does not see is absent, not empty: absence
 * must not tell whether there was a hit.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RecordAnswer(
        String id,
        String system,
        @Nullable String event,
        String stage,
        Instant receivedAt,
        long ageSeconds,
        String receiptId,
        long line,
        @Nullable String mappingVersion,
        int attempts,
        @Nullable String fault,
        @Nullable String hint,
        @Nullable Screening screening,
        @Nullable List<Delivery> deliveries,
        List<Views.TimelineEntry> timeline) {

    /** Whether anything was told at all is not an operator's to know either; officers see it in the deliveries. */
    private static final Set<String> ENDED = Set.of("delivered", "withheld");

    static RecordAnswer forOfficer(Views.RecordView view, Instant now) {
        return of(
                view,
                now,
                new Screening(
                        Words.of(view.screening()),
                        view.parts().stream().map(Part::of).toList()),
                view.letters().stream().map(Delivery::of).toList(),
                view.timeline(),
                view.fault());
    }

    static RecordAnswer forOperator(Views.RecordView view, Instant now) {
        return of(view, now, null, null, OperatorTimeline.of(view.timeline()), Words.shownOfRecord(view.fault()));
    }

    private static RecordAnswer of(
            Views.RecordView view,
            Instant now,
            @Nullable Screening screening,
            @Nullable List<Delivery> deliveries,
            List<Views.TimelineEntry> timeline,
            @Nullable FaultCode fault) {
        return new RecordAnswer(
                view.id(),
                view.system(),
                Words.of(view.event()),
                ENDED.contains(view.stage()) ? "closed" : view.stage(),
                view.receivedAt(),
                Math.max(0, Duration.between(view.receivedAt(), now).toSeconds()),
                view.receiptId(),
                view.line(),
                view.mapping().isEmpty() ? null : view.mapping(),
                view.attempts(),
                Words.code(fault),
                Words.hint(fault),
                screening,
                deliveries,
                timeline);
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Screening(@Nullable String result, List<Part> parts) {}

    /** What one database said; the hits themselves are the NCB's, not an officer's. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Part(
            String connection,
            String database,
            @Nullable String result,
            Instant askedAt,
            @Nullable Instant validUntil,
            @Nullable String fault) {

        static Part of(ScreeningPart part) {
            return new Part(
                    part.connection(),
                    part.database(),
                    Words.of(part.result()),
                    part.askedAt(),
                    part.validUntil(),
                    Words.code(part.fault()));
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Delivery(
            String message,
            String destination,
            String state,
            @Nullable String messageId,
            int attempts,
            @Nullable String rule,
            @Nullable String wouldGoBy,
            @Nullable String fault) {

        static Delivery of(Views.LetterView letter) {
            return new Delivery(
                    letter.kind().name(),
                    letter.destination(),
                    letter.state(),
                    letter.id().isEmpty() ? null : letter.id(),
                    letter.attempts(),
                    letter.rule(),
                    letter.would(),
                    Words.code(letter.fault()));
        }
    }
}
