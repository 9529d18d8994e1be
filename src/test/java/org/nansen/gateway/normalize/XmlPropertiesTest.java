package org.nansen.gateway.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What holds for any XML and for any bytes. */
class XmlPropertiesTest {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** An element as the test makes it up; it has either text or children. */
    record Element(String name, Map<String, String> attributes, String text, List<Element> children) {

        void write(StringBuilder out) {
            out.append('<').append(name);
            attributes.forEach((key, value) -> out.append(' ')
                    .append(key)
                    .append("=\"")
                    .append(escaped(value))
                    .append('"'));
            out.append('>').append(escaped(text));
            children.forEach(child -> child.write(out));
            out.append("</").append(name).append('>');
        }

        /** All paths under this element at which several stand, and those with text beside attributes. */
        void shapes(String path, Set<String> repeated, Set<String> objects) {
            Map<String, Integer> counts = new LinkedHashMap<>();
            for (Element child : children) {
                String at = path.isEmpty() ? child.name : path + "/" + child.name;
                if (counts.merge(child.name, 1, Integer::sum) > 1) {
                    repeated.add(at);
                }
                if (!child.text.isBlank() && !child.attributes.isEmpty()) {
                    objects.add(at);
                }
                child.shapes(at, repeated, objects);
            }
        }

        /** The rules of the reader's page, said once more. */
        JsonNode json(String path, Set<String> repeated, Set<String> objects) {
            ObjectNode object = JSON.objectNode();
            attributes.forEach((key, value) -> {
                if (!value.isBlank()) {
                    object.put("@" + key, value);
                }
            });
            for (Element child : children) {
                String at = path.isEmpty() ? child.name : path + "/" + child.name;
                JsonNode value = child.json(at, repeated, objects);
                if (value != null) {
                    if (repeated.contains(at)) {
                        (object.has(child.name) ? (ArrayNode) object.get(child.name) : object.putArray(child.name))
                                .add(value);
                    } else {
                        object.set(child.name, value);
                    }
                }
            }
            if (!text.isBlank() && objects.contains(path)) {
                return object.put("#text", text);
            }
            return !text.isBlank() ? JSON.textNode(text) : object.isEmpty() ? null : object;
        }

        private static String escaped(String text) {
            return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
        }
    }

    @Property(tries = 500)
    void anyTreeIsTheJsonThatTheRulesSay(@ForAll("records") List<Element> records) {
        Set<String> repeated = new TreeSet<>();
        Set<String> objects = new TreeSet<>();
        records.forEach(record -> record.shapes("", repeated, objects));
        List<RawUnit> units = source(repeated, objects).units(document(records));

        assertThat(units).hasSameSizeAs(records);
        for (int at = 0; at < records.size(); at++) {
            JsonNode expected = records.get(at).json("", repeated, objects);
            assertThat(units.get(at)).isInstanceOf(RawUnit.Fields.class);
            assertThat(((RawUnit.Fields) units.get(at)).source().toString())
                    .isEqualTo(expected == null ? "{}" : expected.toString());
        }
    }

    @Property(tries = 300)
    void whatIsCutOffGivesTheRecordsBeforeAndThenItsEnd(
            @ForAll("records") List<Element> records, @ForAll @IntRange(max = 1_000_000) int where) {
        Set<String> repeated = new TreeSet<>();
        Set<String> objects = new TreeSet<>();
        records.forEach(record -> record.shapes("", repeated, objects));
        byte[] whole = document(records).getBytes(StandardCharsets.UTF_8);
        byte[] cut = Arrays.copyOf(whole, where % whole.length);
        List<RawUnit> all = source(repeated, objects).units(new ByteArrayInputStream(whole));
        List<RawUnit> units = source(repeated, objects).units(new ByteArrayInputStream(cut));

        assertThat(units.get(units.size() - 1)).isInstanceOf(RawUnit.End.class);
        assertThat(units.subList(0, units.size() - 1).stream().map(XmlSource::word))
                .isEqualTo(all.subList(0, units.size() - 1).stream()
                        .map(XmlSource::word)
                        .toList());
    }

    @Property(tries = 1_000)
    void noBytesMakeTheReaderThrow(@ForAll("anyBytes") byte[] bytes) {
        ends(XmlSource.of("r"), bytes);
        ends(XmlSource.of("r").join("a", null, List.of("k"), List.of("@k")), bytes);
        ends(XmlSource.of("r").charset("windows-1252"), bytes);
    }

    @Property(tries = 1_000)
    void noMarkupMakesTheReaderThrow(@ForAll("markup") String text) {
        ends(XmlSource.of("r"), text.getBytes(StandardCharsets.UTF_8));
        ends(
                XmlSource.of("r").join("a", "b", List.of("k"), List.of("k")).repeated("a/b"),
                text.getBytes(StandardCharsets.UTF_8));
    }

