package org.nansen.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nansen.gateway.normalize.FirstDraft;
import org.nansen.gateway.normalize.Observation;
import org.nansen.gateway.normalize.Samples;
import org.nansen.gateway.normalize.UnusableSample;
import org.nansen.gateway.settings.Home;

/** What a first draft says, held against what a start takes. */
class FirstDraftTest {

    private static final String ROWS = "id;surname;place of birth\n1;M\u00e4rz;K\u00f6ln\n2;Morbixo;Z\u00fcrich\n";

    @ParameterizedTest
    @CsvSource({"UTF-8,UTF-8,false", "ISO-8859-1,ISO-8859-1,true", "windows-1252,ISO-8859-1,true"})
    void saysInWhichCharacterSetASampleSeemsToBe(String written, String supposed, boolean doubtful) {
        String settings = text(draft(ROWS.getBytes(Charset.forName(written))), "system.yaml");

        assertThat(settings).contains("charset: " + supposed);
        assertThat(settings.contains("CONFIRM: charset")).isEqualTo(doubtful);
    }

    @Test
    void takesCharactersThatLatin1HasNotForWindows() {
        // 0x80 is the euro sign in windows-1252 and a control character in ISO-8859-1.
        byte[] bytes = ROWS.replace("Morbixo", "Morbi\u20acxo").getBytes(Charset.forName("windows-1252"));

        assertThat(text(draft(bytes), "system.yaml")).contains("charset: windows-1252", "CONFIRM: charset");
    }

    @ParameterizedTest
    @CsvSource({"UTF-8,EF BB BF", "UTF-16LE,FF FE", "UTF-16BE,FE FF"})
    void believesAByteOrderMark(String charset, String mark) {
        byte[] bytes = ROWS.getBytes(Charset.forName(charset));
        String[] hex = mark.split(" ");
        byte[] marked = new byte[bytes.length + hex.length];
        for (int at = 0; at < hex.length; at++) {
            marked[at] = (byte) Integer.parseInt(hex[at], 16);
        }
        System.arraycopy(bytes, 0, marked, hex.length, bytes.length);

        String settings = text(draft(marked), "system.yaml");

        assertThat(settings).contains("charset: " + charset).doesNotContain("CONFIRM: charset");
        assertThat(settings).contains("record: \"id\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {";!\";\"", ",!\",\"", "|!\"|\"", "\\t!\"\\t\""})
    void recognisesWhatPartsTheCells(String delimiter, String written) {
        String real = delimiter.replace("\\t", "\t");

        FirstDraft draft = draft(ROWS.replace(";", real).getBytes(StandardCharsets.UTF_8));

        assertThat(text(draft, "system.yaml")).contains("delimiter: " + written);
        assertThat(draft.suppositions())
                .extracting(FirstDraft.Supposition::meaning)
                .containsExactly("record number", "surname", "birth place");
    }

    @Test
    void givesColumnsWithoutAHeaderNumbersAndSaysSo() {
        String settings = text(
                draft("4711;Morbixo;1980-08-01\n4712;Tarozzar;1975-02-03\n".getBytes(StandardCharsets.UTF_8)),
                "system.yaml");

        assertThat(settings)
                .contains(
                        "header: false",
                        "columns: [column1, column2, column3]",
                        "CONFIRM: the first line names no column");
    }

    @Test
    void makesNoNamesOfColumnsOfTheFirstPerson() {
        FirstDraft draft = draft("Morbixo;Kelesko;Hafen\nTarozzar;Dorisku;Berg\n".getBytes(StandardCharsets.UTF_8));

        assertThat(text(draft, "system.yaml")).contains("header: false");
        assertThat(draft.files().values()).allSatisfy(bytes -> assertThat(new String(bytes, StandardCharsets.UTF_8))
                .doesNotContain("Morbixo", "Kelesko", "Hafen", "Tarozzar"));
    }

    @Test
    void numbersNamesOfColumnsThatComeTwice() throws IOException {
        byte[] rows = "id;name;name\n1;Morbixo;Kelesko\n2;Tarozzar;Dorisku\n".getBytes(StandardCharsets.UTF_8);

        FirstDraft draft = draft(rows);

        assertThat(text(draft, "system.yaml")).contains("repeated-columns: number", "CONFIRM: names of columns");
        assertThat(draft.suppositions())
                .extracting(FirstDraft.Supposition::field)
                .containsExactly("id", "name", "name_2");
        startTakes(Optional.of(draft));
    }

