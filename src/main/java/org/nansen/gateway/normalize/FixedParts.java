package org.nansen.gateway.normalize;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which lines of a fixed-width file are records: all, or all between a first and a last one that begin with a letter or
 * figure of their own and are written otherwise.
 *
 * @param header what the first line begins with, or null where it is a record
 * @param detail what records begin with
 * @param trailer what the last line begins with, or null where it is a record
 * @param count where the trailer counts the others, or null
 */
record FixedParts(
        List<int[]> details,
        @Nullable String header,
        String detail,
        @Nullable String trailer,
        @Nullable Count count) {

    private static final int FEWEST_DETAILS = 2;
    private static final Pattern FIGURES = Pattern.compile("\\d{1,18}");

    /** @param lines whether header and trailer are counted too */
    record Count(int start, int length, boolean lines) {}

    /** @param whole whether the last line is the file's last one */
    static FixedParts of(List<int[]> lines, boolean whole) {
        int last = lines.size() - 1;
        boolean header = lines.size() > FEWEST_DETAILS
                && differ(lines.get(0), lines.get(1))
                && sameStart(lines.subList(1, Math.max(2, last)));
        boolean trailer = whole
                && lines.size() > FEWEST_DETAILS + (header ? 1 : 0)
                && differ(lines.get(last), lines.get(last - 1))
                && (!header || lines.get(0)[0] != lines.get(last)[0])
                && sameStart(lines.subList(header ? 1 : 0, last));
        header &= sameStart(lines.subList(1, trailer ? last : last + 1));
        List<int[]> details = lines.subList(header ? 1 : 0, trailer ? last : last + 1);
        boolean typed = (header || trailer) && details.size() >= FEWEST_DETAILS;
        return new FixedParts(
                typed ? details : lines,
                typed && header ? code(lines.get(0)) : null,
                typed ? code(details.get(0)) : "",
                typed && trailer ? code(lines.get(last)) : null,
                typed && trailer ? count(lines.get(last), details.size(), lines.size()) : null);
    }

    private static String code(int[] line) {
        return new String(line, 0, 1);
    }

    private static boolean sameStart(List<int[]> lines) {
        return lines.stream().allMatch(line -> line[0] == lines.get(0)[0]) && isCode(lines.get(0)[0]);
    }

    private static boolean isCode(int character) {
        return Character.isLetterOrDigit(character);
    }

    /** Begins otherwise, and has figures, letters and blanks in other places than a record: in one of four, at least. */
    private static boolean differ(int[] line, int[] record) {
        int others = 0;
        for (int at = 0; at < line.length; at++) {
            others += kind(line[at]) == kind(record[at]) ? 0 : 1;
        }
        return isCode(line[0]) && line[0] != record[0] && others * 4 >= line.length;
    }

    private static int kind(int character) {
        return Character.isDigit(character) ? 1 : Character.isLetter(character) ? 2 : character == ' ' ? 3 : 4;
    }

    private static @Nullable Count count(int[] trailer, int records, int lines) {
        String text = new String(trailer, 1, trailer.length - 1);
        Matcher figures = FIGURES.matcher(text);
        while (figures.find()) {
            // Places are counted in characters, of which one may take two of Java's.
            int start = text.codePointCount(0, figures.start()) + 2;
            long told = Long.parseLong(figures.group());
            if (told == records || told == lines) {
                return new Count(start, figures.end() - figures.start(), told == lines);
            }
        }
        return null;
    }

    /** Whether the first character says what a line is. */
    boolean typed() {
        return header != null || trailer != null;
    }

    /** What goes under {@code format}, as YAML. */
    Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        if (typed()) {
            settings.put(
                    "record-type",
                    "{ start: 1, length: 1"
                            + (header == null ? "" : ", header: " + DraftFields.quoted(header))
                            + ", detail: [" + DraftFields.quoted(detail) + "]"
                            + (trailer == null ? "" : ", trailer: " + DraftFields.quoted(trailer)) + " }");
        }
        if (count != null) {
            settings.put(
                    "count",
                    "{ start: " + count.start() + ", length: " + count.length() + ", of: "
                            + (count.lines() ? "lines" : "records") + " }");
        }
        return settings;
    }

    List<String> doubts() {
        List<String> doubts = new ArrayList<>();
        if (typed()) {
            doubts.add("record-type: that the first character tells "
                    + (header == null ? "" : "the header and ")
                    + (trailer == null ? "" : "the trailer and ")
                    + "the records apart; without a header or a trailer that"
                    + " is named here, a file is held");
        }
        if (count != null) {
            doubts.add(
                    "count: that this figure of the trailer is the number of " + (count.lines() ? "lines" : "records"));
        }
        return doubts;
    }

    /** What lines of each kind begin with. */
    SampleAsLines.Codes codes() {
        return new SampleAsLines.Codes(header, detail, trailer, count);
    }

    @Override
    public String toString() {
        return "FixedParts[records=" + details.size() + "]";
    }
}
