package org.nansen.gateway.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nansen.gateway.house.House;

/** Folders begun from samples of every form that the gateway reads, and what no folder can be begun from. */
class InitFormsTest {

    private static final String REGISTER = """
            <?xml version="1.0" encoding="ISO-8859-1"?>
            <register xmlns="urn:reg">
              <header><created>2026-11-01</created></header>
              <person id="P17"><name><family>W\u00f6rtlich</family><given>Geheima</given></name>
                <born calendar="g">1999-12-31</born><sex>W</sex>
                <nationality>121</nationality><nationality>122</nationality><file-no>F-12</file-no>
                <address>Hauptstr. 5</address></person>
              <person id="P18"><name><family>W\u00f6rtlich</family><given>Geheimo</given></name>
                <born>1999-12-30</born><sex>M</sex>
                <nationality>121</nationality><file-no>F-13</file-no>
                <note>came <b>late</b> with</note></person>
              <alias of="P17"><family>Decknam</family></alias>
              <alias of="P18"><family>Decknom</family></alias>
            </register>
            """;

    /** Places: 1 type, 2-9 number, 10-19 surname, 20-29 given name, 30 sex, 31-38 birth date, 39-41 state. */
    private static final String BORDER = """
            H20261127BORDER POST 7
            D00000001GEHEIM    ANNA      M19991231ALB
            D00000002WOERTLICH GEORG     F19991230GEO
            D00000012GEHEIMNIS HANS      M19991229ALB
            T000003
            """;

    @TempDir
    Path home;

    private Path fresh;

    @BeforeEach
    void systems() {
        House.in(home).systems("shelter");
        fresh = home.resolve("config/systems/fresh");
    }

    @Test
    void beginsAFolderFromXml() throws IOException {
        CommandRun.Ended ended = init("export.xml", REGISTER.getBytes(StandardCharsets.ISO_8859_1));

        assertThat(ended.code()).as(ended.err()).isZero();
        String settings = settings();
        assertThat(settings)
                .contains("record: \"register/person\"", "repeated: [\"nationality\"]")
                .contains("objects: [\"born\", \"note\"]", "record: \"@id\"", "field: \"file-no\"")
                .contains("CONFIRM: that the element register/person is a record; also repeated: register/alias")
                .contains("CONFIRM: every @of of alias is a @id of a record")
                .contains("join: [ { rows: register/alias, key: \"@of\", to-key: \"@id\" } ]")
                .contains("CONFIRM: there is text between the elements of note", "mapping.xsl");
        assertThat(Files.readString(fresh.resolve("mapping.jslt")))
                .contains("\"surname\": .name.family, \"given\": .name.given")
                .contains("birth-date({ \"value\": .born.\"#text\", \"formats\": [\"yyyy-MM-dd\"] })")
                .contains("[ for (.nationality) { \"country\": code(\"country\", \"FRESH\", .)");
        assertThat(Files.readString(fresh.resolve("codes/fresh.csv")))
                .contains("country,FRESH,121,,", "country,FRESH,122,,", "sex,FRESH,W,,");
        keepsNobody(ended, StandardCharsets.ISO_8859_1);

        translate();
        assertThat(kit("check", "fresh").out()).doesNotContain("mend  ");
        CommandRun.Ended tried = kit("try", "fresh", home.resolve("export.xml").toString());
        assertThat(tried.out()).containsPattern("P17 +application  W\u00f6rtlich, Geheima  1999-12-31 +2  ALB BIH");
    }

    @Test
    void takesALoneCaseForOneRecord() throws IOException {
        init(
                "case.xml",
                ("<export><case no=\"7\"><surname>Geheim</surname><birthDate>1999-12-31</birthDate><sex>M</sex>"
                                + "<stamp a=\"1\"/><stamp a=\"2\"/></case></export>")
                        .getBytes(StandardCharsets.UTF_8));

        assertThat(settings())
                .contains("record: \"export/case\"", "there is only one in the sample", "repeated: [\"stamp\"]");
    }

