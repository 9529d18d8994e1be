package org.nansen.gateway.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no name, and what only looks strange to somebody who does not know the script. */
class NameCharactersTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Żmirka",
                "D\u2019Orvano",
                "O'Kelen",
                "al-Morbi",
                "Mª Tarozza",
                "Dor. Kelen",
                "Velanto, jr.",
                "Kel/Mor",
                "Tarozzar (Mor)",
                "Vel\u00B7la",
                "Morbi \"Kel\" Dor",
                "A\u0308nte",
                "\u062F\u0648\u0631\u064A\u200C\u0643\u0644",
                "\u02BFAbdo",
                "\u0E01\u0E34\u0E15",
                "\u0F56\u0F7C\u0F51\u0F0B\u0F56",
                "\u9EC4\u3007\u30FB\u9EC4",
                "\u05D3\u05F3\u05D5",
                "Morbi\u00A0Kelen",
                "REN\u00C9\u00A0DOR",
                "Paris 12",
                "Kel\u1361Mor",
                "Morbi III",
                "Fran\u00E7oise",
                "Go\u0308k\u00E7e"
            })
    void findsNothingInNamesOfAnyScript(String name) {
        assertThat(NameCharacters.isOdd(name)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "M\uFFFDrbi",
                "M?rbi",
                "M\u0084rbi",
                "M}rbi",
                "M\u201Erbi",
                "Kel\u00A4n",
                "Morbi\u00B2",
                "Kel\u00ACn",
                "Kel&n",
                "A\u00BAlan",
                "Ke\u00B5",
                "Kel\uE000n",
                "Morbi\u00BFKel",
                "\u00D7an"
            })
    void findsWhatNoNameHas(String name) {
        assertThat(NameCharacters.isOdd(name)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "Żmirka, windows-1250, ISO-8859-1", // Ż is AF, which is a macron there
        "Šarovo, windows-1250, ISO-8859-1", // Š is 8A, a control character there
        "Ľuboro, ISO-8859-2, ISO-8859-1", // Ľ is A5, the yen sign there
        "Şahkel, ISO-8859-2, windows-1252", // Ş is AA, the feminine ordinal there
        "Mörbi, IBM437, windows-1252", // ö is 94, a closing quotation mark there
        "Mörbi, UTF-8, ISO-8859-1",
        "Mürbi, UTF-8, windows-1252",
        "Dorí, UTF-8, ISO-8859-1", // í ends with AD, the soft hyphen there
        "Perú, UTF-8, windows-1252", // ú ends with BA, the masculine ordinal there
        "Morbôn, UTF-8, windows-1252" // ô ends with B4, the acute accent there
    })
    void findsNamesInAWrongCharacterSet(String name, String written, String read) {
        byte[] bytes = name.getBytes(Charset.forName(written));

        assertThat(NameCharacters.isOdd(new String(bytes, Charset.forName(read))))
                .isTrue();
        assertThat(NameCharacters.isOdd(new String(bytes, Charset.forName(written))))
                .isFalse();
    }

    @Test
    void letsAPlaceHaveWhatClerksWriteBesideIt() {
        assertThat(NameCharacters.isOddPlace("Velhanto <old town> & harbour; Paris 12?"))
                .isFalse();
        assertThat(NameCharacters.isOddPlace("\u00AFmirka")).isTrue();
        assertThat(NameCharacters.isOddPlace("M\u00C3\u00BCrbi")).isTrue();
    }

    @Test
    void doesNotFindASetInWhichEveryByteIsALetterToo() {
        String name = new String("Mø".getBytes(StandardCharsets.ISO_8859_1), Charset.forName("windows-1250"));

        assertThat(name).isEqualTo("Mř");
        assertThat(NameCharacters.isOdd(name)).isFalse();
    }
}
