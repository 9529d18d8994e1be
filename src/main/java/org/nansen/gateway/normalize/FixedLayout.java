package org.nansen.gateway.normalize;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records whose fields stand at fixed places.
 *
 * @param fields of a record; they may overlap
 * @param length of a line or record
 * @param bytes whether places and lengths are counted in bytes, else in characters (Unicode code points)
 * @param lines whether each record is a line; else one follows the other without a break
 * @param type what tells header, records and trailer apart, or null when all are records
 * @param count where the trailer says how many there are, or null
 */
public record FixedLayout(
        List<Field> fields,
        int length,
        boolean bytes,
        boolean lines,
        @Nullable Type type,
        @Nullable Count count) {

    /** The longest line or record. */
    public static final int LONGEST = 32_000;

    public FixedLayout {
        fields = List.copyOf(fields);
    }

    FixedLayout inCharacters() {
        return new FixedLayout(fields, length, false, lines, type, count);
    }

    /** On which side of a field padding is none of the value. */
    public enum Trim {
        BOTH,
        LEFT,
        RIGHT,
        NONE
    }

    /**
     * @param start its first place, from 1
     * @param pad what fills it up; a field of nothing else is nothing
     */
    public record Field(String name, int start, int length, Trim trim, char pad) {

        int end() {
            return start - 1 + length;
        }
    }

    /**
     * Where a line says what it is, and what it says. Codes are compared without blanks around them.
     *
     * @param header code of the one line before all records, or null when there is none
     * @param detail codes of records
     * @param ignore codes of lines that are left out
     * @param trailer code of the one line after all records, or null when there is none
     */
    public record Type(
            int start,
            int length,
            @Nullable String header,
            List<String> detail,
            List<String> ignore,
            @Nullable String trailer) {

        public Type {
            detail = List.copyOf(detail);
            ignore = List.copyOf(ignore);
        }

        int end() {
            return start - 1 + length;
        }
    }

    /**
     * Where in the trailer a number stands.
     *
     * @param allLines whether it counts header, trailer and ignored lines too, else records alone
     */
    public record Count(int start, int length, boolean allLines) {

        int end() {
            return start - 1 + length;
        }
    }
}
