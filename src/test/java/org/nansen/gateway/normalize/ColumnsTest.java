package org.nansen.gateway.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nansen.gateway.normalize.SourceFormat.Kind;
import org.nansen.gateway.normalize.SourceFormat.ReferenceField;

/** Where a fault stands, as a person finds it in an editor or a spreadsheet: each place is counted by hand. */
class ColumnsTest {

    @TempDir
    Path folder;

    /** A mapping that leaves everything out: only what the readers find is left. */
    @BeforeEach
    void mapping() throws IOException {
        Files.writeString(folder.resolve("mapping.jslt"), "null");
    }

    @Test
    void jsonThatBreaksOffHasTheLineAndCharacterOfItsText() {
        // The colon is missing: the parser stands at the digit, the seventh character of line 3.
        assertThat(places(json(), "[\n{\"NR\":1},\n{\"NR\" 2}]")).endsWith("3:7 NG-115");
        assertThat(places(json(), "[\n{\"NR\":1},\n  7x ]")).endsWith("3:4 NG-115");
        assertThat(places(json(), "[{\"NR\":1},\n\n  null extra ]"))
                .last()
                .asString()
                .startsWith("3:");
    }

    @Test
    void bytesOfAnotherCharacterSetHaveTheirLineAndCharacterInJson() {
        byte[] latin = "[\n{\"NR\":\"M\u00e4rz\"}]".getBytes(StandardCharsets.ISO_8859_1);
        // {"NR":"M is eight characters.
        assertThat(places(json(), latin)).containsExactly("2:9 NG-113");
    }

    @Test
    void aBrokenLineOfNdjsonHasItsCharacter() {
        assertThat(places(of(Kind.NDJSON), "{\"a\":1}\n{\"a\" 1}\n")).contains("2:6 NG-115");
        byte[] latin = "{\"a\":\"\u00e4\"}\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(places(of(Kind.NDJSON), latin)).containsExactly("1:7 NG-113");
    }

    @Test
    void aCellTooManyOrTooFewHasItsNumberInCsv() {
        assertThat(places(of(Kind.CSV), "NR,A\n1,2,,extra\n")).containsExactly("2:4 NG-126");
        assertThat(places(of(Kind.CSV), "NR,A,B\n1\n")).containsExactly("2:2 NG-126");
    }

    @Test
    void aLineOverTheLimitHasItsLimitInCsv() {
        assertThat(places(of(Kind.CSV), "NR\n" + "x".repeat(70_000) + "\n")).containsExactly("2:65537 NG-114");
    }

    @Test
    void aLineOfWrongLengthHasThePlaceWhereItEndsOrShouldHave() {
        assertThat(places(
                        with(
                                Kind.FIXED,
                                new Dialect(
                                        Dialect.Cells.RFC_4180,
                                        new FixedLayout(
                                                List.of(new FixedLayout.Field("NR", 1, 6, FixedLayout.Trim.BOTH, ' ')),
                                                6,
                                                false,
                                                true,
                                                null,
                                                null),
                                        new Dialect.Sheet(null, 1),
                                        List.of(),
                                        true,
                                        null)),
                        "123456\n1234\n1234567\n"))
                .as("the field begins in place 1; behind place 6 nothing should be")
                .containsExactly("2:1 NG-150", "3:7 NG-150");
    }

    @Test
    void xmlHasThePlaceOfTheRecordOrWhereItBreaksOff() {
        SourceFormat format = XmlSource.of("person").format("people", folder);
        List<String> places = places(format, "<r>\n <person><id>1</id><id>2</id></person>\n <person></persn>\n</r>");
        assertThat(places).contains("2:2 NG-144");
        // The wrong end begins at character 10 of line 3.
        assertThat(places.get(places.size() - 1)).startsWith("3:").endsWith("NG-140");
    }

    @Test
    void aCellBesideTheColumnsHasItsNumberInASheet() {
        byte[] workbook = Workbooks.of("<sheetData><row r=\"1\">" + cell("A1", "NR") + "</row><row r=\"2\">"
                + cell("A2", "1") + cell("D2", "x") + "</row></sheetData>");
        SourceFormat format = of(Kind.XLSX);
        assertThat(places(format, workbook)).contains("2:4 NG-126");
    }

    private static String cell(String at, String text) {
        return "<c r=\"" + at + "\" t=\"inlineStr\"><is><t>" + text + "</t></is></c>";
    }

    private SourceFormat json() {
        return of(Kind.JSON);
    }

    private SourceFormat of(Kind kind) {
        return with(kind, Dialect.PLAIN);
    }

    private SourceFormat with(Kind kind, Dialect dialect) {
        ReferenceField number = new ReferenceField("people", "NR");
        return new SourceFormat(
                "people",
                folder,
                kind,
                "UTF-8",
                ',',
                true,
                List.of(),
                false,
                "NR",
                number,
                number,
                null,
                "XAA",
                "Asylum Act, s. 12",
                "asylum",
                true,
                dialect,
                Formats.SPOOL,
                null);
    }

    private static List<String> places(SourceFormat format, String text) {
        return places(format, text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> places(SourceFormat format, byte[] bytes) {
        List<String> places = new ArrayList<>();
        try (SourceReading reading = Normalizer.of(format).open(new ByteArrayInputStream(bytes), Formats.RECEIVED)) {
            while (reading.hasNext()) {
                SourceUnit unit = reading.next();
                List<SourceUnit.Problem> problems = unit instanceof SourceUnit.Refused refused
                        ? refused.problems()
                        : unit instanceof SourceUnit.Broken broken ? List.of(broken.problem()) : List.of();
                problems.forEach(problem -> places.add(reading.lineOf(unit) + ":" + reading.columnOf(problem.field())
                        + " " + problem.code().code()));
            }
        }
        return places;
    }
}
