package org.nansen.gateway.ledger;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.FaultCode;

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
}
