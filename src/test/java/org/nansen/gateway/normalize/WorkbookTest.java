package org.nansen.gateway.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nansen.gateway.normalize.SourceFormat.Kind;
import org.nansen.gateway.normalize.SourceUnit.Broken;
import org.nansen.gateway.normalize.SourceUnit.Mapped;
import org.nansen.gateway.normalize.SourceUnit.Refused;
import org.nansen.gateway.record.AsylumRecord;

/** Excel workbooks: what their cells mean, and what is no workbook that can be read. */
class WorkbookTest {

    /** A row of header cells and one of values, A and on; identity stands in A to D. */
    private static final String HEADER = "<row r=\"1\">" + text("A1", "NR") + text("B1", "PERSNR") + text("C1", "AKTE")
            + text("D1", "STAND") + text("E1", "X") + "</row>";

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                // Numbers as people write them.
                "<v>42</v>                                   |        | 42",
                "<v>42.0</v>                                 |        | 42",
                "<v>-7</v>                                   |        | -7",
                "<v>1.1000000000000001</v>                   |        | 1.1",
                "<v>1E+5</v>                                 |        | 100000",
                "<v>1.5E-3</v>                               |        | 0.0015",
                "<v>999999999999999</v>                      |        | 999999999999999",
                "<v>7</v>                                    | s='4'  | 007",
                "<v>1234</v>                                 | s='4'  | 1234",
                // Dates by format alone; 29527 is 1 November 1980, as 44197 is 1 January 2021 in everybody's Excel.
                "<v>44197</v>                                | s='1'  | 2021-01-01",
                "<v>44197</v>                                | s='6'  | 2021-01-01",
                "<v>44197.75</v>                             | s='2'  | 2021-01-01T18:00:00",
                "<v>44197.75</v>                             | s='1'  | 2021-01-01",
                "<v>0.75</v>                                 | s='3'  | 18:00:00",
                "<v>1.5</v>                                  | s='5'  | 36:00:00",
                "<v>59</v>                                   | s='1'  | 1900-02-28",
                "<v>61</v>                                   | s='1'  | 1900-03-01",
                "<v>1</v>                                    | s='1'  | 1900-01-01",
                // The two other ways of a text, a boolean, a formula's result, a date of strict workbooks.
                "<is><r><t>Mül</t></r><r><t>ler</t></r></is> | t='inlineStr' | Müller",
                "<f>A1&amp;B1</f><v>x y</v>                  | t='str' | x y",
                "<f>SUM(A1)</f><v>5</v>                      |        | 5",
                "<v>1</v>                                    | t='b'  | true",
                "<v>0</v>                                    | t='b'  | false",
                "<v>2021-01-01</v>                           | t='d'  | 2021-01-01",
                "<v>0</v>                                    | t='s'  | Anna Maria",
                "<v>1</v>                                    | t='s'  | 東京",
                "<v>2</v>                                    | t='s'  | a_x0041_b",
            })
    void aCellIsWhatItShows(String content, @Nullable String attributes, String expected) throws IOException {
        assertThat(cell(content, attributes)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "<v>#N/A</v>            | t='e'",
                "<f>NOW()</f>           |",
                "<v>1000000000000000</v> |",
                "<v>1E+99</v>           |",
                "<v>60</v>              | s='1'",
                "<v>0</v>               | s='1'",
                "<v>-1</v>              | s='1'",
                "<v>2958466</v>         | s='1'",
                "<v>0x10</v>            |",
                "<v>NaN</v>             |",
            })
    void aCellThatHoldsNothingSureIsRefusedWithItsRowAlone(String content, @Nullable String attributes)
            throws IOException {
        RawUnit unit = row(content, attributes);
        assertThat(unit).isInstanceOfSatisfying(RawUnit.Malformed.class, bad -> {
            assertThat(bad.line()).isEqualTo(3);
            assertThat(bad.problems()).singleElement().satisfies(problem -> {
                assertThat(problem.code().code()).isEqualTo("NG-155");
                assertThat(problem.field()).isEqualTo("X");
            });
        });
    }

    @Test
    void emptyCellsAreNothing() throws IOException {
        for (String content : List.of("", "<v></v>", "<is><t>  </t></is>")) {
            assertThat(cell(content, content.contains("is") ? "t='inlineStr'" : null))
                    .isNull();
        }
    }

    @Test
    void daysAreCountedFrom1904WhereTheWorkbookSaysSo() throws IOException {
        Map<String, String> parts = sheet("<v>42735</v>", "s='1'");
        parts.put(
                "xl/workbook.xml",
                Workbooks.workbook(
                        "<workbookPr date1904=\"1\"/>", "<sheet name=\"People\" sheetId=\"1\" r:id=\"rId1\"/>"));
        // 44197 - 1462 days: the same first of January 2021.
        assertThat(cell(first(Workbooks.zip(parts)))).isEqualTo("2021-01-01");
    }

    @Test
    void formatsAreDatesByTheirLettersOnly() {
        assertThat(CellFormats.ofCode("#,##0.00\\ \"Days\"").shown()).isEqualTo(CellFormats.Shown.NUMBER);
        assertThat(CellFormats.ofCode("[Red]0.00E+00").shown()).isEqualTo(CellFormats.Shown.NUMBER);
        assertThat(CellFormats.ofCode("General").shown()).isEqualTo(CellFormats.Shown.NUMBER);
        assertThat(CellFormats.ofCode("_-* #,##0.00\\ [$€-407]_-").shown()).isEqualTo(CellFormats.Shown.NUMBER);
        assertThat(CellFormats.ofCode("@").shown()).isEqualTo(CellFormats.Shown.NUMBER);
        assertThat(CellFormats.ofCode("[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy").shown())
                .isEqualTo(CellFormats.Shown.DATE);
        assertThat(CellFormats.ofCode("mmm-yy").shown()).isEqualTo(CellFormats.Shown.DATE);
        assertThat(CellFormats.ofCode("mm:ss.0").shown()).isEqualTo(CellFormats.Shown.TIME);
        assertThat(CellFormats.ofCode("yyyy-mm-dd\\Thh:mm").shown()).isEqualTo(CellFormats.Shown.DATE_TIME);
        assertThat(CellFormats.ofCode("[mm]:ss").shown()).isEqualTo(CellFormats.Shown.ELAPSED);
    }

    @Test
    void linesAreRowsAsExcelShowsThemAndEmptyRowsAreNone() {
        String sheet = "<sheetData>" + HEADER + "<row r=\"2\"/>" + people(4)
                + "<row r=\"6\"><c r=\"A6\" s=\"1\"/></row>" + people(9) + "</sheetData>";
        assertThat(outline(Workbooks.of(sheet))).isEqualTo("R4:NG-101 R9:NG-101");
    }

    @Test
    void aSheetIsFoundByNameOrIsTheFirstThatCanBeSeen() {
        Map<String, String> parts = Workbooks.parts("<sheetData>" + HEADER + people(2) + "</sheetData>");
        parts.put(
                "xl/workbook.xml",
                Workbooks.workbook(
                        "",
                        "<sheet name=\"Old\" sheetId=\"2\" state=\"hidden\" r:id=\"rId9\"/><sheet name=\"People\" sheetId=\"1\" r:id=\"rId1\"/>"));
        assertThat(outline(Workbooks.zip(parts))).isEqualTo("R2:NG-101");
        assertThat(outline(format("People", 1), Workbooks.zip(parts))).isEqualTo("R2:NG-101");
        assertThat(outline(format("Persons", 1), Workbooks.zip(parts))).isEqualTo("B1:NG-154");
    }

    @Test
    void theHeaderMayStandFurtherDown() {
        String sheet = "<sheetData><row r=\"1\">" + text("A1", "Register, as of today") + "</row>"
                + HEADER.replace("r=\"1\"", "r=\"3\"").replaceAll("r=\"([A-E])1\"", "r=\"$13\"") + people(4)
                + "</sheetData><mergeCells><mergeCell ref=\"A1:E1\"/></mergeCells>";
        assertThat(outline(format(null, 3), Workbooks.of(sheet))).isEqualTo("R4:NG-101");
        assertThat(outline(format(null, 2), Workbooks.of(sheet))).isEqualTo("B2:NG-112");
    }

    @Test
    void mergedCellsHoldTheFileWithTheReason() {
        String merged = "<sheetData>" + HEADER.replace(text("D1", "STAND"), "") + people(2)
                + "</sheetData><mergeCells><mergeCell ref=\"C1:D1\"/></mergeCells>";
        Broken header =
                (Broken) Formats.read(format(null, 1), Workbooks.of(merged)).get(0);
        assertThat(header.problem().code().code()).isEqualTo("NG-154");
        assertThat(header.problem().hint()).contains("merged");

        String below = "<sheetData>" + HEADER + people(2) + people(3)
                + "</sheetData><mergeCells><mergeCell ref=\"C2:C3\"/></mergeCells>";
        assertThat(outline(Workbooks.of(below))).isEqualTo("R2:NG-101 R3:NG-101 B3:NG-154");
    }

    @Test
    void aCellBesideTheColumnsIsRefusedWithItsRow() {
        String sheet =
                "<sheetData>" + HEADER + people(2).replace("</row>", text("G2", "note") + "</row>") + "</sheetData>";
        assertThat(outline(Workbooks.of(sheet))).isEqualTo("R2:NG-126");
        String far = "<sheetData>" + HEADER + "<row r=\"2\">" + text("XFD2", "note") + "</row></sheetData>";
        assertThat(outline(Workbooks.of(far))).isEqualTo("R2:NG-126");
    }

    @Test
    void emptySheetsAreRefused() {
        assertThat(outline(Workbooks.of("<sheetData/>"))).isEqualTo("B1:NG-110");
        assertThat(outline(Workbooks.of("<sheetData>" + HEADER + "</sheetData>")))
                .isEqualTo("B1:NG-111");
        assertThat(outline(new byte[0])).isEqualTo("B1:NG-110");
    }

    @Test
    void whatIsNoWorkbookIsNamed() {
        assertThat(hint(java.util.HexFormat.of().parseHex("d0cf11e0a1b11ae1"))).contains("old .xls", "password");
        assertThat(hint(Formats.utf8("NR;PERSNR\n"))).contains("no Excel workbook");
        assertThat(hint(Workbooks.zip(Map.of(
                        "[Content_Types].xml",
                        "<Types/>",
                        "_rels/.rels",
                        Workbooks.relations(Workbooks.relation("r", "officeDocument", "xl/workbook.bin"))))))
                .contains(".xlsx");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "cut off                       | <sheetData><row r='1'>",
                "text number that there is not | <sheetData><row r='1'><c r='A1' t='s'><v>2000000000</v></c></row></sheetData>",
                "number below zero             | <sheetData><row r='1'><c r='A1' t='s'><v>-1</v></c></row></sheetData>",
                "column that there is not      | <sheetData><row r='1'><c r='ZZZ1'><v>1</v></c></row></sheetData>",
                "row that there is not         | <sheetData><row r='9999999'><c r='A9999999'><v>1</v></c></row></sheetData>",
                "rows out of order             | <sheetData><row r='2'><c r='A2'><v>1</v></c></row><row r='1'><c r='A1'><v>1</v></c></row></sheetData>",
                "cell of another row           | <sheetData><row r='2'><c r='A3'><v>1</v></c></row></sheetData>",
                "unknown type                  | <sheetData><row r='1'><c r='A1' t='q'><v>1</v></c></row></sheetData>",
                "entity                        | <sheetData><row r='1'><c r='A1' t='str'><v>&x;</v></c></row></sheetData>",
            })
    void whatBreaksTheRulesBreaksTheFile(String what, String sheet) {
        assertThat(outline(Workbooks.of(sheet))).isEqualTo("B1:NG-154");
    }

    @Test
    void aDocumentTypeIsRefused() {
        Map<String, String> parts = Workbooks.parts("<sheetData>" + HEADER + people(2) + "</sheetData>");
        parts.computeIfPresent(
                "xl/worksheets/sheet1.xml",
                (name, xml) -> "<!DOCTYPE w [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>" + xml);
        assertThat(outline(Workbooks.zip(parts))).isEqualTo("B1:NG-154");
    }

    @Test
    void aCellOfMoreTextThanExcelHasIsRefusedInBoundedMemory() {
        String sheet =
                "<sheetData>" + HEADER + "<row r=\"2\">" + text("A2", "x".repeat(3_000_000)) + "</row></sheetData>";
        assertThat(outline(Workbooks.of(sheet))).isEqualTo("B1:NG-117");
    }

    @Test
    void aRowOfMoreTextThanARecordMayHaveIsRefusedInBoundedMemory() {
        StringBuilder row = new StringBuilder("<row r=\"2\">");
        for (int cell = 0; cell < 1_000; cell++) {
            row.append("<c t=\"inlineStr\"><is><t>").append("x".repeat(30_000)).append("</t></is></c>");
        }
        assertThat(outline(Workbooks.of("<sheetData>" + HEADER + row + "</row></sheetData>")))
                .isEqualTo("B2:NG-117");
    }

    @Test
    void aWorkbookThatUnpacksToFarMoreThanItsSizeIsRefused() {
        String blanks = "<c r=\"A2\"/>" + " ".repeat(40_000_000);
        String sheet = "<sheetData>" + HEADER + "<row r=\"2\">" + blanks + "</row></sheetData>";
        assertThat(outline(Workbooks.of(sheet))).isEqualTo("B1:NG-153");
    }

    @Test
    void aWorkbookThatAnotherProgramWroteBecomesTheSameRecordsAsItsCsv() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (org.dhatim.fastexcel.Workbook book = new org.dhatim.fastexcel.Workbook(bytes, "Test", "1.0")) {
            Worksheet sheet = book.newWorksheet("People");
            String[] names = Formats.HEADER.strip().split(";");
            for (int at = 0; at < names.length; at++) {
                sheet.value(0, at, names[at]);
            }
            for (int row = 1; row <= 3; row++) {
                String[] cells = Formats.row(row).strip().split(";", -1);
                for (int at = 0; at < cells.length; at++) {
                    put(sheet, row, at, names[at], cells[at]);
                }
            }
        }
        List<SourceUnit> units = Formats.read(format(null, 1), bytes.toByteArray());
        assertThat(BadInputTest.outline(units)).isEqualTo("M2 M3 M4");
        List<SourceUnit> csv = Formats.read(
                Formats.registerInUtf8(), Formats.HEADER + Formats.row(1) + Formats.row(2) + Formats.row(3));
        for (int at = 0; at < units.size(); at++) {
            assertThat(same(units.get(at))).isEqualTo(same(csv.get(at)));
        }
    }

    private static void put(Worksheet sheet, int row, int at, String name, String cell) {
        switch (name) {
            case "NR", "STAATKZ" -> sheet.value(row, at, Integer.parseInt(cell));
            case "STAND" -> {
                sheet.value(row, at, LocalDate.parse(cell));
                sheet.style(row, at).format("yyyy-mm-dd").set();
            }
            default -> {
                if (!cell.isEmpty()) {
                    sheet.value(row, at, cell);
                }
            }
        }
    }

    private static AsylumRecord same(SourceUnit unit) {
        AsylumRecord record = ((Mapped) unit).records().get(0);
        return org.nansen.gateway.record.RecordJson.read(
                ((com.fasterxml.jackson.databind.node.ObjectNode) org.nansen.gateway.record.RecordJson.tree(record))
                        .put("messageId", "01a20a75-0000-7000-8000-000000000000"));
    }

    @Test
    void nothingIsLeftOnTheDisk() throws IOException {
        try (SourceReading reading = Normalizer.of(format(null, 1))
                .open(
                        new ByteArrayInputStream(Workbooks.of("<sheetData>" + HEADER + people(2) + "</sheetData>")),
                        Formats.RECEIVED)) {
            assertThat(reading.next()).isInstanceOf(Refused.class);
            try (var files = Files.list(Formats.SPOOL)) {
                assertThat(files).as("while it is read, too").isEmpty();
            }
        }
    }

    private static @Nullable String cell(String content, @Nullable String attributes) throws IOException {
        return cell(row(content, attributes));
    }

    private static @Nullable String cell(RawUnit unit) {
        var node = ((RawUnit.Fields) unit).source().get("X");
        return node == null ? null : node.asText();
    }

    private static RawUnit row(String content, @Nullable String attributes) throws IOException {
        return first(Workbooks.zip(sheet(content, attributes)));
    }

    private static Map<String, String> sheet(String content, @Nullable String attributes) {
        String cell = "<c r=\"E3\" " + (attributes == null ? "" : attributes) + ">" + content + "</c>";
        String row = "<row r=\"3\">" + text("A3", "1") + text("B3", "P1") + cell + "</row>";
        return new TreeMap<>(Workbooks.parts(
                "<sheetData>" + HEADER + row + "</sheetData>",
                "<r><t>Anna</t></r><r><t xml:space=\"preserve\"> Maria</t></r>",
                "<t>東京</t><rPh sb=\"0\" eb=\"2\"><t>トウキョウ</t></rPh>",
                "<t>a_x005F_x0041_b</t>"));
    }

    private static RawUnit first(byte[] workbook) throws IOException {
        SourceFormat format = format(null, 1);
        try (Opening opening = new Opening(format, new ByteArrayInputStream(workbook), Unpacked.Limits.USUAL)) {
            return java.util.Objects.requireNonNull(new SheetUnits(format, opening).next());
        }
    }

    private static String hint(byte[] bytes) {
        Broken broken = (Broken) Formats.read(format(null, 1), bytes).get(0);
        assertThat(broken.problem().code().code()).isEqualTo("NG-154");
        return broken.problem().hint();
    }

    private static String outline(byte[] bytes) {
        return outline(format(null, 1), bytes);
    }

    private static String outline(SourceFormat format, byte[] bytes) {
        return BadInputTest.outline(Formats.read(format, bytes));
    }

    static SourceFormat format(@Nullable String sheet, int headerRow) {
        return Formats.register(
                Kind.XLSX,
                "UTF-8",
                new Dialect(Dialect.Cells.RFC_4180, null, new Dialect.Sheet(sheet, headerRow), List.of(), true, null));
    }

    private static String text(String at, String text) {
        return "<c r=\"" + at + "\" t=\"inlineStr\"><is><t>" + text + "</t></is></c>";
    }

    /** A row of somebody without a name: whole for the reader, and refused by the mapping. */
    private static String people(int row) {
        return "<row r=\"" + row + "\">" + text("A" + row, "1") + text("B" + row, "P") + text("C" + row, "F")
                + text("D" + row, "1") + "</row>";
    }
}