    @Test
    void looksAtTheBeginningOfALargeFileOnly() {
        byte[] all = (ROWS + "3;M\u00e4rz;K").getBytes(StandardCharsets.UTF_8);
        for (int cut = ROWS.length() - 5; cut < all.length; cut++) {
            assertThat(looked(Arrays.copyOf(all, cut), false, "a.csv"))
                    .as("cut after %s bytes", cut)
                    .isPresent();
        }
    }

    @Property(tries = 200)
    void makesNothingThatAStartWouldNotTakeWhateverTheFieldsAreCalled(
            @ForAll("headings") List<String> names, @ForAll("cells") List<String> cells) throws IOException {
        StringBuilder rows = new StringBuilder();
        for (List<String> row : List.of(names, cells)) {
            for (int at = 0; at < row.size(); at++) {
                rows.append(at == 0 ? "" : ";")
                        .append('"')
                        .append(row.get(at).replace("\"", "\"\""))
                        .append('"');
            }
            rows.append('\n');
        }

        startTakes(looked(rows.toString().getBytes(StandardCharsets.UTF_8), true, "a.csv"));
    }

    @Property(tries = 500)
    void standsAnyBytes(@ForAll byte[] bytes, @ForAll boolean whole) throws IOException {
        startTakes(looked(bytes, whole, "a"));
    }

    /** Whatever a file holds, looking at it ends with a folder that a start takes, or with a reason. */
    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void standsAnyFile(@ForAll("files") byte[] file) throws IOException {
        Path spool = Files.createTempDirectory("spool");
        try {
            startTakes(Optional.of(FirstDraft.of("fresh", "XAA", new ByteArrayInputStream(file), "a", spool)));
        } catch (UnusableSample unusable) {
            assertThat(unusable.getMessage()).isNotBlank().doesNotContain("Exception");
        } finally {
            Files.delete(spool);
        }
    }

    /** Files of every form, a few bytes of them changed, cut off, or packed. */
    @Provide
    Arbitrary<byte[]> files() {
        Arbitrary<byte[]> whole = Arbitraries.of(
                        "<?xml version=\"1.0\"?><r xmlns=\"urn:r\"><p id=\"1\"><name><given>A</given></name>x<b>y</b></p><p id=\"2\"/><q of=\"1\"><c/></q><q of=\"2\"/></r>",
                        "H2026 HEAD\nD0001 ANNA\nD0002 OTTO\nD0003 EVA \nT0003     \n",
                        "001 Anna 19800801 \u00e9\n002 Otto 19810802 M\n",
                        "{\"data\":{\"items\":[{\"id\":1,\"surname\":\"A\",\"list\":[1,{\"a\":2}]},{\"id\":2}]}}",
                        "<r><c no=\"1\"><p id=\"1\"><surname>A</surname><nationality code=\"GEO\">x</nationality><nationality code=\"ALB\"/></p><p id=\"2\"><surname>B</surname></p></c><c no=\"2\"><p id=\"3\"/></c></r>",
                        "[{\"caseNo\":\"1\",\"people\":[{\"id\":1,\"surname\":\"A\",\"sex\":\"M\",\"documents\":[{\"number\":\"7\"},3]},{\"id\":2}],\"outcome\":\"G\"},{\"people\":{\"id\":3}}]",
                        "[{\"a.b\":{\"c\":1},\"nationality\":[\"GE\",\"AM\"]}]",
                        "id;name;name\n1;A;B\n2;C;D\n")
                .map(text -> text.getBytes(StandardCharsets.UTF_8));
        Arbitrary<byte[]> changed = Combinators.combine(
                        whole,
                        Arbitraries.integers().between(0, 400),
                        Arbitraries.bytes(),
                        Arbitraries.integers().between(0, 400))
                .as((bytes, at, change, end) -> {
                    byte[] copy = Arrays.copyOf(bytes, end > 200 ? bytes.length : Math.min(bytes.length, end));
                    if (at < copy.length) {
                        copy[at] = change;
                    }
                    return copy;
                });
        return Combinators.combine(
                        changed,
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.integers().between(0, 600))
                .as((bytes, how, broken) -> {
                    byte[] packed = how == 0
                            ? bytes
                            : how == 1 ? gzip(bytes) : zip(how == 2 ? "a.csv" : "[Content_Types].xml", bytes);
                    if (how > 0 && broken < packed.length) {
                        packed[broken] ^= 0x11;
                    }
                    return packed;
                });
    }

