package org.nansen.gateway.record;

import java.util.Locale;

/**
 * What is wrong, or looks wrong, with a machine readable zone. It is told and never mended: whoever misread a zone cannot
 * know which of two fields is right.
 *
 * @param line from 1
 * @param position in the line, from 1, as ICAO Doc 9303 counts; 0 where it concerns the whole field
 */
public record MrzFinding(Kind kind, MrzField field, int line, int position) {

    /** What it is. */
    public enum Kind {
        /** A character that the field cannot have. */
        CHARACTER,
        /** The field's check digit is not the one of what stands there. */
        CHECK_DIGIT,
        /** Another of two characters that readers take for each other would make the check digit right. */
        LOOK_ALIKE,
        /** A day that no calendar has. */
        DATE,
        /** Fillers where the field cannot have them, or a name without a primary identifier. */
        FILLER
    }

    /** Returns the finding in words for people, without a value: {@code look-alike document-number 2:4}. */
    public String words() {
        return word(kind) + " " + word(field) + " " + line + (position > 0 ? ":" + position : "");
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
