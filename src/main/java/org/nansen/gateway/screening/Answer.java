package org.nansen.gateway.screening;

import java.util.List;
import org.nansen.gateway.ledger.ScreeningPart;

/** What an endpoint made of a question. */
sealed interface Answer {

    /**
     * It answered; every database asked has exactly one part, {@code INCOMPLETE} where the answer is no answer.
     *
     * @param notes for the record's timeline: codes and names of databases only
     */
    record Parts(List<ScreeningPart> parts, List<String> notes) implements Answer {}

    /** It took the question and will answer later. */
    record Pending() implements Answer {}
}
