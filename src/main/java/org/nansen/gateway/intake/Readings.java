package org.nansen.gateway.intake;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.nansen.gateway.normalize.Normalizer;
import org.nansen.gateway.normalize.SourceFormat;

/**
 * How one system's records are read, in each framing in which its door takes them.
 *
 * @param own as its files and byte messages are
 * @param text as its text messages are
 * @param byMediaType as its requests are
 */
record Readings(Normalizer own, Normalizer text, Map<String, Normalizer> byMediaType) {

    /** Throws {@link org.nansen.gateway.settings.SettingsFault} when the mapping or a code list is wrong. */
    static Readings of(SystemEntry entry) {
        Normalizer own = Normalizer.of(entry.format());
        Door door = entry.profile().door();
        // The text of a text message is characters already; only bytes are in the system's own character set.
        Normalizer text = door instanceof Door.Queue
                ? Normalizer.of(entry.format(entry.profile().format().kind(), StandardCharsets.UTF_8.name()))
                : own;
        return new Readings(own, text, door instanceof Door.Rest ? byMediaType(entry, own) : Map.of());
    }

    private static Map<String, Normalizer> byMediaType(SystemEntry entry, Normalizer own) {
        String utf8 = StandardCharsets.UTF_8.name();
        Map<String, Normalizer> known = new HashMap<>();
        known.put("application/json", Normalizer.of(entry.format(SourceFormat.Kind.JSON, utf8)));
        Normalizer lines = Normalizer.of(entry.format(SourceFormat.Kind.NDJSON, utf8));
        known.put("application/x-ndjson", lines);
        known.put("application/ndjson", lines);
        if (entry.profile().format().kind() == SourceFormat.Kind.CSV) {
            known.put("text/csv", own);
        }
        if (entry.profile().format().kind() == SourceFormat.Kind.XML) {
            // The mapping is of the system's own form; what XML has in attributes JSON would have elsewhere.
            return Map.of("application/xml", own, "text/xml", own);
        }
        return Map.copyOf(known);
    }
}
