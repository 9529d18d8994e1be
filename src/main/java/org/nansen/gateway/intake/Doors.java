package org.nansen.gateway.intake;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.nansen.gateway.ledger.Drops;
import org.nansen.gateway.ledger.ReceiptWriter;
import org.nansen.gateway.normalize.Normalizer;
import org.nansen.gateway.normalize.SourceFormat;

/** Builds what stands behind each system's door. A mapping or code list that is wrong stops the start here. */
final class Doors {

    private final Acceptance acceptance;
    private final Drops drops;
    private final ReceiptWriter receipts;
    private final IntakeSettings settings;
    private final Clock clock;

    Doors(Acceptance acceptance, Drops drops, ReceiptWriter receipts, IntakeSettings settings, Clock clock) {
        this.acceptance = acceptance;
        this.drops = drops;
        this.receipts = receipts;
        this.settings = settings;
        this.clock = clock;
    }

    Object of(SystemEntry entry) {
        Door door = entry.profile().door();
        if (door instanceof Door.Queue) {
            return queue(entry);
        }
        if (door instanceof Door.Rest) {
            return new HttpDoor(new RequestDoor(entry, byMediaType(entry), acceptance, drops, receipts, clock));
        }
        return new FolderDoor(entry, Normalizer.of(entry.format()), acceptance, clock);
    }

    Vanished vanished(SystemEntry entry) {
        return new Vanished(entry, drops, acceptance);
    }

    private QueueDoor queue(SystemEntry entry) {
        // The text of a text message is characters already; only bytes are in the system's own character set.
        Normalizer text = Normalizer.of(entry.format(entry.profile().format().kind(), StandardCharsets.UTF_8.name()));
        return new QueueDoor(
                entry,
                text,
                Normalizer.of(entry.format()),
                acceptance,
                drops,
                settings.bodyLimit().toBytes(),
                clock);
    }

    private static Map<String, Normalizer> byMediaType(SystemEntry entry) {
        String utf8 = StandardCharsets.UTF_8.name();
        Map<String, Normalizer> known = new HashMap<>();
        known.put("application/json", Normalizer.of(entry.format(SourceFormat.Kind.JSON, utf8)));
        Normalizer lines = Normalizer.of(entry.format(SourceFormat.Kind.NDJSON, utf8));
        known.put("application/x-ndjson", lines);
        known.put("application/ndjson", lines);
        if (entry.profile().format().kind() == SourceFormat.Kind.CSV) {
            known.put("text/csv", Normalizer.of(entry.format()));
        }
        return known;
    }
}