    @Property(tries = 300)
    void everyRowComesToItsOwnerOrItsRecordIsRefused(
            @ForAll("keys") List<Integer> owners, @ForAll("keys") List<Integer> rows) {
        StringBuilder text = new StringBuilder("<r>");
        rows.forEach(key -> text.append("<row><k>").append(key).append("</k></row>"));
        owners.forEach(key -> text.append("<own><k>").append(key).append("</k></own>"));
        RawUnit unit = XmlSource.of("r")
                .join("row", "own", List.of("k"), List.of("k"))
                .units(text.append("</r>").toString())
                .get(0);

        if (!owners.containsAll(rows)) {
            assertThat(unit).isInstanceOf(RawUnit.Malformed.class);
            return;
        }
        JsonNode source = ((RawUnit.Fields) unit).source();
        assertThat(source.has("row")).isFalse();
        for (int at = 0; at < owners.size(); at++) {
            Integer key = owners.get(at);
            List<String> own = new ArrayList<>();
            source.path("own")
                    .get(at)
                    .path("row")
                    .forEach(row -> own.add(row.path("k").asText()));
            assertThat(own)
                    .isEqualTo(rows.stream()
                            .filter(key::equals)
                            .map(String::valueOf)
                            .toList());
        }
    }

    private static void ends(XmlSource source, byte[] bytes) {
        List<RawUnit> units = source.units(new ByteArrayInputStream(bytes));
        assertThat(units.size()).isLessThanOrEqualTo(bytes.length + 1);
        for (int at = 0; at < units.size() - 1; at++) {
            assertThat(units.get(at)).isNotInstanceOf(RawUnit.End.class);
        }
    }

    private static XmlSource source(Set<String> repeated, Set<String> objects) {
        return XmlSource.of("all/r").repeated(repeated.toArray(String[]::new)).objects(objects.toArray(String[]::new));
    }

    private static String document(List<Element> records) {
        StringBuilder text = new StringBuilder("<all>\n");
        records.forEach(record -> {
            record.write(text);
            text.append('\n');
        });
        return text.append("</all>").toString();
    }

    @Provide
    Arbitrary<List<Element>> records() {
        Arbitrary<List<Element>> inside = children(3);
        return Combinators.combine(attributes(), inside)
                .as((attributes, children) -> new Element("r", attributes, "", children))
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }

    private static Arbitrary<List<Element>> children(int depth) {
        Arbitrary<Element> leaf = Combinators.combine(names(), attributes(), texts())
                .as((name, attributes, text) -> new Element(name, attributes, text, List.of()));
        if (depth == 0) {
            return leaf.list().ofMaxSize(3);
        }
        Arbitrary<Element> branch = Combinators.combine(names(), attributes(), children(depth - 1))
                .as((name, attributes, children) -> new Element(name, attributes, "", children));
        return Arbitraries.oneOf(leaf, branch).list().ofMaxSize(4);
    }

    private static Arbitrary<String> names() {
        return Arbitraries.of("a", "b", "c", "élan", "x.y", "r");
    }

    private static Arbitrary<Map<String, String>> attributes() {
        return Arbitraries.maps(Arbitraries.of("k", "l", "m-1"), texts()).ofMaxSize(2);
    }

    private static Arbitrary<String> texts() {
        return Arbitraries.strings()
                .withChars("abc &<\"'>]é\u0628 ")
                .ofMaxLength(6)
                .map(text -> text.replace("]]>", "]"));
    }

    @Provide
    Arbitrary<byte[]> anyBytes() {
        return Arbitraries.oneOf(
                Arbitraries.bytes().array(byte[].class).ofMaxSize(2_000),
                Arbitraries.of(
                                (byte) '<',
                                (byte) '>',
                                (byte) 'r',
                                (byte) '/',
                                (byte) '&',
                                (byte) '!',
                                (byte) '[',
                                (byte) '?',
                                (byte) '"',
                                (byte) 0,
                                (byte) 0xFF,
                                (byte) 0xFE,
                                (byte) 0xEF)
                        .array(byte[].class)
                        .ofMaxSize(500));
    }

    @Provide
    Arbitrary<String> markup() {
        return Arbitraries.of(
                        "<r>",
                        "</r>",
                        "<r ",
                        "<a>",
                        "</a>",
                        "<a/>",
                        "<b k='1'>",
                        "</b>",
                        "x",
                        " ",
                        "\n",
                        "<k>1</k>",
                        "&amp;",
                        "&x;",
                        "<!--",
                        "-->",
                        "<![CDATA[",
                        "]]>",
                        "<?x ",
                        "?>",
                        "<!DOCTYPE r [",
                        "]>",
                        "<!ENTITY e 'x'>",
                        "xmlns:q='u'",
                        "<q:a>",
                        "k='",
                        "'",
                        ">",
                        "<",
                        "\0",
                        "\uFFFE",
                        "\uFFFF",
                        "&#0;",
                        "&#xD800;",
                        "<?xml version='1.1'?>",
                        "<?xml version='1.0' encoding='UTF-16'?>",
                        "<?xml version='1.0' standalone='yes'?>",
                        "xsi:nil='true'")
                .list()
                .ofMaxSize(40)
                .map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<List<Integer>> keys() {
        return Arbitraries.integers().between(1, 4).list().ofMinSize(1).ofMaxSize(5);
    }
}
