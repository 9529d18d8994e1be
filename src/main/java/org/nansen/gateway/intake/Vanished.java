package org.nansen.gateway.intake;

import java.util.HashSet;
import java.util.Set;
import org.nansen.gateway.ledger.Drop;
import org.nansen.gateway.ledger.Drops;
import org.nansen.gateway.ledger.NewDrop;
import org.nansen.gateway.record.Fault;

/**
 * Finds drops that were half read when their file went away: nobody would ever end them. A file is gone when two polls
 * one after the other did not list it, since a file that is claimed during a poll is not in that poll's listing.
 */
final class Vanished {

    private final SystemEntry entry;
    private final Drops drops;
    private final Acceptance acceptance;
    private final Set<String> listed = new HashSet<>();
    private final Set<String> missing = new HashSet<>();

    Vanished(SystemEntry entry, Drops drops, Acceptance acceptance) {
        this.entry = entry;
        this.drops = drops;
        this.acceptance = acceptance;
    }

    void pollBegins() {
        listed.clear();
    }

    void listed(FileName file) {
        listed.add(file.receiptId());
    }

    /** To be called only after a poll that went well. */
    void pollEnds() {
        Set<String> stillMissing = new HashSet<>();
        try {
            for (Drop drop : drops.arriving(entry.name())) {
                if (!drop.door().equals(entry.profile().door().kind()) || listed.contains(drop.receiptId())) {
                    continue;
                }
                if (missing.contains(drop.receiptId())) {
                    acceptance.gone(head(drop));
                } else {
                    stillMissing.add(drop.receiptId());
                }
            }
        } catch (Fault later) {
            // The ledger is away; the next poll looks again.
            return;
        }
        missing.clear();
        missing.addAll(stillMissing);
    }

    private NewDrop head(Drop drop) {
        return new NewDrop(
                drop.receiptId(),
                entry.name(),
                drop.door(),
                drop.name(),
                null,
                null,
                entry.receiptTo(null),
                entry.feed());
    }
}