    private static byte[] gzip(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static byte[] zip(String name, byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
            zip.closeEntry();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** Workbooks of odd rows, as another program writes them. */
    @Property(tries = 60)
    void makesNothingThatAStartWouldNotTakeOfAWorkbook(
            @ForAll("headings") List<String> names, @ForAll("cells") List<String> cells, @ForAll("above") int above)
            throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Workbook book = new Workbook(bytes, "test", "1.0")) {
            Worksheet sheet = book.newWorksheet("Sheet");
            for (int at = 0; at < names.size(); at++) {
                sheet.value(above, at, names.get(at));
                sheet.value(above + 1, at, cells.get(at));
            }
            sheet.value(above + 2, 0, 1.5);
            sheet.value(above + 2, 1, true);
        }
        Path spool = Files.createTempDirectory("spool");
        try {
            startTakes(Optional.of(
                    FirstDraft.of("fresh", "XAA", new ByteArrayInputStream(bytes.toByteArray()), "a.xlsx", spool)));
        } catch (UnusableSample unusable) {
            assertThat(unusable.getMessage()).isNotBlank();
        } finally {
            Files.delete(spool);
        }
    }

    @Provide
    Arbitrary<Integer> above() {
        return Arbitraries.integers().between(0, 3);
    }

    @Provide
    Arbitrary<List<String>> headings() {
        Arbitrary<String> odd = Arbitraries.strings()
                .withChars("aZ09 ._-/\\\"'{}[]$*:#%\u00e9\u05d0")
                .ofMinLength(1)
                .ofMaxLength(12);
        Arbitrary<String> known = Arbitraries.of(
                "Name", "Vorname", "NATIONALITY", "date of birth", "sex", "passport no", "issuer", "event", "outcome");
        return Arbitraries.oneOf(odd, known).map(String::strip).list().ofSize(6);
    }

    @Provide
    Arbitrary<List<String>> cells() {
        return Arbitraries.oneOf(
                        Arbitraries.strings()
                                .withChars("aZ09 ./-\"#,{}$\n\u00e9")
                                .ofMaxLength(12),
                        Arbitraries.of("1980-08-01", "03/04/1980", "M", "GE", "4711"))
                .list()
                .ofSize(6);
    }

    /** Settings, mapping and codes can be used, and the sample can be read, whatever becomes of its records. */
    private static Observation startTakes(Optional<FirstDraft> draft) throws IOException {
        if (draft.isEmpty()) {
            return new Observation();
        }
        Path home = Files.createTempDirectory("draft");
        try {
            Path folder = home.resolve("config/systems/fresh");
            for (Map.Entry<String, byte[]> file : draft.get().files().entrySet()) {
                Path target = folder.resolve(file.getKey());
                Files.createDirectories(target.getParent());
                Files.write(target, file.getValue());
            }
            SystemFolder fresh = SystemFolder.of(new Home(home), folder);
            assertThat(fresh.problems()).as(text(draft.get(), "mapping.jslt")).isEmpty();
            assertThat(fresh.notes()).isEmpty();
            Observation observation = new Observation();
            assertThat(Samples.run(folder, fresh.normalizer().orElseThrow(), observation))
                    .singleElement()
                    .satisfies(sample -> assertThat(sample.trouble()).isEmpty());
            return observation;
        } finally {
            try (var files = Files.walk(home)) {
                files.sorted(java.util.Comparator.reverseOrder()).forEach(FirstDraftTest::delete);
            }
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException wrong) {
            throw new UncheckedIOException(wrong);
        }
    }

    private static FirstDraft draft(byte[] bytes) {
        return looked(bytes, true, "a.csv").orElseThrow();
    }

    private static Optional<FirstDraft> looked(byte[] bytes, boolean whole, String name) {
        try {
            return Optional.of(FirstDraft.of("fresh", "XAA", bytes, whole, name));
        } catch (UnusableSample unusable) {
            assertThat(unusable.getMessage()).isNotBlank();
            return Optional.empty();
        }
    }

    private static String text(FirstDraft draft, String file) {
        return new String(draft.files().get(file), StandardCharsets.UTF_8);
    }
}
