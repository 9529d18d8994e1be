package org.nansen.gateway.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nansen.gateway.normalize.FixedLayout.Count;
import org.nansen.gateway.normalize.FixedLayout.Field;
import org.nansen.gateway.normalize.FixedLayout.Trim;
import org.nansen.gateway.normalize.FixedLayout.Type;
import org.nansen.gateway.normalize.SourceFormat.Kind;
import org.nansen.gateway.normalize.SourceUnit.Mapped;
import org.nansen.gateway.normalize.SourceUnit.Refused;
import org.nansen.gateway.record.AsylumRecord;
import org.nansen.gateway.settings.SettingsFault;

/** A border file: one letter for the kind of line, then fields at fixed places. */
class FixedWidthTest {

    private static final Type TYPES = new Type(1, 1, "H", List.of("D"), List.of("C"), "T");
    private static final Count RECORDS = new Count(2, 6, false);

    @Test
    void aLineBecomesARecordFieldByField() {
        AsylumRecord record = ((Mapped) read(format("UTF-8", layout(null, null)), line("Müller"))
                        .get(0))
                .records()
                .get(0);

        assertThat(record.source().recordId()).isEqualTo("42");
        assertThat(record.source().version()).isEqualTo("2026-11-01");
        assertThat(record.personRef().value()).isEqualTo("P7");
        assertThat(record.caseRef().value()).isEqualTo("F7");
        assertThat(record.person()).isNotNull();
        assertThat(record.person().names().get(0).surname()).isEqualTo("Müller");
        assertThat(record.person().names().get(0).given()).isEqualTo("Anna Maria");
        assertThat(record.person().birthDate().value()).isEqualTo("1980-08-01");
        assertThat(record.person().sex().code()).isEqualTo(2);
        assertThat(record.person().nationalities().get(0).country().code()).isEqualTo("ALB");
    }

    @Test
    void placesAreCountedInCharactersAsPeopleCountThem() {
        // U+20BB7 takes two units of Java and four bytes of UTF-8, and is one place.
        String name = surname(read(format("UTF-8", layout(null, null)), line("\uD842\uDFB7野")));
        assertThat(name).isEqualTo("\uD842\uDFB7野");
    }

    @Test
    void placesAreCountedInBytesWhereDeclared() {
        // ü takes two bytes of UTF-8: a place less of padding behind it.
        String line = line("Müller").replace("Müller ", "Müller");
        FixedLayout layout = layout(null, null);
        FixedLayout inBytes = new FixedLayout(layout.fields(), layout.length(), true, true, null, null);
        assertThat(surname(read(format("UTF-8", inBytes), line))).isEqualTo("Müller");
        assertThat(BadInputTest.outline(read(format("UTF-8", layout), line))).isEqualTo("R1:NG-150");
    }

    @Test
    void aCharacterCutInTwoByItsBytesIsRefusedWithItsField() {
        FixedLayout layout = layout(null, null);
        FixedLayout inBytes = new FixedLayout(layout.fields(), layout.length(), true, true, null, null);
        String name = "x".repeat(14) + "ü";
        String line = line(name).replace(name, name.substring(0, 14) + "ü").replaceFirst("Anna Maria ", "Anna Maria");
        Refused refused = (Refused) read(format("UTF-8", inBytes), line).get(0);
        assertThat(refused.problems()).anySatisfy(problem -> {
            assertThat(problem.code().code()).isEqualTo("NG-113");
            assertThat(problem.field()).isEqualTo("NAME");
        });
    }

    @Test
    void recordsWithoutLineEndsArePartedByTheirLength() {
        FixedLayout layout = layout(null, null);
        FixedLayout dense = new FixedLayout(layout.fields(), layout.length(), false, false, null, null);
        String text = line("Müller").strip() + line("Meier").strip();
        assertThat(text).hasSize(2 * layout.length());
        assertThat(outline(format("UTF-8", dense), text)).isEqualTo("M1 M2");
        assertThat(outline(format("UTF-8", dense), text + "\u001A")).isEqualTo("M1 M2");
        assertThat(outline(format("UTF-8", dense), text + "D43")).isEqualTo("M1 M2 R3:NG-150");
        assertThat(outline(format("UTF-8", dense), line("Müller") + line("Meier")))
                .as("lines, read as if there were none")
                .isEqualTo("M1 B2:NG-150");
    }

