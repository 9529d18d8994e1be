package org.nansen.gateway.normalize;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.normalize.SourceUnit.Problem;
import org.nansen.gateway.record.FaultCode;

/** Cuts the declared fields out of a line. Places are characters as people count them, or bytes where the layout says so. */
final class FixedFields {

    private final FixedLayout layout;
    private final boolean ragged;
    private final @Nullable Charset ofBytes;
    private final List<FixedLayout.Field> kept;
    private final List<String> dropped;

    /** @param ofBytes where each character of a line stands for a byte: the character set of its fields; else null */
    FixedFields(SourceFormat format, FixedLayout layout, @Nullable Charset ofBytes) {
        NeverKept neverKept = new NeverKept();
        this.layout = layout;
        this.ragged = format.ragged();
        this.ofBytes = ofBytes;
        this.kept = layout.fields().stream()
                .filter(field -> !neverKept.drops(field.name()))
                .sorted(Comparator.comparing(FixedLayout.Field::name))
                .toList();
        this.dropped = layout.fields().stream()
                .map(FixedLayout.Field::name)
                .filter(neverKept::drops)
                .toList();
    }

    RawUnit unit(String line, long number) {
        RowUnit unit = new RowUnit(number);
        if (line.indexOf(StrictReader.MALFORMED) >= 0) {
            // How many characters the bytes were meant to be is not known, so no place behind them is sure.
            unit.wrong(Problem.of(null, FaultCode.NG_113_ENCODING));
            return unit.done(dropped);
        }
        Line places = Line.of(line);
        Problem length = length(places);
        if (length != null) {
            unit.wrong(length);
        }
        for (FixedLayout.Field field : kept) {
            String text = decoded(places.cut(field.start() - 1, field.end()));
            if (text == null) {
                unit.wrong(new Problem(
                        field.name(),
                        FaultCode.NG_113_ENCODING,
                        FaultCode.NG_113_ENCODING.hint() + " In column " + field.start() + "."));
            } else {
                unit.set(field.name(), trimmed(text, field));
            }
        }
        return unit.done(dropped);
    }

    /** Returns the place, from 1, at which a line as a whole is at fault: an unreadable byte, or one more than declared. */
    int wrongAt(String line) {
        int malformed = line.indexOf(StrictReader.MALFORMED);
        if (malformed >= 0) {
            return line.codePointCount(0, malformed) + 1;
        }
        int length = Line.of(line).length();
        return length > layout.length() ? layout.length() + 1 : length < layout.length() ? length + 1 : 0;
    }

    /** Returns what stands there, as much as there is; nothing where it cannot be decoded. */
    String text(String line, int start, int length) {
        String text = decoded(Line.of(line).cut(start - 1, start - 1 + length));
        return text == null ? "" : text;
    }

    private @Nullable Problem length(Line line) {
        if (line.length() > layout.length() && !FixedLines.isBlank(line.cut(layout.length(), line.length()))) {
            return problem(null, line, "more than the declared " + layout.length() + ".");
        }
        if (line.length() < layout.length() && !ragged) {
            FixedLayout.Field first = layout.fields().stream()
                    .filter(field -> field.end() > line.length())
                    .min(Comparator.comparing(FixedLayout.Field::start))
                    .orElse(null);
            return problem(
                    first == null ? null : first.name(),
                    line,
                    "fewer than the declared " + layout.length()
                            + (first == null ? "." : "; this field begins in column " + first.start() + ".")
                            + " Where blanks at the end are cut off, set format.ragged.");
        }
        return null;
    }

    private Problem problem(@Nullable String field, Line line, String rest) {
        return new Problem(
                field,
                FaultCode.NG_150_LINE_LENGTH,
                "The line has " + (line.length() > FixedLayout.LONGEST ? "far" : line.length())
                        + (layout.bytes() ? " bytes, " : " characters, ") + rest);
    }

    private @Nullable String decoded(String cut) {
        if (ofBytes == null) {
            return cut;
        }
        try {
            return ofBytes.newDecoder()
                    .decode(ByteBuffer.wrap(cut.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException wrong) {
            return null;
        }
    }

    private static String trimmed(String text, FixedLayout.Field field) {
        int from = 0;
        int to = text.length();
        boolean left = field.trim() == FixedLayout.Trim.LEFT || field.trim() == FixedLayout.Trim.BOTH;
        boolean right = field.trim() == FixedLayout.Trim.RIGHT || field.trim() == FixedLayout.Trim.BOTH;
        while (left && from < to && text.charAt(from) == field.pad()) {
            from++;
        }
        while (right && to > from && text.charAt(to - 1) == field.pad()) {
            to--;
        }
        return text.substring(from, to);
    }

    /** A line whose places can be counted. */
    private interface Line {

        int length();

        /** Returns what stands from one place, counted from 0, up to another; as much as there is. */
        String cut(int from, int to);

        static Line of(String text) {
            boolean beyond = false;
            for (int at = 0; at < text.length() && !beyond; at++) {
                beyond = Character.isSurrogate(text.charAt(at));
            }
            return beyond ? new InCodePoints(text.codePoints().toArray()) : new InChars(text);
        }
    }

    private record InChars(String text) implements Line {

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public String cut(int from, int to) {
            return from >= text.length() ? "" : text.substring(from, Math.min(to, text.length()));
        }

        @Override
        public String toString() {
            return "InChars";
        }
    }

    private record InCodePoints(int[] points) implements Line {

        @Override
        public int length() {
            return points.length;
        }

        @Override
        public String cut(int from, int to) {
            return from >= points.length ? "" : new String(points, from, Math.min(to, points.length) - from);
        }

        @Override
        public String toString() {
            return "InCodePoints";
        }
    }
}
