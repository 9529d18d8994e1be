package org.nansen.gateway.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.record.ScreeningResult;

/** What a completion says, for tests of the rooms that write completions. */
public record Written(Completion completion) {

    public List<NewLetter> letters() {
        return completion.letters();
    }

    /** Each withheld message as {@code kind destination rule code}. */
    public List<String> withheld() {
        return completion.withheld().stream()
                .map(one -> one.kind() + " " + one.destination() + " " + one.rule() + " "
                        + one.why().code())
                .toList();
    }

    /** Each message that only shadow mode keeps in as {@code kind destination rule}. */
    public List<String> wouldGoBy() {
        return completion.withheld().stream()
                .filter(one -> one.would() != null)
                .map(one -> one.kind() + " " + one.destination() + " " + one.would())
                .toList();
    }

    public List<String> notes() {
        return completion.notes();
    }

    public @Nullable FaultCode review() {
        return completion.review();
    }

    /** Why it waits for another record, or null when it does not. */
    public @Nullable FaultCode waitsFor() {
        Completion.Again again = completion.again();
        return again != null && again.waiting() ? again.why() : null;
    }

    public @Nullable FaultCode refused() {
        return completion.refused();
    }

    /** Parts as {@code connection database result code}. */
    public List<String> parts() {
        return completion.parts().stream()
                .map(part -> part.connection() + " " + part.database() + " " + part.result()
                        + (part.fault() == null ? "" : " " + part.fault().code()))
                .toList();
    }

    public List<ScreeningPart> wholeParts() {
        return completion.parts();
    }

    public @Nullable ScreeningResult screening() {
        return completion.screening();
    }

    public boolean isInterim() {
        return completion.isInterim();
    }

    /** Why it goes on later and on which lane it waits, as {@code code lane}, or null when it is finished. */
    public @Nullable String again() {
        Completion.Again again = completion.again();
        return again == null ? null : again.why().code() + " " + again.lane();
    }

    public @Nullable Duration pause() {
        Completion.Again again = completion.again();
        return again == null ? null : again.in();
    }

    public @Nullable Instant noLaterThan() {
        return completion.noLaterThan();
    }
}