    @Test
    void mainframesBytesAreReadByLength() {
        FixedLayout layout = layout(null, null);
        FixedLayout dense = new FixedLayout(layout.fields(), layout.length(), true, false, null, null);
        byte[] bytes = (line("Müller").strip() + line("Meier").strip()).getBytes(Charset.forName("IBM273"));
        List<SourceUnit> units = Formats.read(format("IBM273", dense), bytes);
        assertThat(BadInputTest.outline(units)).isEqualTo("M1 M2");
        assertThat(surname(units)).isEqualTo("Müller");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = true,
            value = {
                "whole                        | H D D T000002         | M2 M3",
                "comments are left out        | H C D T000001         | M3",
                "zeros in front are none      | H D T1                | M2",
                "count is wrong               | H D D T000003         | M2 M3 B4:NG-152",
                "count is no number           | H D T00000x           | M2 B3:NG-152",
                "no trailer                   | H D D                 | M2 M3 B3:NG-152",
                "something after the trailer  | H D T000001 D         | M2 B4:NG-152",
                "two files in one             | H D T000001 H D T000001 | M2 B4:NG-152",
                "no header                    | D T000001             | B1:NG-151",
                "header twice                 | H D H T000001         | M2 B3:NG-151",
                "unknown kind of line         | H D X D T000002       | M2 R3:NG-151 M4",
                "nothing in it                | H T000000             | B2:NG-111",
                "cut after the header         | H                     | B1:NG-152",
            })
    void headerTrailerAndCountAreHeldAgainstWhatWasRead(String what, String lines, String outcome) {
        StringBuilder text = new StringBuilder();
        for (String line : lines.split(" ")) {
            text.append(line.equals("D") ? line("Müller") : line + " ".repeat(84 - line.length()) + "\n");
        }
        assertThat(outline(format("UTF-8", layout(TYPES, RECORDS)), text.toString()))
                .isEqualTo(outcome);
    }

    @Test
    void theTrailerMayCountAllLines() {
        String header = "H" + " ".repeat(83) + "\n";
        String trailer = "T000004" + " ".repeat(77) + "\n";
        SourceFormat format = format("UTF-8", layout(TYPES, new Count(2, 6, true)));
        assertThat(outline(format, header + line("A") + line("B") + trailer)).isEqualTo("M2 M3");
        assertThat(outline(format, header + line("A") + trailer)).isEqualTo("M2 B3:NG-152");
    }

    @Test
    void aLineThatIsTooShortOrTooLongIsRefusedAloneWithPlaceAndField() {
        String good = line("Müller");
        String text = good + good.substring(0, 73) + "\n" + good.strip() + "x\n" + good.strip() + "   \n" + good;
        List<SourceUnit> units = read(format("UTF-8", layout(null, null)), text);

        assertThat(BadInputTest.outline(units)).isEqualTo("M1 R2:NG-150 R3:NG-150 M4 M5");
        assertThat(((Refused) units.get(1)).problems()).singleElement().satisfies(problem -> {
            assertThat(problem.field()).isEqualTo("STAATKZ");
            assertThat(problem.hint()).contains("73 characters", "84", "column 72");
        });
        assertThat(((Refused) units.get(2)).problems().get(0).hint()).contains("85 characters");
    }

    @Test
    void linesMayEndEarlyWhereDeclared() {
        SourceFormat ragged = Formats.ragged(format("UTF-8", layout(null, null)));
        // Without the last field, which is nothing then, and with an end in the middle of one.
        assertThat(outline(ragged, line("Müller").substring(0, 74) + "\n")).isEqualTo("M1");
        assertThat(outline(ragged, line("Müller").substring(0, 80) + "\n")).isEqualTo("R1:NG-104");
        assertThat(outline(ragged, line("Müller"))).isEqualTo("M1");
    }

    @Test
    void paddingIsCutOffOnTheDeclaredSideOnly() {
        assertThat(cut("000420", Trim.LEFT, '0')).isEqualTo("420");
        assertThat(cut("420***", Trim.RIGHT, '*')).isEqualTo("420");
        assertThat(cut(" 42 00", Trim.BOTH, ' ')).isEqualTo("42 00");
        assertThat(cut("000000", Trim.LEFT, '0')).as("padding alone is nothing").isNull();
    }

