package org.nansen.gateway.normalize;

/**
 * Whether a name holds a character that names do not have, which is what a wrong character set leaves: {@code ¯mirka} for
 * Żmirka, {@code MÃ¼ller} or {@code M}ller} for Müller. Few false alarms come before finding all: where every byte of the
 * wrong set is a letter too, nothing shows it.
 *
 * <p>Names have letters and marks of any script, blanks, hyphens, apostrophes of every kind, dots, middle dots, commas,
 * slashes, round brackets, straight quotation marks, and the punctuation of scripts that are not Latin. Digits are another
 * matter: no wrong set of the usual ones makes them.
 */
final class NameCharacters {

    /** Beside what the kinds of characters say: apostrophes, dots, and what stands for either. */
    private static final String FINE = "'`´‘’‛′᾽᾿῾.·‧•,/()（）\"";

    /** Latin-1 places that are letters to Unicode and no part of a name by themselves. */
    private static final String ORDINALS = "ªº";

    /** What may follow the first byte of a letter in UTF-8 that is read as Latin-1, and is fine elsewhere. */
    private static final String AFTER_FIRST_BYTE = "ªº´·\u00AD";

    private NameCharacters() {}

    static boolean isOdd(String name) {
        return isOdd(name, 0);
    }

    /** As {@link #isOdd(String)}, of a place: those have brackets, ampersands and remarks of clerks, so ASCII is fine there. */
    static boolean isOddPlace(String place) {
        return isOdd(place, 0x80);
    }

    private static boolean isOdd(String name, int fineBelow) {
        int[] points = name.codePoints().toArray();
        for (int at = 0; at < points.length; at++) {
            int next = at + 1 < points.length ? points[at + 1] : ' ';
            boolean firstByte = points[at] >= 0xC2 && points[at] <= 0xDF && AFTER_FIRST_BYTE.indexOf(next) >= 0;
            // Mª is María; a word does not go on behind it.
            boolean insideWord = ORDINALS.indexOf(points[at]) >= 0 && Character.isLetter(next);
            if (firstByte || insideWord || (points[at] >= fineBelow && !isFine(points[at]))) {
                return true;
            }
        }
        return false;
    }

    static boolean hasDigit(String name) {
        return name.codePoints().anyMatch(Character::isDigit);
    }

    /** Whether there is a control character of those (C1) that are letters or signs in the sets of Windows. */
    static boolean hasControl(String name) {
        return name.chars().anyMatch(c -> c >= 0x80 && c <= 0x9F);
    }

    private static boolean isFine(int point) {
        if (FINE.indexOf(point) >= 0) {
            return true;
        }
        return switch (Character.getType(point)) {
            // The micro sign is a letter to Unicode.
            case Character.UPPERCASE_LETTER,
                    Character.LOWERCASE_LETTER,
                    Character.TITLECASE_LETTER,
                    Character.MODIFIER_LETTER,
                    Character.OTHER_LETTER -> point != 'µ';
            case Character.NON_SPACING_MARK,
                    Character.COMBINING_SPACING_MARK,
                    Character.ENCLOSING_MARK,
                    Character.SPACE_SEPARATOR,
                    Character.DASH_PUNCTUATION,
                    Character.DECIMAL_DIGIT_NUMBER,
                    Character.LETTER_NUMBER,
                    Character.FORMAT -> true;
            case Character.OTHER_PUNCTUATION -> point >= 0x0300 && !(point >= 0x2000 && point < 0x2C00);
            default -> false;
        };
    }
}
