package org.nansen.gateway.intake;

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
        Normalizer text = door instanceof Door.Queue ? Normalizer.of(entry.formatOfTexts()) : own;
        return new Readings(own, text, door instanceof Door.Rest ? byMediaType(entry) : Map.of());
    }

    private static Map<String, Normalizer> byMediaType(SystemEntry entry) {
        Map<String, Normalizer> known = new HashMap<>();
        known.put("application/json", Normalizer.of(entry.formatOfJson(SourceFormat.Kind.JSON)));
        Normalizer lines = Normalizer.of(entry.formatOfJson(SourceFormat.Kind.NDJSON));
        known.put("application/x-ndjson", lines);
        known.put("application/ndjson", lines);
        if (entry.profile().format().kind() == SourceFormat.Kind.CSV) {
            known.put("text/csv", Normalizer.of(entry.formatOfRequests()));
        }
        if (entry.profile().format().kind() == SourceFormat.Kind.FIXED) {
            known.put("text/plain", Normalizer.of(entry.formatOfRequests()));
        }
        if (entry.profile().format().kind() == SourceFormat.Kind.XML) {
            // The mapping is of the system's own form; what XML has in attributes JSON would have elsewhere.
            Normalizer elements = Normalizer.of(entry.formatOfRequests());
            return Map.of("application/xml", elements, "text/xml", elements);
        }
        return Map.copyOf(known);
    }
}