    private static @Nullable String cut(String cell, Trim trim, char pad) {
        FixedLayout layout = new FixedLayout(List.of(new Field("A", 1, 6, trim, pad)), 6, false, true, null, null);
        FixedFields fields = new FixedFields(format("UTF-8", layout), layout, null);
        var node = ((RawUnit.Fields) fields.unit(cell, 1)).source().get("A");
        return node == null ? null : node.asText();
    }

    @Test
    void undecodableBytesRefuseTheirLineWhereverTheyStand() {
        byte[] bytes =
                (line("Meier") + line("Müller") + line("Meier")).getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        assertThat(BadInputTest.outline(Formats.read(format("UTF-8", layout(null, null)), bytes)))
                .isEqualTo("M1 R2:NG-113 M3");
    }

    @Test
    void aLineWithoutEndIsRefusedInBoundedMemory() {
        assertThat(outline(format("UTF-8", layout(null, null)), line("A") + "x".repeat(5_000_000) + "\n" + line("B")))
                .isEqualTo("M1 R2:NG-150 M3");
    }

    @Test
    void emptyFilesAreRefused() {
        assertThat(outline(format("UTF-8", layout(null, null)), "")).isEqualTo("B1:NG-110");
        assertThat(outline(format("UTF-8", layout(TYPES, RECORDS)), "\r\n  \r\n"))
                .isEqualTo("B2:NG-110");
    }

    @Test
    void layoutsThatContradictThemselvesStopTheStart() {
        FixedLayout good = layout(TYPES, RECORDS);
        refused(new FixedLayout(good.fields(), 20, false, true, TYPES, RECORDS), "a field ends behind the length");
        refused(new FixedLayout(good.fields().subList(0, 2), 84, false, true, TYPES, RECORDS), "identity");
        refused(new FixedLayout(good.fields(), 84, false, true, null, RECORDS), "needs record-type.trailer");
        Type twice = new Type(1, 1, "H", List.of("H"), List.of(), null);
        refused(new FixedLayout(good.fields(), 84, false, true, twice, null), "one code stands for two things");
        assertThatThrownBy(() ->
                        Normalizer.of(format("UTF-16", new FixedLayout(good.fields(), 84, true, true, null, null))))
                .isInstanceOf(SettingsFault.class)
                .hasMessageContaining("format.unit");
    }

    private static void refused(FixedLayout layout, String reason) {
        assertThatThrownBy(() -> Normalizer.of(format("UTF-8", layout)))
                .isInstanceOf(SettingsFault.class)
                .hasMessageContaining(reason);
    }

    private static String surname(List<SourceUnit> units) {
        return ((Mapped) units.get(0)).records().get(0).person().names().get(0).surname();
    }

    private static String outline(SourceFormat format, String text) {
        return BadInputTest.outline(read(format, text));
    }

    private static List<SourceUnit> read(SourceFormat format, String text) {
        return Formats.read(format, text);
    }

    static SourceFormat format(String charset, FixedLayout layout) {
        Dialect plain = Dialect.PLAIN;
        return Formats.register(
                Kind.FIXED, charset, new Dialect(plain.cells(), layout, plain.sheet(), List.of(), true, null));
    }

    static FixedLayout layout(@Nullable Type type, @Nullable Count count) {
        return new FixedLayout(
                List.of(
                        new Field("NR", 2, 6, Trim.LEFT, '0'),
                        new Field("PERSNR", 8, 6, Trim.BOTH, ' '),
                        new Field("AKTE", 14, 6, Trim.BOTH, ' '),
                        new Field("STAND", 20, 10, Trim.BOTH, ' '),
                        new Field("VORGANG", 30, 1, Trim.BOTH, ' '),
                        new Field("NAME", 31, 15, Trim.BOTH, ' '),
                        new Field("VORNAME", 46, 15, Trim.BOTH, ' '),
                        new Field("GEBDAT", 61, 10, Trim.BOTH, ' '),
                        new Field("GESCHL", 71, 1, Trim.BOTH, ' '),
                        new Field("STAATKZ", 72, 3, Trim.BOTH, ' '),
                        new Field("ANTRAG", 75, 10, Trim.BOTH, ' ')),
                84,
                false,
                true,
                type,
                count);
    }

    /** A line of 84 places. */
    static String line(String surname) {
        int places = surname.codePointCount(0, surname.length());
        return "D000042P7    F7    2026-11-01A" + surname + " ".repeat(15 - places)
                + "Anna Maria     01.08.1980W12101.11.2026\n";
    }
}
