package org.nansen.gateway.operations;

import java.util.List;
import java.util.Set;
import org.nansen.gateway.ledger.Views;

/**
 * What of a record's timeline an operator sees: that it moved, not what was found or who was told. Only words named here
 * pass, so that a new kind of entry stays hidden until somebody decided about it. Letters do not: their number alone
 * would tell a hit, which makes one more.
 */
final class OperatorTimeline {

    private static final Set<String> OPEN = Set.of(
            "received",
            "screening.done",
            "screening.again",
            "disclosure.done",
            "disclosure.again",
            "parked",
            "retried",
            "abandoned",
            "row.vanished",
            "row.returned",
            "row.seen",
            "void");

    private OperatorTimeline() {}

    static List<Views.TimelineEntry> of(List<Views.TimelineEntry> timeline) {
        return timeline.stream().filter(entry -> OPEN.contains(entry.what())).toList();
    }
}
