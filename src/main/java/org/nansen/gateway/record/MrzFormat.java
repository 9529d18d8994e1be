package org.nansen.gateway.record;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the fields of a machine readable zone stand: ICAO Doc 9303-5 (TD1), -6 (TD2), -4 (TD3) and -7 (visas, which have
 * no check digit over all).
 */
enum MrzFormat {
    TD1(
            3,
            30,
            span(2, 0, 30),
            span(0, 5, 14),
            span(1, 15, 18),
            span(1, 0, 6),
            span(1, 7, 8),
            span(1, 8, 14),
            span(0, 15, 30),
            null,
            span(1, 29, 30),
            List.of(span(0, 5, 30), span(1, 0, 7), span(1, 8, 15), span(1, 18, 29))),
    TD2(2, 36, 31, 28, 35, false, true),
    TD3(2, 44, 39, 28, 42, true, true),
    /** A visa of the size of a passport's page. */
    MRV_A(2, 44, 39, 28, 44, false, false),
    /** A smaller visa. */
    MRV_B(2, 36, 31, 28, 36, false, false);

    /** A stretch of characters: line and positions, all from 0, the end not included. */
    record Span(int line, int from, int to) {
        String of(List<String> lines) {
            return lines.get(line).substring(from, to);
        }

        /** The one character behind this stretch. */
        Span next() {
            return span(line, to, to + 1);
        }
    }

    final int lines;
    final int width;
    final Span name;
    final Span number;
    final Span nationality;
    final Span birthDate;
    final Span sex;
    final Span expiry;
    final Span optional;
    final @Nullable Span optionalCheck;
    final @Nullable Span checkOfAll;
    final List<Span> all;

    MrzFormat(
            int lines,
            int width,
            Span name,
            Span number,
            Span nationality,
            Span birthDate,
            Span sex,
            Span expiry,
            Span optional,
            @Nullable Span optionalCheck,
            @Nullable Span checkOfAll,
            List<Span> all) {
        this.lines = lines;
        this.width = width;
        this.name = name;
        this.number = number;
        this.nationality = nationality;
        this.birthDate = birthDate;
        this.sex = sex;
        this.expiry = expiry;
        this.optional = optional;
        this.optionalCheck = optionalCheck;
        this.checkOfAll = checkOfAll;
        this.all = all;
    }

    /** The formats of two lines differ only in what stands at the end of each. */
    MrzFormat(
            int lines, int width, int name, int optional, int optionalEnd, boolean optionalCheck, boolean checkOfAll) {
        this(
                lines,
                width,
                span(0, 5, 5 + name),
                span(1, 0, 9),
                span(1, 10, 13),
                span(1, 13, 19),
                span(1, 20, 21),
                span(1, 21, 27),
                span(1, optional, optionalEnd),
                optionalCheck ? span(1, optionalEnd, optionalEnd + 1) : null,
                checkOfAll ? span(1, width - 1, width) : null,
                List.of(span(1, 0, 10), span(1, 13, 20), span(1, 21, width - 1)));
    }

    static Span documentCode() {
        return span(0, 0, 2);
    }

    static Span issuer() {
        return span(0, 2, 5);
    }

    /** Whether a document number of more than nine characters may go on in the optional data. */
    boolean hasLongNumbers() {
        return this == TD1 || this == TD2;
    }

    static Optional<MrzFormat> of(List<String> lines) {
        boolean visa = !lines.isEmpty() && lines.get(0).startsWith("V");
        for (MrzFormat format : visa ? List.of(MRV_A, MRV_B) : List.of(TD1, TD2, TD3)) {
            if (lines.size() == format.lines && lines.stream().allMatch(line -> line.length() == format.width)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    private static Span span(int line, int from, int to) {
        return new Span(line, from, to);
    }
}
