package org.nansen.gateway.normalize;

import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.FaultCode;

/** What a text from a source must not hold. */
final class Texts {

    private Texts() {}

    /** Returns what is wrong with the text, or null: undecodable bytes, NUL, or half a surrogate pair. */
    static @Nullable FaultCode fault(String text) {
        int length = text.length();
        for (int at = 0; at < length; at++) {
            char c = text.charAt(at);
            if (c == 0) {
                return FaultCode.NG_125_CHARACTERS;
            }
            if (c >= Character.MIN_SURROGATE) {
                if (c == StrictReader.MALFORMED) {
                    return FaultCode.NG_113_ENCODING;
                }
                if (Character.isHighSurrogate(c)) {
                    at++;
                    if (at == length || !Character.isLowSurrogate(text.charAt(at))) {
                        return FaultCode.NG_125_CHARACTERS;
                    }
                } else if (Character.isLowSurrogate(c)) {
                    return FaultCode.NG_125_CHARACTERS;
                }
            }
        }
        return null;
    }

    /** Blanks to the eye, the no-break space of office programs too, which {@link String#isBlank} takes for a letter. */
    static boolean isBlank(String text) {
        return start(text) == text.length();
    }

    /** Takes blanks, as {@link #isBlank} knows them, off both ends. */
    static String strip(String text) {
        int from = start(text);
        int to = text.length();
        while (to > from && blank(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private static int start(String text) {
        int from = 0;
        while (from < text.length() && blank(text.charAt(from))) {
            from++;
        }
        return from;
    }

    private static boolean blank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }
}
