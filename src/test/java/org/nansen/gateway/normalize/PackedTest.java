package org.nansen.gateway.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.nansen.gateway.normalize.SourceFormat.Kind;
import org.nansen.gateway.normalize.SourceUnit.Broken;

/** Files that come compressed, and what only looks like one. */
class PackedTest {

    private static final String TEXT = Formats.HEADER + Formats.row(1) + Formats.row(2);

    @Test
    void aPackedFileIsReadLikeThePlainOne() {
        List<SourceUnit> plain = Formats.read(Formats.registerInUtf8(), TEXT);
        for (byte[] packed : List.of(gzip(Formats.utf8(TEXT)), zip(Map.of("x.csv", Formats.utf8(TEXT))))) {
            List<SourceUnit> units = read(packed);
            assertThat(BadInputTest.outline(units)).isEqualTo("M2 M3");
            for (int at = 0; at < plain.size(); at++) {
                assertThat(((SourceUnit.Mapped) units.get(at)).content())
                        .isEqualTo(((SourceUnit.Mapped) plain.get(at)).content());
            }
        }
    }

    @Test
    void allMembersOfAGzipFileAreRead() {
        ByteArrayOutputStream members = new ByteArrayOutputStream();
        members.writeBytes(gzip(Formats.utf8(Formats.HEADER)));
        members.writeBytes(gzip(Formats.utf8(Formats.row(1))));
        members.writeBytes(gzip(Formats.utf8(Formats.row(2))));
        assertThat(BadInputTest.outline(read(members.toByteArray()))).isEqualTo("M2 M3");
    }

    @Test
    void aWorkbookMayBePackedOnceMore() {
        byte[] workbook = Workbooks.of(
                "<sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>NR</t></is></c></row></sheetData>");
        SourceFormat format = WorkbookTest.format(null, 1);
        assertThat(BadInputTest.outline(Formats.read(format, workbook))).isEqualTo("B1:NG-112");
        assertThat(BadInputTest.outline(Formats.read(format, gzip(workbook)))).isEqualTo("B1:NG-112");
        assertThat(BadInputTest.outline(Formats.read(format, zip(Map.of("a.xlsx", workbook)))))
                .isEqualTo("B1:NG-112");
        assertThat(hint(format, gzip(zip(Map.of("a.xlsx", workbook))))).contains("packed twice");
        assertThat(hint(format, gzip(gzip(workbook)))).contains("packed twice");
    }

    @Test
    void whatIsPackedTwiceIsRefused() {
        assertThat(hint(gzip(gzip(Formats.utf8(TEXT))))).contains("packed twice");
        assertThat(hint(zip(Map.of("x.gz", gzip(Formats.utf8(TEXT)))))).contains("packed twice");
        assertThat(hint(gzip(zip(Map.of("x", Formats.utf8(TEXT)))))).contains("packed twice");
    }

    @Test
    void aZipFileHoldsOneFile() {
        Map<String, byte[]> two = new LinkedHashMap<>();
        two.put("a.csv", Formats.utf8(TEXT));
        two.put("b.csv", Formats.utf8(TEXT));
        assertThat(hint(zip(two))).contains("several files");
        assertThat(hint(zip(Map.of()))).contains("no file");
        Map<String, byte[]> apple = new LinkedHashMap<>();
        apple.put("export/", new byte[0]);
        apple.put("export/../../a.csv", Formats.utf8(TEXT));
        apple.put("__MACOSX/._a.csv", new byte[10]);
        assertThat(BadInputTest.outline(read(zip(apple))))
                .as("names are no paths")
                .isEqualTo("M2 M3");
    }

    @Test
    void aProtectedZipFileIsRefused() {
        byte[] zip = zip(Map.of("a.csv", Formats.utf8(TEXT)));
        // Bit 0 of the general purpose flags, in the local header and in the directory (APPNOTE 4.4.4).
        zip[6] |= 1;
        zip[directory(zip) + 8] |= 1;
        assertThat(hint(zip)).contains("password");
    }

    @Test
    void aDirectoryOfTooManyFilesIsNotEvenRead() {
        Map<String, byte[]> many = new LinkedHashMap<>();
        for (int number = 0; number < 20_000; number++) {
            many.put("a-file-with-a-long-name-" + number, new byte[0]);
        }
        assertThat(hint(zip(many))).contains("too many files");
    }

