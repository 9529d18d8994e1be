package org.nansen.gateway.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.nansen.gateway.normalize.SourceFormat.Kind;
import org.nansen.gateway.normalize.SourceUnit.Broken;

/** No bytes make a reader throw or go on for ever, and what breaks a drop is always its last unit. */
class AnyBytesTest {

    private final Normalizer csv = Normalizer.of(Formats.registerInUtf8());
    private final Normalizer json = Normalizer.of(Formats.border(Kind.JSON));
    private final Normalizer ndjson = Normalizer.of(Formats.border(Kind.NDJSON));

    private final Normalizer dialect = Normalizer.of(Formats.register(
            Kind.CSV,
            "detect",
            new Dialect(
                    new Dialect.Cells('\'', '\\', '#', 1, true, true, true),
                    null,
                    Dialect.PLAIN.sheet(),
                    List.of(),
                    true,
                    "windows-1252")));
    private final Normalizer path = Normalizer.of(Formats.with(
            Formats.border(Kind.JSON),
            Kind.JSON,
            new Dialect(Dialect.Cells.RFC_4180, null, Dialect.PLAIN.sheet(), List.of("data", "items"), true, null)));
    private final Normalizer fixed = Normalizer.of(FixedWidthTest.format(
            "UTF-8",
            FixedWidthTest.layout(
                    new FixedLayout.Type(1, 1, "H", List.of("D"), List.of("C"), "T"),
                    new FixedLayout.Count(2, 6, false))));
    private final Normalizer dense = Normalizer.of(FixedWidthTest.format(
            "ISO-8859-15", new FixedLayout(FixedWidthTest.layout(null, null).fields(), 84, true, false, null, null)));
    private final Normalizer sheet = Normalizer.of(WorkbookTest.format(null, 1));

    private final List<Normalizer> all = List.of(csv, json, ndjson, dialect, path, fixed, dense, sheet);

    @Property(tries = 400)
    void noBytesMakeAReaderThrow(@ForAll("anyBytes") byte[] bytes) {
        for (Normalizer normalizer : all) {
            ends(normalizer, bytes);
        }
    }

    @Property(tries = 400)
    void noDamageToGoodInputMakesAReaderThrow(@ForAll("damaged") byte[] bytes) {
        for (Normalizer normalizer : all) {
            ends(normalizer, bytes);
        }
    }

    /** Bytes changed, put in and cut off anywhere in files that are packed: headers, directories, checksums, content. */
    @Property(tries = 1_000)
    void noDamageToPackedInputMakesAReaderThrow(@ForAll("damagedPacked") byte[] bytes) {
        for (Normalizer normalizer : List.of(csv, json, fixed, sheet)) {
            ends(normalizer, bytes);
        }
    }

    /** Parts of a workbook that are well packed and wrong within. */
    @Property(tries = 600)
    void noDamageToThePartsOfAWorkbookMakesTheReaderThrow(@ForAll("damagedWorkbooks") byte[] bytes) {
        ends(sheet, bytes);
    }

    @Property(tries = 100)
    void noCharsetMakesAReaderThrow(@ForAll("anyBytes") byte[] bytes, @ForAll("charsets") String charset) {
        ends(Normalizer.of(Formats.csv("register", ';', charset, true, "NR", "PERSNR", "AKTE", "STAND")), bytes);
    }

    private static void ends(Normalizer normalizer, byte[] bytes) {
        List<SourceUnit> units = Formats.read(normalizer, new ByteArrayInputStream(bytes));
        // A packed byte may be many.
        assertThat(units.size()).isLessThanOrEqualTo(100 * bytes.length + 1);
        for (int at = 0; at < units.size() - 1; at++) {
            assertThat(units.get(at)).isNotInstanceOf(Broken.class);
        }
    }

    @Provide
    Arbitrary<byte[]> anyBytes() {
        return Arbitraries.bytes().array(byte[].class).ofMaxSize(3_000);
    }

    @Provide
    Arbitrary<String> charsets() {
        return Arbitraries.of("UTF-8", "UTF-16", "UTF-16LE", "windows-1252", "ISO-8859-15", "Shift_JIS", "GB18030");
    }

