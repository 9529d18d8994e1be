package org.nansen.gateway.normalize;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.normalize.SourceFormat.Kind;
import org.nansen.gateway.normalize.SourceFormat.ReferenceField;

/** XML of the tests, and what the reader makes of it before any mapping. */
final class XmlSource {

    private final String record;
    private Map<String, String> namespaces = Map.of();
    private Set<String> repeated = Set.of();
    private Set<String> objects = Set.of();
    private final List<XmlFormat.Join> joins = new ArrayList<>();
    private @Nullable String charset;
    private String id = "id";
    private String file = "file";

    private XmlSource(String record) {
        this.record = record;
    }

    static XmlSource of(String record) {
        return new XmlSource(record);
    }

    XmlSource namespaces(Map<String, String> some) {
        namespaces = some;
        return this;
    }

    XmlSource repeated(String... paths) {
        repeated = Set.of(paths);
        return this;
    }

    XmlSource objects(String... paths) {
        objects = Set.of(paths);
        return this;
    }

    XmlSource join(String rows, @Nullable String to, List<String> key, List<String> toKey) {
        joins.add(new XmlFormat.Join(rows, to, key, toKey));
        return this;
    }

    XmlSource charset(String name) {
        charset = name;
        return this;
    }

    XmlSource identity(String recordAndPerson, String caseFile) {
        id = recordAndPerson;
        file = caseFile;
        return this;
    }

    SourceFormat format(String system, Path folder) {
        return new SourceFormat(
                system,
                folder,
                Kind.XML,
                charset == null ? "UTF-8" : charset,
                ',',
                true,
                List.of(),
                false,
                id,
                new ReferenceField(system, id),
                new ReferenceField("file-number", file),
                null,
                "XAA",
                "Asylum Act, s. 12",
                "asylum",
                true,
                Dialect.PLAIN,
                Formats.SPOOL,
                new XmlFormat(record, namespaces, repeated, objects, joins, charset != null));
    }

    List<RawUnit> units(InputStream in) {
        SourceFormat format = format("xml", Path.of("none"));
        XmlUnits reader = new XmlUnits(format, java.util.Objects.requireNonNull(format.xml()), in, null);
        List<RawUnit> units = new ArrayList<>();
        try {
            for (RawUnit unit = reader.next(); unit != null; unit = reader.next()) {
                units.add(unit);
            }
        } catch (IOException stream) {
            throw new UncheckedIOException(stream);
        }
        return units;
    }

    List<RawUnit> units(String text) {
        return units(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** A word a unit, blanks between them: {@code 2{"a":"b"}}, {@code 3!NG-144@a.b}, {@code 4#NG-140} for the end. */
    String outline(String text) {
        return outline(text.getBytes(StandardCharsets.UTF_8));
    }

    String outline(byte[] bytes) {
        return units(new ByteArrayInputStream(bytes)).stream()
                .map(XmlSource::word)
                .collect(Collectors.joining(" "));
    }

    static String word(RawUnit unit) {
        if (unit instanceof RawUnit.Fields fields) {
            return fields.line() + fields.source().toString();
        }
        if (unit instanceof RawUnit.Malformed malformed) {
            return malformed.line()
                    + malformed.problems().stream()
                            .map(problem -> "!" + problem.code().code()
                                    + (problem.field() == null ? "" : "@" + problem.field()))
                            .collect(Collectors.joining());
        }
        RawUnit.End end = (RawUnit.End) unit;
        return end.line() + "#" + end.problem().code().code();
    }
}