    @Test
    void saysWhichRowsWithinARecordReferToOthers() throws IOException {
        init(
                "cases.xml",
                ("<cases>"
                                + "<case><no>1</no><person id=\"a\"><surname>X</surname></person><person id=\"b\"><surname>Y</surname></person>"
                                + "<alias of=\"b\"><surname>Z</surname></alias><alias of=\"a\"><surname>V</surname></alias></case>"
                                + "<case><no>2</no><person id=\"c\"><surname>X</surname></person></case></cases>")
                        .getBytes(StandardCharsets.UTF_8));

        assertThat(settings())
                .contains("record: \"cases/case\"")
                .contains("join: [ { rows: alias, to: person, key: \"@of\", to-key: \"@id\" } ]");
    }

    @Test
    void beginsAFolderFromLinesOfFixedWidth() throws IOException {
        CommandRun.Ended ended = init("border.txt", fixed(BORDER, 41).getBytes(StandardCharsets.UTF_8));

        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(settings())
                .contains("kind: fixed", "length: 41")
                .contains("record-type: { start: 1, length: 1, header: \"H\", detail: [\"D\"], trailer: \"T\" }")
                .contains("count: { start: 2, length: 6, of: records }")
                .contains("start: 2, length: 8", "start: 10, length: 10", "start: 20, length: 10")
                .contains("start: 30, length: 1", "start: 31, length: 8", "start: 39, length: 3")
                .contains("CONFIRM: every border of a field", "CONFIRM: record-type", "CONFIRM: count");
        keepsNobody(ended, StandardCharsets.UTF_8);
        String sample = Files.readString(fresh.resolve("samples/first.in.txt"));
        assertThat(sample.lines()).hasSize(5).allSatisfy(line -> assertThat(line)
                .hasSize(41));
        assertThat(sample.lines().toList().get(4)).startsWith("T000003");
        // The sample is read by these settings; that its people have no names yet is for a person to settle.
        assertThat(kit("check", "fresh").out())
                .contains("settings, mapping and codes can be used")
                .doesNotContain("NG-150", "NG-151", "NG-152");
    }

    @Test
    void partsTwoNumbersOfFixedWidthWhereOneIsADay() throws IOException {
        init("lines.txt", """
                4711019991231M ABC
                4711119991230F DEF
                4711219991229M GHI
                """.getBytes(StandardCharsets.UTF_8));

        assertThat(settings())
                .contains("start: 1, length: 5", "start: 6, length: 8", "start: 14, length: 2", "start: 16, length: 3")
                .doesNotContain("record-type");
    }

    @Test
    void beginsAFolderFromAWorkbook() throws IOException {
        CommandRun.Ended ended = init("book.xlsx", workbook());

        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(settings())
                .contains("kind: xlsx", "header-row: 3", "record: \"NR\"")
                .contains("CONFIRM: that row 3 names the columns", "first of 2 sheets");
        assertThat(Files.readString(fresh.resolve("mapping.jslt")))
                .contains(
                        "\"surname\": .Surname",
                        "birth-date({ \"value\": .\"Date of birth\", \"formats\": [\"yyyy-MM-dd\"]");
        keepsNobody(ended, StandardCharsets.UTF_8);

        translate();
        assertThat(kit("check", "fresh").out()).doesNotContain("mend  ");
        Path kept = fresh.resolve("samples/first.in.xlsx");
        JsonNode records = kit("try", "--json", "fresh", kept.toString()).json();
        assertThat(records.at("/records")).hasSize(2);
        assertThat(records.toString()).doesNotContain("Geheim", "W\u00f6rtlich", "4711", "1999");
        assertThat(records.at("/records/0/person/birthDate/value").asText()).isEqualTo("1980-08-01");
        assertThat(kit("try", "fresh", home.resolve("book.xlsx").toString()).out())
                .containsPattern("4 +4711 .*W\u00f6rtlich, Geheima  1999-12-31 +2  ALB");
    }

