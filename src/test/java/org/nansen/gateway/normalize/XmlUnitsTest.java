package org.nansen.gateway.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the reader of XML makes of a document, before any mapping; the notation is {@link XmlSource#outline}'s. */
class XmlUnitsTest {

    private static final String XSI = " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"";

    static Stream<Arguments> records() {
        return Stream.of(
                Arguments.of("a text", "<r><a>x</a></r>", "{\"a\":\"x\"}"),
                Arguments.of("text is kept as it stands", "<r><a> x \n</a></r>", "{\"a\":\" x \\n\"}"),
                Arguments.of("elements in elements", "<r><a><b>x</b></a></r>", "{\"a\":{\"b\":\"x\"}}"),
                Arguments.of("attributes", "<r n=\"1\"><a k=\"2\"/></r>", "{\"@n\":\"1\",\"a\":{\"@k\":\"2\"}}"),
                Arguments.of("an empty element is nothing", "<r><a/><b></b><c> \n</c><d>x</d></r>", "{\"d\":\"x\"}"),
                Arguments.of("what holds only nothing is nothing", "<r><a><b/></a><d>x</d></r>", "{\"d\":\"x\"}"),
                Arguments.of("an empty attribute is nothing", "<r><a k=\" \"/><d>x</d></r>", "{\"d\":\"x\"}"),
                Arguments.of(
                        "nil", "<r" + XSI + "><a xsi:nil=\"true\">x</a><b xsi:nil=\"0\">y</b></r>", "{\"b\":\"y\"}"),
                Arguments.of(
                        "nil with an attribute, as references are written",
                        "<r" + XSI + "><a k=\"P1\" xsi:nil=\"true\"/><o k=\"P2\" xsi:nil=\"1\">x<b>y</b></o></r>",
                        "{\"a\":{\"@k\":\"P1\"},\"o\":{\"@k\":\"P2\"}}"),
                Arguments.of(
                        "xsi:type is about the form", "<r" + XSI + "><a xsi:type=\"t\">x</a></r>", "{\"a\":\"x\"}"),
                Arguments.of("CDATA", "<r><a><![CDATA[<x> & ]]>y</a></r>", "{\"a\":\"<x> & y\"}"),
                Arguments.of("comments", "<r><!-- a --><a>x<!-- > -->y</a></r>", "{\"a\":\"xy\"}"),
                Arguments.of("instructions", "<?it's one?><r><?x y?><a>x<?y?>z</a></r>", "{\"a\":\"xz\"}"),
                Arguments.of("the five entities", "<r><a>&lt;&amp;&gt;&quot;&apos;</a></r>", "{\"a\":\"<&>\\\"'\"}"),
                Arguments.of("characters by number", "<r><a>&#233;&#x1F600;</a></r>", "{\"a\":\"é😀\"}"),
                Arguments.of("line ends", "<r><a>x\r\ny\rz</a></r>", "{\"a\":\"x\\ny\\nz\"}"),
                Arguments.of(
                        "a language is kept", "<r xml:lang=\"ar\"><a>x</a></r>", "{\"@xml:lang\":\"ar\",\"a\":\"x\"}"),
                Arguments.of(
                        "any namespace", "<q:r xmlns:q=\"urn:q\"><q:a q:k=\"1\"/></q:r>", "{\"a\":{\"@k\":\"1\"}}"),
                Arguments.of("standing once", "<r><l><m>1</m></l></r>", "{\"l\":[{\"m\":\"1\"}]}"),
                Arguments.of(
                        "standing twice, others between",
                        "<r><l><m>1</m></l><a>x</a><l><m>2</m></l></r>",
                        "{\"l\":[{\"m\":\"1\"},{\"m\":\"2\"}],\"a\":\"x\"}"),
                Arguments.of("nothing in a list", "<r><l/><l><m>2</m></l></r>", "{\"l\":[{\"m\":\"2\"}]}"),
                Arguments.of("lists in lists", "<r><l><n>1</n></l></r>", "{\"l\":[{\"n\":[\"1\"]}]}"),
                Arguments.of("an object without attribute", "<r><o>x</o></r>", "{\"o\":{\"#text\":\"x\"}}"),
                Arguments.of("an object", "<r><o k=\"1\">x</o></r>", "{\"o\":{\"@k\":\"1\",\"#text\":\"x\"}}"),
                Arguments.of(
                        "mixed content",
                        "<r><o>one <b>two</b> three</o></r>",
                        "{\"o\":{\"b\":\"two\",\"#text\":\"one  three\"}}"),
                Arguments.of("a record in a record", "<r><r><a>x</a></r></r>", "{\"r\":{\"a\":\"x\"}}"),
                Arguments.of(
                        "never kept",
                        "<r><Photo>AAAA</Photo><HomeAddress><a>x</a></HomeAddress><a>x</a></r>",
                        "{\"a\":\"x\"}"),
                Arguments.of("never kept in attributes", "<r religion=\"x\" k=\"1\"/>", "{\"@k\":\"1\"}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("records")
    void aRecordIsOneValueOfJson(String what, String text, String json) {
        XmlSource source = XmlSource.of("r").repeated("l", "l/n").objects("o");
        assertThat(source.outline("<all>" + text.replace("<?it's one?>", "") + "</all>"))
                .isEqualTo("1" + json);
    }

    static Stream<Arguments> shapes() {
        return Stream.of(
                Arguments.of("twice and not declared", "<r><a>x</a><a>y</a></r>", "1!NG-144@a"),
                Arguments.of(
                        "thrice is told thrice less one", "<r><a>x</a><a/><a>y</a><a>z</a></r>", "1!NG-144@a!NG-144@a"),
                Arguments.of(
                        "twice in one of a list", "<r><l><m>1</m></l><l><m>1</m><m>2</m></l></r>", "1!NG-144@l[1].m"),
                Arguments.of("text beside an attribute", "<r><a k=\"1\">x</a></r>", "1!NG-144@a"),
                Arguments.of("text beside an element", "<r><a>x<b>y</b></a></r>", "1!NG-144@a"),
                Arguments.of(
                        "the record itself is always an object", "<r>x<b>y</b></r>", "1{\"b\":\"y\",\"#text\":\"x\"}"),
                Arguments.of("a record of text", "<r>x</r>", "1{\"#text\":\"x\"}"),
                Arguments.of(
                        "the others go on", "<r><a>x</a><a>y</a></r>\n<r><a>z</a></r>", "1!NG-144@a 2{\"a\":\"z\"}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shapes")
    void whatWouldNeedAnotherFormIsRefusedAlone(String what, String text, String outline) {
        assertThat(XmlSource.of("r").repeated("l").outline("<all>" + text + "</all>"))
                .isEqualTo(outline);
    }

    @ParameterizedTest
    @CsvSource({
        "r, 2 3 5",
        "all/r, 2 5",
        "all/x/r, 3",
    })
    void recordsAreFoundByNameOrByPath(String record, String lines) {
        String text = "<all>\n<r><a>1</a></r>\n<x><r><a>2</a></r></x>\n\n<r><a>3</a></r></all>";
        assertThat(XmlSource.of(record).units(text))
                .extracting(unit -> ((RawUnit.Fields) unit).line())
                .map(String::valueOf)
                .isEqualTo(List.of(lines.split(" ")));
    }

    @Test
    void namespacesThatAreDeclaredTellNamesApartWhateverThePrefix() {
        XmlSource source = XmlSource.of("reg:r").namespaces(Map.of("reg", "urn:register", "p", "urn:person"));
        assertThat(source.outline("<reg:r xmlns:reg=\"urn:other\"><reg:a>x</reg:a></reg:r>"))
                .isEqualTo("1#NG-143");
        assertThat(
                        source.outline(
                                "<r xmlns=\"urn:register\" xmlns:q=\"urn:person\" q:k=\"1\" l=\"2\"><q:a>x</q:a><a>y</a><z xmlns=\"\">w</z></r>"))
                .isEqualTo("1{\"@p:k\":\"1\",\"@l\":\"2\",\"p:a\":\"x\",\"reg:a\":\"y\",\"z\":\"w\"}");
    }

    @Test
    void namesOfWhatWasDroppedAreNotedOnceAndHoldNoValue() {
        RawUnit.Fields fields = (RawUnit.Fields) XmlSource.of("r")
                .repeated("p")
                .units("<r><p><Photo>A</Photo></p><p><Photo>B</Photo><a>x</a></p><Religion>C</Religion></r>")
                .get(0);
        assertThat(fields.dropped()).containsExactly("p[0].Photo", "Religion");
    }

    @Test
    void aDroppedFieldMayBeOfAnySize() {
        byte[] start = "<all><r><Photo>".getBytes(StandardCharsets.UTF_8);
        byte[] end = "</Photo><a>x</a></r></all>".getBytes(StandardCharsets.UTF_8);
        long before = used();
        InputStream large = new SequenceInputStream(
                new SequenceInputStream(new ByteArrayInputStream(start), new Filler("QUJD", 100L * 1024 * 1024)),
                new ByteArrayInputStream(end));
        assertThat(XmlSource.of("r").units(large)).map(XmlSource::word).containsExactly("1{\"a\":\"x\"}");
        assertThat(used() - before).isLessThan(32L * 1024 * 1024);
    }

    static Stream<Arguments> broken() {
        String one = "<r><a>x</a></r>";
        return Stream.of(
                Arguments.of("empty", "", "1#NG-110"),
                Arguments.of("blanks", " \n ", "1#NG-110"),
                Arguments.of("mark only", "\uFEFF", "1#NG-110"),
                Arguments.of("no record", "<all><x/></all>", "1#NG-143"),
                Arguments.of("no XML", "hello", "1#NG-140"),
                Arguments.of("JSON", "{\"a\":1}", "1#NG-140"),
                Arguments.of("cut off behind a record", "<all>" + one + "\n<r><a>y", "1{\"a\":\"x\"} 2#NG-140"),
                Arguments.of("cut off between records", "<all>" + one + "\n", "1{\"a\":\"x\"} 2#NG-140"),
                Arguments.of("crossed tags", "<all>" + one + "<r><a></r></a></all>", "1{\"a\":\"x\"} 1#NG-140"),
                Arguments.of("two roots", "<all>" + one + "</all><all/>", "1{\"a\":\"x\"} 1#NG-140"),
                Arguments.of("attribute twice", "<all>" + one + "<r k='1' k='2'/></all>", "1{\"a\":\"x\"} 1#NG-140"),
                Arguments.of("prefix of no namespace", "<all>" + one + "<q:r/></all>", "1{\"a\":\"x\"} 1#NG-140"),
                Arguments.of("NUL", "<all>" + one + "<r>\0</r></all>", "1{\"a\":\"x\"} 1#NG-140"),
                Arguments.of("forbidden character", "<all><r><a>&#1;</a></r></all>", "1#NG-140"),
                Arguments.of("document type", "<!DOCTYPE all><all>" + one + "</all>", "1#NG-141"),
                Arguments.of(
                        "entity that nobody declared", "<all>" + one + "<r>&x;</r></all>", "1{\"a\":\"x\"} 1#NG-140"),
                Arguments.of("entity in an attribute", "<all>" + one + "<r k='&x;'/></all>", "1{\"a\":\"x\"} 1#NG-140"),
                Arguments.of(
                        "a bomb",
                        "<!DOCTYPE r [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\">]><r><a>&b;</a></r>",
                        "1#NG-141"),
                Arguments.of(
                        "an entity from a file",
                        "<!DOCTYPE r [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><r><a>&a;</a></r>",
                        "1#NG-141"),
                Arguments.of("too deep", "<r>" + "<a>".repeat(64) + "</a>".repeat(64) + "</r>", "1#NG-142"),
                Arguments.of("just not too deep", "<r>" + "<a>".repeat(63) + "x" + "</a>".repeat(63) + "</r>", "deep"),
                Arguments.of("long name", "<r><" + "n".repeat(201) + "/></r>", "1#NG-142"),
                Arguments.of("long attribute name", "<r " + "n".repeat(201) + "=''/>", "1#NG-142"),
                Arguments.of("many attributes", "<r" + numbered(" k%d=''", 101) + "/>", "1#NG-142"),
                Arguments.of("long tag", "<r k='" + ">".repeat(140_000) + "'/>", "1#NG-142"),
                Arguments.of("long reference", "<r>&" + "x".repeat(200) + ";</r>", "1#NG-142"),
                Arguments.of("many names", "<all>" + numbered("<k%d/>", 5_001) + "</all>", "1#NG-142"),
                Arguments.of(
                        "long text",
                        "<all><r><a>" + "x".repeat(65_537) + "</a></r>" + one + "</all>",
                        "1!NG-117 1{\"a\":\"x\"}"),
                Arguments.of(
                        "large record",
                        "<all><r>" + ("<a>" + "x".repeat(60_000) + "</a>").repeat(5) + "</r>" + one + "</all>",
                        "1!NG-117 1{\"a\":\"x\"}"),
                Arguments.of(
                        "many elements",
                        "<all><r>" + "<a/>".repeat(20_000) + "</r>" + one + "</all>",
                        "1!NG-117 1{\"a\":\"x\"}"),
                Arguments.of("noncharacter", "<all><r><a>\uFFFE</a></r></all>", "1!NG-125@a"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void badXmlIsRefusedWhereItStands(String what, String text, String outline) {
        String found = XmlSource.of("r").outline(text);
        if (outline.equals("deep")) {
            assertThat(found).startsWith("1{\"a\":{\"a\":").contains("\"a\":\"x\"");
        } else {
            assertThat(found).isEqualTo(outline);
        }
    }

    @Test
    void aTextOfAnySizeIsRefusedAloneInBoundedMemory() {
        long before = used();
        InputStream large = new SequenceInputStream(
                new SequenceInputStream(
                        new ByteArrayInputStream("<all><r><a>".getBytes(StandardCharsets.UTF_8)),
                        new Filler("x", 300L * 1024 * 1024)),
                new ByteArrayInputStream("</a></r><r><a>y</a></r></all>".getBytes(StandardCharsets.UTF_8)));
        assertThat(XmlSource.of("r").units(large)).map(XmlSource::word).containsExactly("1!NG-117", "1{\"a\":\"y\"}");
        assertThat(used() - before).isLessThan(32L * 1024 * 1024);
    }

    @Test
    void lineAndColumnOfEachRecordAreKnown() throws IOException {
        SourceFormat format = XmlSource.of("r").format("x", java.nio.file.Path.of("none"));
        XmlUnits units = new XmlUnits(
                format,
                java.util.Objects.requireNonNull(format.xml()),
                new ByteArrayInputStream("<all>\n <r><a>x</a></r><r/>\n<r>".getBytes(StandardCharsets.UTF_8)),
                null);
        assertThat(units.next().toString()).contains("line=2");
        assertThat(units.columnOf(null)).isEqualTo(2);
        assertThat(units.next().toString()).contains("line=2");
        assertThat(units.columnOf("a")).isEqualTo(17);
        assertThat(units.next()).isInstanceOf(RawUnit.End.class);
        assertThat(units.columnOf(null)).isGreaterThanOrEqualTo(4);
    }

    @Test
    void whatIsWrongTellsLineAndColumnAndNoText() {
        RawUnit.End end = (RawUnit.End)
                XmlSource.of("r").units("<r>\n  <a>Canary</b></r>").get(0);
        assertThat(end.line()).isEqualTo(2);
        assertThat(end.problem().hint()).contains("line 2, column ").doesNotContain("Canary");
    }

    @ParameterizedTest
    @CsvSource({
        "UTF-8, '', UTF-8",
        "UTF-8, mark, ''",
        "UTF-16LE, mark, UTF-16",
        "UTF-16BE, mark, ''",
        "UTF-16LE, '', UTF-16LE",
        "UTF-16BE, '', UTF-16",
        "UTF-32BE, mark, UTF-32",
        "ISO-8859-1, '', ISO-8859-1",
        "windows-1252, '', windows-1252",
        "ISO-8859-15, '', iso-8859-15",
    })
    void theCharacterSetIsTheMarksOrTheDeclarations(String charset, String mark, String declared) {
        String text = (mark.isEmpty() ? "" : "\uFEFF") + declaration(declared) + "<r><a>Zoë</a></r>";
        assertThat(XmlSource.of("r").outline(text.getBytes(Charset.forName(charset))))
                .isEqualTo("1{\"a\":\"Zoë\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "UTF-8, '', UTF-16",
        "UTF-8, mark, ISO-8859-1",
        "UTF-16LE, mark, UTF-8",
        "UTF-16LE, mark, UTF-16BE",
        "UTF-16BE, '', UTF-8",
        "UTF-8, '', no-such-set",
        "IBM037, '', IBM037",
        // What stands there is no UTF-8.
        "ISO-8859-1, '', UTF-8",
        "ISO-8859-1, '', ''",
        "UTF-8, '', US-ASCII",
        "windows-1252, '', Shift_JIS",
    })
    void bytesThatDoNotFitAreRefusedAndNeverReplaced(String charset, String mark, String declared) {
        String text = (mark.isEmpty() ? "" : "\uFEFF") + declaration(declared) + "<r><a>Zoë</a></r>";
        assertThat(XmlSource.of("r").outline(text.getBytes(Charset.forName(charset))))
                .isEqualTo("1#NG-113");
    }

    @Test
    void aCharacterSetInTheSettingsWinsOverADeclarationThatLies() {
        byte[] bytes =
                "<?xml version='1.0' encoding='UTF-8'?><r><a>Zoë €</a></r>".getBytes(Charset.forName("windows-1252"));
        assertThat(XmlSource.of("r").charset("windows-1252").outline(bytes)).isEqualTo("1{\"a\":\"Zoë €\"}");
        byte[] marked = "\uFEFF<r><a>x</a></r>".getBytes(StandardCharsets.UTF_16LE);
        assertThat(XmlSource.of("r").charset("UTF-8").outline(marked)).isEqualTo("1#NG-113");
    }

    @Test
    void aFailingStreamIsNoFaultOfTheSender() {
        InputStream failing = new SequenceInputStream(
                new ByteArrayInputStream(("<all>" + "<r><a>x</a></r>".repeat(2_000)).getBytes(StandardCharsets.UTF_8)),
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("gone");
                    }
                });
        assertThatThrownBy(() -> XmlSource.of("r").units(failing))
                .isInstanceOf(UncheckedIOException.class)
                .hasRootCauseMessage("gone");
    }

    @Test
    void theSameFieldsAreTheSameBytesWhateverOrderPrefixAndIndentation() {
        String one = "<r xmlns='urn:a' k='1' l='2'><a>x</a><b>y</b></r>";
        String two =
                "<!-- -->\n<q:r xmlns:q='urn:a' l='2'\n k='1'>\n  <q:b>y</q:b><q:a><![CDATA[x]]></q:a><q:c/></q:r>";
        byte[] content = content(one);
        assertThat(content(two)).isEqualTo(content);
        assertThat(content(one.replace("x", "z"))).isNotEqualTo(content);
    }

    private static byte[] content(String text) {
        return ((RawUnit.Fields) XmlSource.of("r").units(text).get(0)).content();
    }

    private static String declaration(String encoding) {
        return encoding.isEmpty() ? "" : "<?xml version=\"1.0\" encoding='" + encoding + "'?>";
    }

    private static String numbered(String pattern, int times) {
        StringBuilder text = new StringBuilder();
        for (int number = 0; number < times; number++) {
            text.append(String.format(pattern, number));
        }
        return text.toString();
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