    @Provide
    Arbitrary<byte[]> damaged() {
        String good = Formats.HEADER + Formats.row(1) + Formats.row(2);
        String array = "[{\"crossing\":\"C1\",\"members\":[{\"id\":\"p1\",\"name\":\"Ada\",\"born\":\"1980\"}]},\n{}]";
        String lines = "H" + " ".repeat(83) + "\n" + FixedWidthTest.line("Müller") + "T000001" + " ".repeat(77) + "\n";
        return Combinators.combine(
                        Arbitraries.of(good, array, "{\"data\":{\"items\":" + array + "}}", lines, "x\n" + good),
                        Arbitraries.integers().between(0, 400),
                        Arbitraries.integers().between(0, 10),
                        Arbitraries.of("\"", "\n", ";", "{", "]", "\0", "\uFFFE", "\uFFFF", "\\", "1e9", ""))
                .as((text, at, cut, put) -> {
                    int from = Math.min(at, text.length());
                    int to = Math.min(from + cut, text.length());
                    return (text.substring(0, from) + put + text.substring(to)).getBytes(StandardCharsets.UTF_8);
                });
    }

    @Provide
    Arbitrary<byte[]> damagedPacked() {
        String text = Formats.HEADER + Formats.row(1) + Formats.row(2);
        byte[] workbook = goodWorkbook();
        return Combinators.combine(
                        Arbitraries.of(
                                workbook,
                                PackedTest.gzip(Formats.utf8(text)),
                                PackedTest.zip(Map.of("a.csv", Formats.utf8(text))),
                                PackedTest.gzip(workbook),
                                PackedTest.zip(Map.of("a.xlsx", workbook))),
                        Arbitraries.doubles().between(0, 1),
                        Arbitraries.integers().between(0, 8),
                        Arbitraries.bytes().array(byte[].class).ofMaxSize(8),
                        Arbitraries.integers().between(0, 3))
                .as((good, where, cut, put, kind) -> {
                    int from = (int) (where * good.length);
                    int to = kind == 0 ? good.length : Math.min(from + cut, good.length);
                    ByteArrayOutputStream out = new ByteArrayOutputStream();
                    out.write(good, 0, from);
                    out.writeBytes(put);
                    out.write(good, to, good.length - to);
                    return out.toByteArray();
                });
    }

    @Provide
    Arbitrary<byte[]> damagedWorkbooks() {
        Map<String, String> good = goodParts();
        return Combinators.combine(
                        Arbitraries.of(List.copyOf(good.keySet())),
                        Arbitraries.doubles().between(0, 1),
                        Arbitraries.integers().between(0, 40),
                        Arbitraries.of(
                                "",
                                "<",
                                ">",
                                "/>",
                                "<c/>",
                                "<v>",
                                "</row>",
                                "\"",
                                "99999999999",
                                "-1",
                                "&#0;",
                                "&lt;",
                                "&x;",
                                "]]>",
                                "<!--",
                                "<?x",
                                "<!DOCTYPE x>",
                                "r=\"A1\"",
                                "\0",
                                "\uFFFF",
                                "_xD800_"))
                .as((part, where, cut, put) -> {
                    Map<String, String> parts = new LinkedHashMap<>(good);
                    String xml = good.get(part);
                    int from = (int) (where * xml.length());
                    int to = Math.min(from + cut, xml.length());
                    parts.put(part, xml.substring(0, from) + put + xml.substring(to));
                    return Workbooks.zip(parts);
                });
    }

    private static byte[] goodWorkbook() {
        return Workbooks.zip(goodParts());
    }

    private static Map<String, String> goodParts() {
        String[] names = Formats.HEADER.strip().split(";");
        String[] cells = Formats.row(1).strip().split(";", -1);
        StringBuilder header = new StringBuilder();
        StringBuilder row = new StringBuilder();
        for (int at = 0; at < names.length; at++) {
            char column = (char) ('A' + at);
            header.append("<c r=\"")
                    .append(column)
                    .append("1\" t=\"inlineStr\"><is><t>")
                    .append(names[at])
                    .append("</t></is></c>");
            row.append("<c r=\"")
                    .append(column)
                    .append("2\" t=\"inlineStr\"><is><t>")
                    .append(cells[at])
                    .append("</t></is></c>");
        }
        String more = "<row r=\"3\"><c r=\"A3\"><v>42</v></c><c r=\"B3\" t=\"s\"><v>0</v></c>"
                + "<c r=\"D3\" s=\"1\"><v>44197</v></c><c r=\"E3\" t=\"b\"><v>1</v></c></row>";
        return Workbooks.parts(
                "<sheetData><row r=\"1\">" + header + "</row><row r=\"2\">" + row + "</row>" + more
                        + "</sheetData><mergeCells><mergeCell ref=\"Z90:Z91\"/></mergeCells>",
                "<t>P1</t>");
    }
}
