package org.nansen.gateway.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.nansen.gateway.normalize.SourceFormat.Kind;
import org.nansen.gateway.normalize.SourceUnit.Broken;

/** No bytes make a reader throw or go on for ever, and what breaks a drop is always its last unit. */
class AnyBytesTest {

    private final Normalizer csv = Normalizer.of(Formats.registerInUtf8());
    private final Normalizer json = Normalizer.of(Formats.border(Kind.JSON));
    private final Normalizer ndjson = Normalizer.of(Formats.border(Kind.NDJSON));

    @Property(tries = 400)
    void noBytesMakeAReaderThrow(@ForAll("anyBytes") byte[] bytes) {
        for (Normalizer normalizer : List.of(csv, json, ndjson)) {
            ends(normalizer, bytes);
        }
    }

    @Property(tries = 400)
    void noDamageToGoodInputMakesAReaderThrow(@ForAll("damaged") byte[] bytes) {
        for (Normalizer normalizer : List.of(csv, json, ndjson)) {
            ends(normalizer, bytes);
        }
    }

    @Property(tries = 100)
    void noCharsetMakesAReaderThrow(@ForAll("anyBytes") byte[] bytes, @ForAll("charsets") String charset) {
        ends(Normalizer.of(Formats.csv("register", ';', charset, true, "NR", "PERSNR", "AKTE", "STAND")), bytes);
    }

    private static void ends(Normalizer normalizer, byte[] bytes) {
        List<SourceUnit> units = Formats.read(normalizer, new ByteArrayInputStream(bytes));
        assertThat(units.size()).isLessThanOrEqualTo(bytes.length + 1);
        for (int at = 0; at < units.size() - 1; at++) {
            assertThat(units.get(at)).isNotInstanceOf(Broken.class);
        }
    }

    @Provide
    Arbitrary<byte[]> anyBytes() {
        return Arbitraries.bytes().array(byte[].class).ofMaxSize(3_000);
    }

    @Provide
    Arbitrary<String> charsets() {
        return Arbitraries.of("UTF-8", "UTF-16", "UTF-16LE", "windows-1252", "ISO-8859-15", "Shift_JIS", "GB18030");
    }

    @Provide
    Arbitrary<byte[]> damaged() {
        String good = Formats.HEADER + Formats.row(1) + Formats.row(2);
        String array = "[{\"crossing\":\"C1\",\"members\":[{\"id\":\"p1\",\"name\":\"Ada\",\"born\":\"1980\"}]},\n{}]";
        return Combinators.combine(
                        Arbitraries.of(good, array),
                        Arbitraries.integers().between(0, 400),
                        Arbitraries.integers().between(0, 10),
                        Arbitraries.of("\"", "\n", ";", "{", "]", "\0", "\uFFFE", "\uFFFF", "\\", "1e9", ""))
                .as((text, at, cut, put) -> {
                    int from = Math.min(at, text.length());
                    int to = Math.min(from + cut, text.length());
                    return (text.substring(0, from) + put + text.substring(to)).getBytes(StandardCharsets.UTF_8);
                });
    }
}
