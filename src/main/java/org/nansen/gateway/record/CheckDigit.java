package org.nansen.gateway.record;

/** The check digit of machine readable zones (ICAO Doc 9303-3, section 4.9): weights 7, 3, 1, modulo 10. */
final class CheckDigit {

    private static final int[] WEIGHTS = {7, 3, 1};

    private CheckDigit() {}

    /** Returns the check digit of a text of A to Z, 0 to 9 and fillers. */
    static char of(CharSequence text) {
        int sum = 0;
        for (int at = 0; at < text.length(); at++) {
            sum += value(text.charAt(at)) * WEIGHTS[at % 3];
        }
        return (char) ('0' + sum % 10);
    }

    private static int value(char c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        return c >= 'A' && c <= 'Z' ? c - 'A' + 10 : 0;
    }
}