    @Test
    void whatIsDamagedOrCutOffKeepsTheRowsBeforeIt() {
        StringBuilder text = new StringBuilder(Formats.HEADER);
        for (int number = 1; number <= 1_500; number++) {
            text.append(Formats.row(number));
        }
        byte[] good = gzip(Formats.utf8(text.toString()));
        List<SourceUnit> units = read(Arrays.copyOf(good, good.length / 2));
        assertThat(units.size()).isGreaterThan(100);
        assertThat(units).last().isInstanceOfSatisfying(Broken.class, broken -> {
            assertThat(broken.problem().code().code()).isEqualTo("NG-153");
            assertThat(broken.problem().hint()).contains("damaged");
        });

        byte[] checksum = good.clone();
        checksum[checksum.length - 6] ^= 1;
        assertThat(read(checksum)).last().isInstanceOf(Broken.class);
        byte[] trailing = Arrays.copyOf(good, good.length + 20);
        assertThat(read(trailing)).last().isInstanceOf(Broken.class);

        byte[] zip = zip(Map.of("a.csv", Formats.utf8(TEXT)));
        assertThat(hint(Arrays.copyOf(zip, zip.length - 30))).contains("damaged");
    }

    @Test
    void aBombIsStoppedByItsRatio() {
        assertThat(ratio(gzip(zeros(12)))).isTrue();
        assertThat(ratio(zip(Map.of("a.csv", zeros(12))))).isTrue();
    }

    /** Twelve megabytes of line feeds, which a CSV reader would patiently skip. */
    private static byte[] zeros(int megabytes) {
        byte[] bytes = new byte[megabytes << 20];
        Arrays.fill(bytes, (byte) '\n');
        return bytes;
    }

    private static boolean ratio(byte[] packed) {
        return hint(packed).contains("100 times");
    }

    @Test
    void aGzipHeaderWithoutEndIsNotGathered() {
        byte[] header = new byte[3 << 20];
        Arrays.fill(header, (byte) 'x');
        // Flag 3: a file name follows, up to a zero that never comes (RFC 1952, 2.3.1).
        System.arraycopy(new byte[] {0x1F, (byte) 0x8B, 8, 8, 0, 0, 0, 0, 0, 3}, 0, header, 0, 10);
        Counted counted = new Counted(new ByteArrayInputStream(header));
        assertThat(BadInputTest.outline(Formats.read(Normalizer.of(packed()), counted)))
                .isEqualTo("B1:NG-153");
        assertThat(counted.bytes()).as("most of it is not even read").isLessThan(2 << 20);
    }

    @Test
    void theWholeIsLimitedToo() {
        Unpacked.Limits small = new Unpacked.Limits(1_000, 100, 10_000);
        Counted source = new Counted(new ByteArrayInputStream(new byte[2_000]));
        Unpacked unpacked = new Unpacked(source, source::bytes, source, small);
        assertThatThrownBy(unpacked::readAllBytes)
                .isInstanceOfSatisfying(
                        BadInput.class, bad -> assertThat(bad.code().code()).isEqualTo("NG-153"));
    }

    @Test
    void aLineThatBreaksInTheMiddleIsNoDamageOfTheFile() {
        byte[] good = gzip(Formats.utf8(TEXT.repeat(50)));
        InputStream breaking =
                new SequenceInputStream(new ByteArrayInputStream(good, 0, good.length / 2), new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("connection reset");
                    }
                });
        assertThatThrownBy(() -> Formats.read(Normalizer.of(packed()), breaking))
                .isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void requestsAndTextMessagesAreNotUnpacked() {
        SourceFormat format = Formats.register(Kind.CSV, "UTF-8", Dialect.PLAIN.unpacked());
        assertThat(Formats.read(format, gzip(Formats.utf8(TEXT)))).first().isInstanceOf(Broken.class);
        assertThat(BadInputTest.outline(Formats.read(format, TEXT))).isEqualTo("M2 M3");
    }

    private static SourceFormat packed() {
        return Formats.register(Kind.CSV, "UTF-8", Dialect.PLAIN);
    }

    private static List<SourceUnit> read(byte[] bytes) {
        return Formats.read(packed(), bytes);
    }

    private static String hint(byte[] bytes) {
        return hint(packed(), bytes);
    }

    private static String hint(SourceFormat format, byte[] bytes) {
        List<SourceUnit> units = Formats.read(format, bytes);
        assertThat(units).last().isInstanceOf(Broken.class);
        Broken broken = (Broken) units.get(units.size() - 1);
        assertThat(broken.problem().code().code()).isEqualTo("NG-153");
        return broken.problem().hint();
    }

    private static int directory(byte[] zip) {
        for (int at = 0; at < zip.length - 4; at++) {
            if (zip[at] == 'P' && zip[at + 1] == 'K' && zip[at + 2] == 1 && zip[at + 3] == 2) {
                return at;
            }
        }
        throw new IllegalStateException("no directory");
    }

    static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    static byte[] zip(Map<String, byte[]> files) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
                zip.closeEntry();
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }
}
