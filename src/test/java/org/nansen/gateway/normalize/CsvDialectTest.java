package org.nansen.gateway.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nansen.gateway.normalize.Dialect.Cells;
import org.nansen.gateway.normalize.SourceFormat.Kind;
import org.nansen.gateway.normalize.SourceUnit.Broken;
import org.nansen.gateway.normalize.SourceUnit.Mapped;
import org.nansen.gateway.normalize.SourceUnit.Refused;
import org.nansen.gateway.settings.SettingsFault;

/** What national exports make of CSV. */
class CsvDialectTest {

    private static final String H = Formats.HEADER;
    private static final Cells PLAIN = Cells.RFC_4180;
    private static final Cells BACKSLASH = new Cells('"', '\\', null, 0, false, false, false);

    @Test
    void anotherQuote() {
        String row = Formats.row(1).replace("Müller", "'O''Brien; \"x\"'");
        assertThat(surname(new Cells('\'', null, null, 0, false, false, false), H + row))
                .isEqualTo("O'Brien; \"x\"");
    }

    @Test
    void noQuoteAtAll() {
        Cells none = new Cells(null, null, null, 0, false, false, false);
        assertThat(surname(none, H + Formats.row(1).replace("Müller", "\"Müller")))
                .isEqualTo("\"Müller");
        assertThat(outline(none, H + Formats.row(1).replace("Müller", "Mü\uFDD0ller")))
                .as("the character that stands for no quote is no character of any text")
                .isEqualTo("R2:NG-125");
    }

    @Test
    void backslashes() {
        assertThat(surname(BACKSLASH, H + Formats.row(1).replace("Müller", "\"Mü\\\"ll\\\\er\"")))
                .isEqualTo("Mü\"ll\\er");
        assertThat(surname(BACKSLASH, H + Formats.row(1).replace("Müller", "Mül\\;ler")))
                .isEqualTo("Mül;ler");
        assertThat(surname(BACKSLASH, H + Formats.row(1).replace("Müller", "\"Mü\"\"ller\"")))
                .as("doubled quotes go on to mean a quote")
                .isEqualTo("Mü\"ller");
    }

    @Test
    void aLineEndCanBeEscaped() {
        assertThat(outline(BACKSLASH, H + Formats.row(1).replace("clerk1", "cle\\\nrk1") + Formats.row(2)))
                .isEqualTo("M2 M3");
    }

    @Test
    void aBackslashBeforeAnotherCharacterIsRefusedAloneSinceItHasTwoMeanings() {
        List<SourceUnit> units = read(BACKSLASH, H + Formats.row(1).replace("Müller", "Mü\\nller") + Formats.row(2));
        assertThat(BadInputTest.outline(units)).isEqualTo("R2:NG-116 M3");
        assertThat(((Refused) units.get(0)).problems().get(0).field()).isEqualTo("NAME");
        assertThat(outline(BACKSLASH, H + Formats.row(1) + "2;\\")).isEqualTo("M2 R3:NG-126");
    }

    @Test
    void aBackslashBeforeNAloneIsNothing() {
        Refused nameless = (Refused) read(BACKSLASH, H + Formats.row(1).replace("Müller;Anna Maria", "\\N;\\N"))
                .get(0);
        assertThat(nameless.problems().get(0).code().code()).isEqualTo("NG-101");
        assertThat(surname(BACKSLASH, H + Formats.row(1).replace("Tirane", "\\N")))
                .isEqualTo("Müller");
    }

    @Test
    void comments() {
        Cells hash = new Cells('"', null, '#', 0, false, false, false);
        String text = "# export of today\n" + H + "#;;\n" + Formats.row(1) + "# end\n";
        assertThat(outline(hash, text)).isEqualTo("M4");
        assertThat(outline(hash, H + Formats.row(1).replace("1;P1", "\"#1\";P1")))
                .as("a quoted cell is no comment")
                .isEqualTo("M2");
    }

    @Test
    void leadingLines() {
        Cells two = new Cells('"', null, null, 2, false, false, false);
        assertThat(outline(two, "Register, as of today\nsep=;\n" + H + Formats.row(1)))
                .isEqualTo("M4");
        assertThat(outline(two, "only one line\n")).isEqualTo("B1:NG-110");
        assertThat(outline(two, "")).isEqualTo("B1:NG-110");
    }

    @Test
    void blanksAroundCellsAndQuotes() {
        Cells trim = new Cells('"', null, null, 0, true, false, false);
        String row = Formats.row(1).replace("Müller", "  \"Mül;ler\"  ").replace(";121;", "; 121 ;");
        assertThat(surname(trim, H + row)).isEqualTo("Mül;ler");
        assertThat(outline(PLAIN, H + row)).isEqualTo("R2:NG-126");
    }

    @Test
    void aTabParts() {
        SourceFormat tabs = Formats.csv("register", '\t', "UTF-8", false, "NR", "PERSNR", "AKTE", "STAND");
        assertThat(BadInputTest.outline(Formats.read(tabs, (H + Formats.row(1)).replace(';', '\t'))))
                .isEqualTo("M2");
    }

