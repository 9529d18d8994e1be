package org.nansen.gateway.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nansen.gateway.normalize.SourceFormat.Kind;
import org.nansen.gateway.normalize.SourceUnit.Broken;
import org.nansen.gateway.normalize.SourceUnit.Mapped;
import org.nansen.gateway.settings.SettingsFault;

/** What a file's bytes mean is declared or certain, and otherwise refused; nothing comes out as a replacement character. */
class EncodingTest {

    private static final String TEXT = Formats.HEADER + Formats.row(1);

    @ParameterizedTest
    @CsvSource({
        "UTF-8, UTF-8, ''",
        "UTF-8, UTF-8, EFBBBF",
        "ISO-8859-1, ISO-8859-1, ''",
        "windows-1252, windows-1252, ''",
        "UTF-16LE, UTF-16LE, ''",
        "UTF-16LE, UTF-16LE, FFFE",
        "UTF-16BE, UTF-16BE, FEFF",
        "UTF-16, UTF-16LE, FFFE",
        "UTF-16, UTF-16BE, FEFF",
        "UTF-32, UTF-32LE, FFFE0000",
        "detect, UTF-8, ''",
        "detect, UTF-8, EFBBBF",
        "detect, UTF-16LE, FFFE",
        "detect, UTF-16BE, FEFF",
        "detect, UTF-32LE, FFFE0000",
    })
    void isReadAsDeclaredOrMarked(String declared, String written, String mark) {
        assertThat(surname(declared, null, bytes(mark, TEXT, written))).isEqualTo("Müller");
    }

    @ParameterizedTest
    @CsvSource({
        "UTF-8, UTF-16LE, FFFE",
        "UTF-8, UTF-16BE, FEFF",
        "UTF-8, UTF-32LE, FFFE0000",
        "ISO-8859-1, UTF-8, EFBBBF",
        "windows-1252, UTF-16LE, FFFE",
        "UTF-16LE, UTF-16BE, FEFF",
        "UTF-16BE, UTF-8, EFBBBF",
    })
    void aMarkThatContradictsTheDeclarationHoldsTheFile(String declared, String written, String mark) {
        Broken broken =
                (Broken) read(declared, null, bytes(mark, TEXT, written)).get(0);
        assertThat(broken.problem().code().code()).isEqualTo("NG-113");
        assertThat(broken.problem().hint()).contains("byte order mark of " + written, declared);
    }

    @ParameterizedTest
    @CsvSource({"UTF-8", "ISO-8859-1", "detect"})
    void textOfTwoBytesALetterWithoutAMarkIsNamed(String declared) {
        Broken broken = (Broken)
                read(declared, null, TEXT.getBytes(StandardCharsets.UTF_16LE)).get(0);
        assertThat(broken.problem().code().code()).isEqualTo("NG-113");
        assertThat(broken.problem().hint()).contains("UTF-16");
    }

    /** Otherwise Müller would be asked for as MÃ¼ller, whom nobody knows. */
    @ParameterizedTest
    @CsvSource({"windows-1252", "ISO-8859-1", "ISO-8859-15", "windows-1250", "windows-1251", "IBM273"})
    void utf8IsNotReadAsSomethingElse(String declared) {
        Broken broken = (Broken)
                read(declared, null, TEXT.getBytes(StandardCharsets.UTF_8)).get(0);
        assertThat(broken.problem().code().code()).isEqualTo("NG-113");
        if (!declared.startsWith("IBM")) {
            assertThat(broken.problem().hint()).contains(declared, "UTF-8");
        }
    }

    @Test
    void whatIsNotUtf8IsReadAsTheSettingsSayAndElseRefusedWhereItStands() {
        byte[] western = TEXT.getBytes(Charset.forName("windows-1252"));
        assertThat(surname("detect", "windows-1252", western)).isEqualTo("Müller");
        assertThat(surname("detect", "windows-1252", TEXT.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("Müller");
        assertThat(BadInputTest.outline(read("detect", null, western))).isEqualTo("R2:NG-113");
    }

    @Test
    void oneByteAtTheEndOfALongFileDecidesForAllOfIt() {
        StringBuilder text = new StringBuilder(Formats.HEADER);
        for (int number = 1; number <= 3_000; number++) {
            text.append(Formats.row(number).replace("ü", "u"));
        }
        text.append(Formats.row(3_001));
        List<SourceUnit> units =
                read("detect", "windows-1252", text.toString().getBytes(Charset.forName("windows-1252")));
        assertThat(units).hasSize(3_001).allSatisfy(unit -> assertThat(unit).isInstanceOf(Mapped.class));
        assertThat(((Mapped) units.get(3_000))
                        .records()
                        .get(0)
                        .person()
                        .names()
                        .get(0)
                        .surname())
                .isEqualTo("Müller");
    }

    @Test
    void aCharacterCutOffAtTheEndIsNotUtf8() {
        byte[] cut = (Formats.HEADER + Formats.row(1).replace("none", "ü").strip()).getBytes(StandardCharsets.UTF_8);
        byte[] bytes = java.util.Arrays.copyOf(cut, cut.length - 1);
        // Read as the other set, every byte is a character: Ã¼ for each ü, as the sender would see it.
        assertThat(surname("detect", "ISO-8859-1", bytes)).isEqualTo("MÃ¼ller");
    }

    @Test
    void jsonMayBeInTwoBytesALetterWhereDeclared() {
        SourceFormat border = Formats.border(Kind.JSON);
        String json =
                "{\"crossing\":\"C1\",\"members\":[{\"id\":\"p1\",\"name\":\"Ada\",\"born\":\"1980\",\"sex\":\"X\",\"nationality\":\"ALB\"}]}";
        SourceFormat wide = new SourceFormat(
                border.system(),
                border.folder(),
                Kind.JSON,
                "UTF-16LE",
                ',',
                false,
                List.of(),
                false,
                border.recordField(),
                border.person(),
                border.caseReference(),
                null,
                "XAA",
                "Act",
                "asylum",
                true);
        assertThat(BadInputTest.outline(Formats.read(wide, bytes("FFFE", json, "UTF-16LE"))))
                .isEqualTo("M1");
    }

    @Test
    void settingsThatContradictThemselvesStopTheStart() {
        assertThatThrownBy(() -> Normalizer.of(format("UTF-8", "windows-1252")))
                .isInstanceOf(SettingsFault.class)
                .hasMessageContaining("format.otherwise");
        assertThatThrownBy(() -> Normalizer.of(format("detect", "no-such-set")))
                .isInstanceOf(SettingsFault.class)
                .hasMessageContaining("format.otherwise");
    }

    private static String surname(String declared, @Nullable String otherwise, byte[] bytes) {
        List<SourceUnit> units = read(declared, otherwise, bytes);
        assertThat(units).first().isInstanceOf(Mapped.class);
        return ((Mapped) units.get(0)).records().get(0).person().names().get(0).surname();
    }

    private static List<SourceUnit> read(String declared, @Nullable String otherwise, byte[] bytes) {
        return Formats.read(format(declared, otherwise), bytes);
    }

    private static SourceFormat format(String declared, @Nullable String otherwise) {
        Dialect plain = Dialect.PLAIN;
        return Formats.register(
                Kind.CSV, declared, new Dialect(plain.cells(), null, plain.sheet(), List.of(), true, otherwise));
    }

    private static byte[] bytes(String mark, String text, String charset) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(java.util.HexFormat.of().parseHex(mark));
        out.writeBytes(text.getBytes(Charset.forName(charset)));
        return out.toByteArray();
    }
}
