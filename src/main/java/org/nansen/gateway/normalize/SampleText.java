package org.nansen.gateway.normalize;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The beginning of an unknown file as text, with the character set that it is in or seems to be in.
 *
 * @param text without a byte order mark
 * @param charset IANA name
 * @param doubt what a person has to confirm, or empty where the bytes leave no doubt
 * @param whole whether this is all of the file
 */
record SampleText(String text, String charset, String doubt, boolean whole) {

    /** Returns the text, or nothing when the bytes are no text. */
    static Optional<SampleText> of(byte[] bytes, boolean whole) {
        if (begins(bytes, 0xEF, 0xBB, 0xBF)) {
            return decoded(bytes, 3, StandardCharsets.UTF_8, "", whole);
        }
        if (begins(bytes, 0xFF, 0xFE)) {
            return decoded(bytes, 2, StandardCharsets.UTF_16LE, "", whole);
        }
        if (begins(bytes, 0xFE, 0xFF)) {
            return decoded(bytes, 2, StandardCharsets.UTF_16BE, "", whole);
        }
        boolean ascii = true;
        boolean control = false;
        for (byte one : bytes) {
            if (one >= 0 && one < ' ' && "\t\n\f\r".indexOf(one) < 0) {
                return Optional.empty();
            }
            ascii &= one > 0;
            control |= (one & 0xE0) == 0x80;
        }
        Optional<SampleText> utf8 = decoded(
                bytes,
                0,
                StandardCharsets.UTF_8,
                ascii ? "the sample has no letter beyond ASCII, so it does not tell; UTF-8 is supposed" : "",
                whole);
        if (utf8.isPresent()) {
            return utf8;
        }
        Charset supposed = control ? Charset.forName("windows-1252") : StandardCharsets.ISO_8859_1;
        return decoded(bytes, 0, supposed, "it is not UTF-8; look whether every letter with an accent is right", whole);
    }

    private static boolean begins(byte[] bytes, int... mark) {
        if (bytes.length < mark.length) {
            return false;
        }
        for (int at = 0; at < mark.length; at++) {
            if ((bytes[at] & 0xFF) != mark[at]) {
                return false;
            }
        }
        return true;
    }

    private static Optional<SampleText> decoded(byte[] bytes, int from, Charset charset, String doubt, boolean whole) {
        CharsetDecoder decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes, from, bytes.length - from);
        CharBuffer out = CharBuffer.allocate(bytes.length - from + 1);
        // Of a file that is cut off, the last character may be cut in two.
        if (decoder.decode(in, out, whole).isError()) {
            return Optional.empty();
        }
        return Optional.of(new SampleText(out.flip().toString(), charset.name(), doubt, whole));
    }

    @Override
    public String toString() {
        return "SampleText[" + charset + "]";
    }
}
