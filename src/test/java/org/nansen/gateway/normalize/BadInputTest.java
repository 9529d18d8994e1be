package org.nansen.gateway.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nansen.gateway.normalize.SourceFormat.Kind;
import org.nansen.gateway.normalize.SourceUnit.Broken;
import org.nansen.gateway.normalize.SourceUnit.Mapped;
import org.nansen.gateway.normalize.SourceUnit.Refused;
import org.nansen.gateway.normalize.SourceUnit.Skipped;

/** What a reader makes of bad input, written as a word a unit: {@code M2} mapped, {@code R3:NG-116} refused, {@code B4:NG-115} broken. */
class BadInputTest {

    private static final String H = Formats.HEADER;
    private static final String ONE = """
            {"crossing":"C1","members":[{"id":"p1","name":"Ada","born":"1980","sex":"X","nationality":"ALB"}]}""";

    static Stream<Arguments> csv() {
        String row = Formats.row(1);
        String wide = row.replace("\n", ";more\n");
        return Stream.of(
                Arguments.of("empty", "", "B1:NG-110"),
                Arguments.of("blank lines only", "\n\r\n\n", "B1:NG-110"),
                Arguments.of("byte order mark only", "\uFEFF", "B1:NG-110"),
                Arguments.of("header only", H, "B1:NG-111"),
                Arguments.of("wrong delimiter", H.replace(';', ',') + row.replace(';', ','), "B1:NG-112"),
                Arguments.of("no header", row + row, "B1:NG-112"),
                Arguments.of("column twice", H.replace("SACHB", "NAME") + row, "B1:NG-112"),
                Arguments.of("byte order mark", "\uFEFF" + H + row, "M2"),
                Arguments.of("CR LF, no last line end", H.replace("\n", "\r\n") + row.strip(), "M2"),
                Arguments.of("blank lines between", H + "\n\n" + row + "\n" + row, "M4 M6"),
                Arguments.of("quoted line end", H + row.replace("Tirane", "\"Ti\nra;ne\"") + row, "M2 M4"),
                Arguments.of("too many cells", H + wide + row, "R2:NG-126 M3"),
                Arguments.of("empty cells too many", H + row.replace("\n", ";;;\n") + row, "M2 M3"),
                Arguments.of("too few cells", H + "1;P\n" + row, "R2:NG-126 M3"),
                Arguments.of("NUL", H + row.replace("Tirane", "Ti\0ne") + row, "R2:NG-125 M3"),
                Arguments.of("unclosed quote", H + row + row.replace("Tirane", "\"Tirane") + row, "M2 B3:NG-116"),
                Arguments.of("unclosed quote in the last cell", H + row + "2;\"", "M2 B3:NG-116"),
                Arguments.of("text after a quote", H + row + row.replace("Tirane", "\"Ti\"ne"), "M2 B3:NG-116"),
                Arguments.of("long line", H + row + "x".repeat(70_000) + "\n" + row, "M2 B3:NG-114"),
                Arguments.of(
                        "quote open over many lines",
                        H + row + "\"" + ("y".repeat(1_000) + "\n").repeat(400),
                        "M2 B3:NG-116"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void csv(String what, String text, String outcome) {
        assertThat(outline(Formats.read(Formats.registerInUtf8(), text))).isEqualTo(outcome);
    }

    static Stream<Arguments> json() {
        return Stream.of(
                Arguments.of("empty", "", "B1:NG-110"),
                Arguments.of("blanks", " \n\t", "B1:NG-110"),
                Arguments.of("one object", ONE, "M1"),
                Arguments.of("byte order mark", "\uFEFF" + ONE, "M1"),
                Arguments.of("array", "[" + ONE + "," + ONE + "]", "M1 M2"),
                Arguments.of("empty array", "[]", ""),
                Arguments.of("scalar", "17", "B1:NG-115"),
                Arguments.of("two documents", ONE + ONE, "M1 B2:NG-115"),
                Arguments.of("text after the array", "[" + ONE + "] x", "M1 B2:NG-115"),
                Arguments.of("element that is no object", "[" + ONE + ",[1,2]," + ONE + "]", "M1 R2:NG-115 M3"),
                Arguments.of(
                        "broken in the middle", "[" + ONE + "," + ONE + ",{\"a\":}," + ONE + "]", "M1 M2 B3:NG-115"),
                Arguments.of("cut off", "[" + ONE + ",{\"crossing\":\"C", "M1 B2:NG-115"),
                Arguments.of("cut off between", "[" + ONE + ",", "M1 B2:NG-115"),
                Arguments.of("duplicate key", "{\"crossing\":\"1\",\"crossing\":\"2\"}", "B1:NG-115"),
                Arguments.of("too deep", "{\"a\":" + "[".repeat(40) + "]".repeat(40) + "}", "B1:NG-115"),
                Arguments.of("long string", "{\"a\":\"" + "x".repeat(66_000) + "\"}", "B1:NG-115"),
                Arguments.of("long number", "{\"a\":" + "1".repeat(65) + "}", "B1:NG-115"),
                Arguments.of("huge exponent", "[{\"a\":1e-99999}," + ONE + "]", "R1:NG-115 M2"),
                Arguments.of(
                        "large record",
                        "[{\"a\":[" + ("\"" + "x".repeat(999) + "\",").repeat(300) + "1]}," + ONE + "]",
                        "R1:NG-117 M2"),
                Arguments.of("NUL", "[" + ONE.replace("Ada", "A\\u0000") + "," + ONE + "]", "R1:NG-125 M2"),
                Arguments.of("half a surrogate", "[" + ONE.replace("Ada", "A\\ud800") + "]", "R1:NG-125"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void json(String what, String text, String outcome) {
        assertThat(outline(Formats.read(Formats.border(Kind.JSON), text))).isEqualTo(outcome);
    }

    static Stream<Arguments> ndjson() {
        return Stream.of(
                Arguments.of("empty", "\n \n", "B1:NG-110"),
                Arguments.of("lines", ONE + "\n\n" + ONE + "\r\n" + ONE, "M1 M3 M4"),
                Arguments.of("broken line", ONE + "\n{\"a\":\n" + ONE, "M1 R2:NG-115 M3"),
                Arguments.of("two in a line", ONE + ONE + "\n" + ONE, "R1:NG-115 M2"),
                Arguments.of("array line", "[" + ONE + "]\n" + ONE, "R1:NG-115 M2"),
                Arguments.of("duplicate key", "{\"a\":1,\"a\":2}\n" + ONE, "R1:NG-115 M2"),
                Arguments.of("long line", "x".repeat(300_000) + "\n" + ONE, "R1:NG-117 M2"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void ndjson(String what, String text, String outcome) {
        assertThat(outline(Formats.read(Formats.border(Kind.NDJSON), text))).isEqualTo(outcome);
    }

    @Test
    void bytesThatAreNotTheDeclaredCharsetAreRefusedWhereTheyStand() {
        byte[] latin = (H + Formats.row(1) + Formats.row(2).replace("ü", "u")).getBytes(StandardCharsets.ISO_8859_1);
        assertThat(outline(Formats.read(Formats.registerInUtf8(), latin))).isEqualTo("R2:NG-113 M3");

        byte[] json = ("[" + ONE + ",\n{\"crossing\":\"ü\"}]").getBytes(StandardCharsets.ISO_8859_1);
        List<SourceUnit> units = Formats.read(Formats.border(Kind.JSON), json);
        assertThat(units).last().isInstanceOfSatisfying(Broken.class, broken -> {
            assertThat(broken.problem().code().code()).isEqualTo("NG-113");
            assertThat(broken.problem().hint()).contains("line 2");
        });
        byte[] lines = (ONE + "\n{\"crossing\":\"ü\"}\n" + ONE).getBytes(StandardCharsets.ISO_8859_1);
        assertThat(outline(Formats.read(Formats.border(Kind.NDJSON), lines))).isEqualTo("M1 R2:NG-113 M3");
    }

    @Test
    void aWrongDelimiterIsGuessedAtAndMissingColumnsAreNamed() {
        Broken broken = (Broken) Formats.read(Formats.registerInUtf8(), H.replace(';', '\t') + "1\t2\n")
                .get(0);
        assertThat(broken.problem().hint()).contains("AKTE, NR, PERSNR, STAND", "delimiter \"\\t\"");
    }

    @Test
    void brokenJsonTellsItsLineAndNotItsText() {
        Broken broken = (Broken) Formats.read(Formats.border(Kind.JSON), "[\n{\"crossing\": Canary}]")
                .get(0);
        assertThat(broken.problem().hint()).contains("line 2").doesNotContain("Canary");
    }

    @Test
    void aLineOf200MegabytesIsRefusedInBoundedMemory() {
        long size = 200L * 1024 * 1024;
        Normalizer csv = Normalizer.of(Formats.registerInUtf8());
        InputStream long1 = new Repeated(H + Formats.row(1), (byte) 'x', size);
        assertThat(outline(Formats.read(csv, long1))).isEqualTo("M2 B3:NG-114");

        InputStream quoted = new Repeated(H + Formats.row(1) + "\"", (byte) '\n', size);
        assertThat(outline(Formats.read(csv, quoted))).isEqualTo("M2 B3:NG-116");

        long before = used();
        Normalizer lines = Normalizer.of(Formats.border(Kind.NDJSON));
        assertThat(outline(Formats.read(lines, new Repeated(ONE + "\n", (byte) 'x', size))))
                .isEqualTo("M1 R2:NG-117");
        Normalizer json = Normalizer.of(Formats.border(Kind.JSON));
        assertThat(outline(Formats.read(json, new Repeated("[" + ONE + ",{\"a\":\"", (byte) 'x', size))))
                .isEqualTo("M1 B2:NG-115");
        assertThat(used() - before).isLessThan(64L * 1024 * 1024);
    }

    @Test
    void aFailingStreamIsNoFaultOfTheSender() {
        InputStream failing = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("gone");
            }
        };
        try (SourceReading reading = Normalizer.of(Formats.register()).open(failing, Formats.RECEIVED)) {
            assertThatThrownBy(reading::hasNext).isInstanceOf(UncheckedIOException.class);
        }
    }

    @Test
    void bytesReadAreCounted() {
        byte[] bytes = Formats.utf8(H + Formats.row(1));
        try (SourceReading reading =
                Normalizer.of(Formats.registerInUtf8()).open(new ByteArrayInputStream(bytes), Formats.RECEIVED)) {
            reading.forEachRemaining(unit -> {});
            assertThat(reading.bytesRead()).isEqualTo(bytes.length);
        }
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    static String outline(List<SourceUnit> units) {
        return units.stream()
                .map(unit -> {
                    if (unit instanceof Mapped) {
                        return "M" + unit.line();
                    }
                    if (unit instanceof Skipped) {
                        return "S" + unit.line();
                    }
                    if (unit instanceof Refused refused) {
                        return "R" + unit.line() + ":"
                                + refused.problems().get(0).code().code();
                    }
                    return "B" + unit.line() + ":"
                            + ((Broken) unit).problem().code().code();
                })
                .collect(Collectors.joining(" "));
    }

    /** A beginning, and then one byte for as long as asked, made while it is read. */
    private static final class Repeated extends InputStream {
        private final byte[] beginning;
        private final byte filler;
        private long left;
        private int at;

        Repeated(String beginning, byte filler, long times) {
            this.beginning = Formats.utf8(beginning);
            this.filler = filler;
            this.left = times;
        }

        @Override
        public int read() {
            if (at < beginning.length) {
                return beginning[at++];
            }
            return left-- > 0 ? filler : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (at < beginning.length) {
                target[offset] = beginning[at++];
                return 1;
            }
            if (left <= 0) {
                return -1;
            }
            int given = (int) Math.min(length, left);
            java.util.Arrays.fill(target, offset, offset + given, filler);
            left -= given;
            return given;
        }
    }
}
