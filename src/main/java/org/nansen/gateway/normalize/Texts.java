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
}
