package org.nansen.gateway.ledger;

import java.util.concurrent.TimeUnit;

/** Counts, by day, what systems in shadow mode would have asked and sent. */
final class Shadow {

    private Shadow() {}

    static void asked(Batch batch, String system, ScreeningPart part) {
        count(batch, system, "ask " + part.connection() + " " + part.database());
    }

    static void sent(Batch batch, String system, Completion.Withheld withheld) {
        count(batch, system, "send " + withheld.kind() + " " + withheld.destination() + " " + withheld.would());
    }

    private static void count(Batch batch, String system, String what) {
        batch.putOff(
                "insert into shadow_count (system, day, what, value) values (?, ?, ?, 1)"
                        + " on conflict (system, day, what) do update set value = shadow_count.value + 1",
                system,
                TimeUnit.MILLISECONDS.toDays(batch.now()),
                what);
    }
}
