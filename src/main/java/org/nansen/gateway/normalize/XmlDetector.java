package org.nansen.gateway.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Recognises XML: which element is a record, and what in it repeats or has text beside attributes. */
final class XmlDetector implements FormDetector {

    /** As the schema of the settings has it. */
    private static final int MOST_PATHS = 500;

    @Override
    public Optional<SampleForm> look(RawSample raw) throws UnusableSample {
        if (!XmlSighting.beginsLikeXml(raw.bytes())) {
            return Optional.empty();
        }
        XmlSighting seen = XmlSighting.of(raw);
        XmlPath record = seen.record();
        if (record == null) {
            return Optional.empty();
        }
        List<String> repeated = record.paths(part -> part.mostInOne() > 1);
        List<String> objects = record.paths(XmlPath::isTextBesideOthers);
        if (repeated.size() > MOST_PATHS || objects.size() > MOST_PATHS) {
            throw new UnusableSample("More than " + MOST_PATHS
                    + " elements of a record repeat or have text beside attributes. Write mapping.xsl, which needs no list"
                    + " of them; docs/mapping.md shows how.");
        }
        XmlFormat format = new XmlFormat(
                record.path(), Map.of(), new LinkedHashSet<>(repeated), new LinkedHashSet<>(objects), List.of(), false);
        Set<String> dropped = new LinkedHashSet<>();
        List<JsonNode> records = records(raw, format, dropped);
        return records.isEmpty()
                ? Optional.empty()
                : Optional.of(form(raw, seen, record, format, records, List.copyOf(dropped)));
    }

    private static SampleForm form(
            RawSample raw,
            XmlSighting seen,
            XmlPath record,
            XmlFormat format,
            List<JsonNode> records,
            List<String> dropped) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("record", DraftFields.quoted(format.record()));
        put(settings, "repeated", format.repeated());
        put(settings, "objects", format.objects());
        List<String> doubts = new ArrayList<>();
        doubts.add("that the element " + format.record() + " is a record"
                + (record.times() == 1 ? "; there is only one in the sample" : "")
                + (seen.others(record).isEmpty() ? "" : "; also repeated: " + String.join(", ", seen.others(record)))
                + seen.around(record)
                        .map(path -> "; where " + path + " around it is one, several people come of each: [ for (."
                                + record.name() + ") { … } ]")
                        .orElse(""));
        doubts.add("repeated names all that may stand more than once in a record; in the sample "
                + (format.repeated().isEmpty() ? "nothing" : "only this")
                + " did, and what comes twice and is not named"
                + " is refused (NG-144)");
        new XmlReferences(raw, record, seen, records).words().forEach(doubts::add);
        List<String> mixed = record.paths(XmlPath::isMixed);
        if (!mixed.isEmpty()) {
            doubts.add("there is text between the elements of " + String.join(", ", mixed)
                    + "; where its order means something, write mapping.xsl instead of mapping.jslt (docs/mapping.md)");
        }
        List<String> several = record.paths(part -> part.namespaces() > 1);
        if (!several.isEmpty()) {
            doubts.add("these names stand in several namespaces: " + String.join(", ", several)
                    + "; where they mean different things, give the namespaces prefixes under namespaces");
        }
        List<SampleForm.Field> fields = new ArrayList<>(SampleForm.fields(record.name(), records));
        fields.addAll(SampleForm.fields(dropped, List.of()));
        return new SampleForm(
                "xml",
                settings,
                "xml",
                seen.charset().name(),
                fields,
                records,
                doubts,
                new SampleAsXml(seen.charset(), format.record(), seen.namespace()));
    }

    private static void put(Map<String, String> settings, String key, Set<String> paths) {
        if (!paths.isEmpty()) {
            settings.put(key, paths.stream().map(DraftFields::quoted).collect(Collectors.joining(", ", "[", "]")));
        }
    }

    /** Returns the records as the reader gives them; what is never kept is named and not looked at. */
    static List<JsonNode> records(RawSample raw, XmlFormat xml, Set<String> dropped) {
        XmlUnits units = new XmlUnits(
                RawSample.unknown(java.nio.file.Path.of("")), xml, new ByteArrayInputStream(raw.bytes()), null);
        List<JsonNode> records = new ArrayList<>();
        try {
            RawUnit unit = units.next();
            while (unit != null && !(unit instanceof RawUnit.End) && records.size() < SampleForm.MOST_RECORDS) {
                if (unit instanceof RawUnit.Fields fields) {
                    records.add(fields.source());
                    fields.dropped().stream()
                            .map(name -> name.replaceAll("\\[\\d+]", ""))
                            .filter(name -> dropped.size() < MOST_PATHS)
                            .forEach(dropped::add);
                }
                unit = units.next();
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return records.stream().filter(record -> !record.isEmpty()).toList();
    }
}