    @Test
    void aHeaderThatComesAgainIsNoRecord() {
        assertThat(outline(PLAIN, H + Formats.row(1) + H + H + Formats.row(2))).isEqualTo("M2 M5");
        assertThat(outline(PLAIN, H + H)).isEqualTo("B1:NG-111");
    }

    @Test
    void aNameThatComesAgainHoldsTheFileUnlessNamesAreNumbered() {
        String text = H.replace("SACHB", "NAME") + Formats.row(1);
        assertThat(outline(PLAIN, text)).isEqualTo("B1:NG-112");
        Cells number = new Cells('"', null, null, 0, false, true, false);
        assertThat(fieldNames(number, text)).contains("NAME", "NAME_2");
        assertThat(surname(number, text)).isEqualTo("Müller");
        assertThat(outline(number, H.replace("SACHB", "NAME").replace("GEBORT", "NAME_2") + Formats.row(1)))
                .as("a number that is a name already")
                .isEqualTo("B1:NG-112");
    }

    @Test
    void aColumnWithoutANameIsLeftOutUnlessItGetsANumber() {
        String text = H.replace("GEBORT", "") + Formats.row(1);
        assertThat(fieldNames(PLAIN, text)).noneMatch(name -> name.isEmpty() || name.startsWith("COLUMN"));
        assertThat(fieldNames(new Cells('"', null, null, 0, false, false, true), text))
                .contains("COLUMN_10");
    }

    @Test
    void aRowOfNothingButDelimitersIsNoRow() {
        assertThat(outline(
                        PLAIN, H + ";;;\n" + Formats.row(1) + " ; \u00A0;\n" + ";".repeat(40) + "\n" + Formats.row(2)))
                .isEqualTo("M3 M6");
        assertThat(outline(PLAIN, H + ";;;\n;;\n")).isEqualTo("B1:NG-111");
    }

    @Test
    void theHeaderOnceMoreIsNoRowHoweverManyEmptyCellsEndIt() {
        String named = H.strip();
        String text = named + ";;\n" + Formats.row(1) + named + "\n" + Formats.row(2)
                + named.replace("NR;PERSNR", "NR ; PERSNR") + ";;;;\n" + Formats.row(3);
        assertThat(outline(PLAIN, text)).isEqualTo("M2 M4 M6");
        assertThat(outline(PLAIN, H + Formats.row(1) + H.replace("SACHB", "SACHBEARB") + Formats.row(2)))
                .as("another header is not this one, and what stands under it is not known")
                .startsWith("M2 R3:");
    }

    @Test
    void theBlanksOfOfficeProgramsAreBlanks() {
        Cells trimmed = new Cells('"', null, null, 0, true, false, false);
        assertThat(surname(trimmed, H + Formats.row(1).replace("Müller", "\u00A0Müller\u202F")))
                .isEqualTo("Müller");
        assertThat(surname(trimmed, H + Formats.row(1).replace(";121;", ";121\u00A0;")))
                .isEqualTo("Müller");
        Refused nameless = (Refused) read(PLAIN, H + Formats.row(1).replace("Müller;Anna Maria", "\u00A0;\u00A0 "))
                .get(0);
        assertThat(nameless.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.code().code()).isEqualTo("NG-101"));
    }

    @ParameterizedTest
    @ValueSource(strings = {";", "\"", "\n"})
    void charactersThatMeanTwoThingsStopTheStart(String comment) {
        Cells cells = new Cells('"', null, comment.charAt(0), 0, false, false, false);
        assertThatThrownBy(() -> Normalizer.of(Formats.register(Kind.CSV, "UTF-8", dialect(cells))))
                .isInstanceOf(SettingsFault.class)
                .hasMessageContaining("format.comment");
    }

    private static List<String> fieldNames(Cells cells, String text) {
        SourceFormat format = Formats.register(Kind.CSV, "UTF-8", dialect(cells));
        try {
            RawUnit unit = new CsvUnits(format, new java.io.StringReader(text)).next();
            List<String> names = new java.util.ArrayList<>();
            ((RawUnit.Fields) java.util.Objects.requireNonNull(unit))
                    .source()
                    .fieldNames()
                    .forEachRemaining(names::add);
            return names;
        } catch (java.io.IOException impossible) {
            throw new java.io.UncheckedIOException(impossible);
        }
    }

    private static @Nullable String surname(Cells cells, String text) {
        List<SourceUnit> units = read(cells, text);
        assertThat(units).allSatisfy(unit -> assertThat(unit).isNotInstanceOfAny(Broken.class, Refused.class));
        return ((Mapped) units.get(0)).records().get(0).person().names().get(0).surname();
    }

    private static String outline(Cells cells, String text) {
        return BadInputTest.outline(read(cells, text));
    }

    private static List<SourceUnit> read(Cells cells, String text) {
        return Formats.read(Formats.register(Kind.CSV, "UTF-8", dialect(cells)), text);
    }

    private static Dialect dialect(Cells cells) {
        return new Dialect(cells, null, Dialect.PLAIN.sheet(), List.of(), true, null);
    }
}
