package org.nansen.gateway.intake;

import java.time.Clock;
import org.nansen.gateway.ledger.Drops;
import org.nansen.gateway.ledger.Feeds;
import org.nansen.gateway.ledger.Leases;
import org.nansen.gateway.ledger.ReceiptWriter;

/** Builds what stands behind each system's door. */
final class Doors {

    private final Acceptance acceptance;
    private final Drops drops;
    private final Feeds feeds;
    private final ReceiptWriter receipts;
    private final Doorkeeper keeper;
    private final Leases leases;
    private final IntakeSettings settings;
    private final Clock clock;

    Doors(
            Acceptance acceptance,
            Drops drops,
            Feeds feeds,
            ReceiptWriter receipts,
            Doorkeeper keeper,
            Leases leases,
            IntakeSettings settings,
            Clock clock) {
        this.acceptance = acceptance;
        this.drops = drops;
        this.feeds = feeds;
        this.receipts = receipts;
        this.keeper = keeper;
        this.leases = leases;
        this.settings = settings;
        this.clock = clock;
    }

    Object of(SystemEntry entry, Readings readings) {
        Door door = entry.profile().door();
        if (door instanceof Door.Queue) {
            return new QueueDoor(
                    entry,
                    readings.text(),
                    readings.own(),
                    acceptance,
                    drops,
                    turn(entry),
                    settings.bodyLimit().toBytes(),
                    clock);
        }
        if (door instanceof Door.Rest) {
            return new HttpDoor(
                    new RequestDoor(entry, readings.byMediaType(), acceptance, drops, receipts, keeper, clock));
        }
        return new FolderDoor(entry, readings.own(), acceptance, keeper, turn(entry), clock);
    }

    <T> ClaimByRenameStrategy<T> claim(
            SystemEntry entry, CompleteWhen complete, FolderPollStrategy<T> watch, RefilingStrategy<T> refiling) {
        return new ClaimByRenameStrategy<>(entry.name(), complete, watch, refiling, keeper, turn(entry));
    }

    /** Whether this node is the one that reads the system's files or messages. */
    Leases.Lease turn(SystemEntry entry) {
        return leases.stand(entry.lane());
    }

    <T> RefilingStrategy<T> refiling(SystemEntry entry) {
        return new RefilingStrategy<>(entry.name(), feeds);
    }

    Vanished vanished(SystemEntry entry) {
        return new Vanished(entry, drops, acceptance);
    }
}