    @Test
    void saysOfAWorkbookWhatTheGatewayWillNotTake() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Workbook book = new Workbook(bytes, "test", "1.0")) {
            Worksheet sheet = book.newWorksheet("People");
            sheet.value(0, 0, "NR");
            sheet.value(0, 1, "Name");
            sheet.value(0, 2, "Name");
            sheet.value(1, 0, 1);
            sheet.value(1, 1, "Geheim");
            sheet.formula(2, 0, "1/0");
            sheet.range(1, 1, 1, 2).merge();
        }
        assertThat(init("odd.xlsx", bytes.toByteArray()).code()).isZero();

        assertThat(settings())
                .contains("repeated-columns: number", "CONFIRM: names of columns come twice")
                .contains("CONFIRM: Cells are merged", "NG-154, row 2")
                .contains("CONFIRM: cells that cannot be read", "NG-155");
    }

    @Test
    void refusesAWorkbookThatNamesNoColumns() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Workbook book = new Workbook(bytes, "test", "1.0")) {
            Worksheet sheet = book.newWorksheet("People");
            for (int row = 0; row < 5; row++) {
                sheet.value(row, 0, row);
                sheet.value(row, 1, 1980 + row);
            }
        }
        assertThat(refused(bytes.toByteArray())).contains("No row of the first sheet names its columns");
    }

    @Test
    void findsRecordsInsideOfJson() throws IOException {
        init(
                "inside.json",
                ("{\"meta\":{\"count\":2},\"data\":{\"items\":[{\"id\":\"4711\",\"surname\":\"Geheim\",\"dob\":\"1999-12-31\"},"
                                + "{\"id\":\"4712\",\"surname\":\"Geheim\",\"dob\":\"1999-12-30\"}],\"offices\":[{\"no\":1},{\"no\":2},{\"no\":3}]}}")
                        .getBytes(StandardCharsets.UTF_8));

        assertThat(settings()).contains("format: { kind: json, records: \"/data/items\" }", "also at /data/offices");
        assertThat(new ObjectMapper()
                        .readTree(Files.readAllBytes(fresh.resolve("samples/first.in.json")))
                        .at("/data/items"))
                .hasSize(2);
        assertThat(kit("check", "fresh").out()).contains("can be used").doesNotContain("NG-115");
    }

    @Test
    void namesListsThatAreLeftToAPerson() throws IOException {
        init(
                "lists.json",
                "[{\"id\":1,\"surname\":\"Geheim\",\"stamps\":[{\"a\":1}]},{\"id\":2,\"surname\":\"Geheimer\"}]"
                        .getBytes(StandardCharsets.UTF_8));

        assertThat(Files.readString(fresh.resolve("mapping.jslt")))
                .contains("CONFIRM: not used: stamps (a list)", "[ for (.name) … ]");
    }

    @Test
    void takesAnObjectThatTellsOfAPersonForARecordWhateverListsItHolds() throws IOException {
        init(
                "one.json",
                "{\"id\":1,\"surname\":\"Geheim\",\"stamps\":[{\"a\":1},{\"a\":2}]}".getBytes(StandardCharsets.UTF_8));

        assertThat(settings()).contains("format: { kind: json }");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gz", "zip"})
    void looksIntoWhatIsPacked(String how) throws IOException {
        byte[] rows = "id;surname\n4711;Geheim\n4712;Geheimer\n".getBytes(StandardCharsets.UTF_8);

        CommandRun.Ended ended = init("export.csv." + how, how.equals("gz") ? gzip(rows) : zip("export.csv", rows));

        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(settings()).contains("kind: csv", "delimiter: \";\"");
    }

    /** The most different paths, tables and references that there can be: nothing is looked at again and again. */
    @Test
    void isSoonDoneWithADocumentOfManyPaths() throws IOException {
        StringBuilder xml = new StringBuilder("<r>");
        for (int table = 0; table < 40; table++) {
            for (int row = 0; row < 3; row++) {
                xml.append("<t").append(table).append('>');
                for (int field = 0; field < 200; field++) {
                    xml.append("<f")
                            .append(field)
                            .append('>')
                            .append(row)
                            .append("</f")
                            .append(field)
                            .append('>');
                }
                xml.append("</t").append(table).append('>');
            }
        }
        byte[] whole = xml.append("</r>").toString().getBytes(StandardCharsets.UTF_8);

        long start = System.nanoTime();
        CommandRun.Ended ended = init("many.xml", whole);

        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void looksAtTheBeginningOfWhateverIsLarge() throws IOException {
        StringBuilder xml = new StringBuilder("<r>");
        while (xml.length() < 5 << 20) {
            xml.append("<p><id>1</id><surname>Geheim</surname></p>\n");
        }
        assertThat(init("large.xml", gzip(xml.toString().getBytes(StandardCharsets.UTF_8)))
                        .code())
                .isZero();
        assertThat(settings()).contains("record: \"r/p\"");
    }

    @Test
    void refusesABombBeforeItUnpacks() throws IOException {
        CommandRun.Ended ended = init("bomb.xlsx", bomb());

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains("NG-153");
        assertThat(fresh).doesNotExist();
    }

    @Test
    void saysWhatIsWrongWithASampleThatCannotBeUsed() throws IOException {
        assertThat(refused("".getBytes(StandardCharsets.UTF_8))).contains("NG-110", "empty");
        assertThat(refused(new byte[] {0, 1, 2, 3, 0, 5})).contains("neither text");
        assertThat(refused("<a><b>".getBytes(StandardCharsets.UTF_8))).contains("NG-140", "line 1");
        assertThat(refused("<!DOCTYPE a [<!ENTITY e \"x\">]><a>&e;</a>".getBytes(StandardCharsets.UTF_8)))
                .contains("NG-141");
        assertThat(refused(new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, 0, 0}))
                .contains("NG-154", "password");
        assertThat(refused(zip("a.zip", zip("b.csv", new byte[] {'x'})))).contains("NG-153", "packed twice");
        assertThat(refused(gzip(gzip(new byte[] {'x'})))).contains("NG-153", "packed twice");
        assertThat(refused("x".repeat(5 << 20).getBytes(StandardCharsets.UTF_8)))
                .contains("No record can be made out");
        assertThat(refused(("<a>" + "<b>".repeat(70) + "</b>".repeat(70) + "</a>").getBytes(StandardCharsets.UTF_8)))
                .contains("NG-142");
        // The colon is missing in front of the figure, the seventh character of the third line.
        assertThat(refused("[\n{\"id\":1},\n{\"id\" 2}]".getBytes(StandardCharsets.UTF_8)))
                .contains("NG-115", "line 3, column 7");
        assertThat(refused("[[[[".getBytes(StandardCharsets.UTF_8))).contains("No record can be made out");
        assertThat(kit("init", "fresh", "--from", home.toString()).err()).contains("is a folder");
        assertThat(kit("init", "fresh", "--from", "/dev/null").err()).contains("pipe or a device");
        assertThat(fresh).doesNotExist();
    }

    @Test
    void leavesNothingBehindWhereItCannotWrite() throws IOException {
        Path elsewhere = Files.createDirectories(home.resolve("elsewhere/config"));
        Files.writeString(elsewhere.resolve("systems"), "a file where a folder should be");
        Path sample = Files.writeString(home.resolve("export.csv"), "id;surname\n1;A\n2;B\n");

        CommandRun.Ended ended = CommandRun.plain(
                "init",
                "fresh",
                "--from",
                sample.toString(),
                "--home",
                elsewhere.getParent().toString());

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains("cannot be written");
        assertThat(elsewhere).isDirectoryNotContaining(file -> !file.endsWith("systems"));

        CommandRun.Ended mistyped = CommandRun.plain(
                "init",
                "fresh",
                "--from",
                sample.toString(),
                "--home",
                home.resolve("hmoe").toString());
        assertThat(mistyped.code()).isEqualTo(2);
        assertThat(mistyped.err()).contains("There is no folder", "hmoe");
        assertThat(home.resolve("hmoe")).doesNotExist();

        assertThat(init("export.csv", Files.readAllBytes(sample)).code()).isZero();
        assertThat(home.resolve("config/systems"))
                .as("nothing but systems")
                .isDirectoryNotContaining(file -> file.getFileName().toString().startsWith("."));
    }

    private String refused(byte[] sample) throws IOException {
        CommandRun.Ended ended = init("sample", sample);
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).doesNotContain("NG-900", "Exception");
        return ended.err();
    }

    private void keepsNobody(CommandRun.Ended ended, Charset charset) throws IOException {
        StringBuilder all = new StringBuilder(ended.out());
        try (var files = Files.walk(fresh)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(new String(Files.readAllBytes(file), charset));
            }
        }
        assertThat(all.toString())
                .doesNotContainIgnoringCase("W\u00f6rtlich")
                .doesNotContainIgnoringCase("geheim")
                .doesNotContain("1999", "P17", "4711", "F-12", "Deckn", "Hauptstr", "came", "ANNA");
    }

    /** DESTATIS 121 is Albania, 122 Bosnia and Herzegovina. */
    private void translate() throws IOException {
        Path codes = fresh.resolve("codes/fresh.csv");
        Files.writeString(
                codes,
                Files.readString(codes)
                        .replace("sex,FRESH,W,,", "sex,FRESH,W,2,")
                        .replace("sex,FRESH,M,,", "sex,FRESH,M,1,")
                        .replace("country,FRESH,121,,", "country,FRESH,121,ALB,")
                        .replace("country,FRESH,122,,", "country,FRESH,122,BIH,"));
    }

    private static byte[] workbook() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Workbook book = new Workbook(bytes, "test", "1.0")) {
            Worksheet sheet = book.newWorksheet("People");
            sheet.value(0, 0, "Export of applications");
            String[] names = {"NR", "Surname", "Given name", "Date of birth", "Sex", "Nationality", "Ready"};
            for (int at = 0; at < names.length; at++) {
                sheet.value(2, at, names[at]);
            }
            person(sheet, 3, 4711, "Geheima", LocalDate.of(1999, 12, 31), "W");
            person(sheet, 4, 4712, "Geheimo", LocalDate.of(1999, 12, 30), "M");
            book.newWorksheet("Remarks").value(0, 0, "x");
        }
        return bytes.toByteArray();
    }

    private static void person(Worksheet sheet, int row, int number, String given, LocalDate born, String sex) {
        sheet.value(row, 0, number);
        sheet.value(row, 1, "W\u00f6rtlich");
        sheet.value(row, 2, given);
        sheet.value(row, 3, born);
        sheet.style(row, 3).format("dd.mm.yyyy").set();
        sheet.value(row, 4, sex);
        sheet.value(row, 5, "121");
        sheet.value(row, 6, number == 4711);
    }

    private static byte[] bomb() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("rows.csv"));
            zip.write("id;surname\n".getBytes(StandardCharsets.UTF_8));
            byte[] blanks = new byte[1 << 20];
            java.util.Arrays.fill(blanks, (byte) '\n');
            for (int at = 0; at < 64; at++) {
                zip.write(blanks);
            }
            zip.closeEntry();
            zip.putNextEntry(new ZipEntry("[Content_Types].xml"));
            zip.closeEntry();
            zip.putNextEntry(new ZipEntry("_rels/.rels"));
            zip.write("<Relationships>".getBytes(StandardCharsets.UTF_8));
            for (int at = 0; at < 64; at++) {
                zip.write(blanks);
            }
            zip.closeEntry();
        }
        return bytes.toByteArray();
    }

    private static String fixed(String lines, int width) {
        StringBuilder text = new StringBuilder();
        lines.lines().forEach(line -> text.append(line)
                .append(" ".repeat(width - line.length()))
                .append('\n'));
        return text.toString();
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        return bytes.toByteArray();
    }

    private static byte[] zip(String name, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
            zip.closeEntry();
        }
        return bytes.toByteArray();
    }

    private String settings() throws IOException {
        return Files.readString(fresh.resolve("system.yaml"));
    }

    private CommandRun.Ended init(String name, byte[] content) throws IOException {
        Path file = Files.write(home.resolve(name), content);
        return kit("init", "fresh", "--from", file.toString());
    }

    private CommandRun.Ended kit(String... line) {
        String[] all = java.util.Arrays.copyOf(line, line.length + 2);
        all[line.length] = "--home";
        all[line.length + 1] = home.toString();
        return CommandRun.plain(all);
    }
}
