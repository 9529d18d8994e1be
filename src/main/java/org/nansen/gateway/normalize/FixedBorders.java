package org.nansen.gateway.normalize;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Supposes where fields begin in lines of the same length. */
final class FixedBorders {

    private static final int MOST_FIELDS = 500;
    private static final int DAY = 8;
    private static final List<String> DAYS = List.of("yyyyMMdd", "ddMMyyyy");

    private FixedBorders() {}

    /** @param start from 1 */
    record Span(int start, int length) {

        String cut(int[] line) {
            return new String(line, start - 1, length);
        }
    }

    /** What stands in a column of all lines. */
    private enum Column {
        BLANK,
        FIGURES,
        LETTERS,
        OTHER
    }

    /** @param first how many places at the beginning are none of a field */
    static List<Span> of(List<int[]> lines, int first) {
        if (lines.isEmpty()) {
            return List.of();
        }
        int length = lines.get(0).length;
        Column[] columns = new Column[length];
        Arrays.setAll(columns, at -> column(lines, at));
        List<Integer> starts = new ArrayList<>();
        for (int at = first; at < length; at++) {
            boolean begins = starts.isEmpty()
                    ? columns[at] != Column.BLANK
                    : columns[at] != Column.BLANK
                            && (columns[at - 1] == Column.BLANK || meet(columns[at - 1], columns[at]));
            if (begins) {
                starts.add(at);
            }
        }
        List<Span> spans = new ArrayList<>();
        for (int at = 0; at < Math.min(starts.size(), MOST_FIELDS); at++) {
            int end = at + 1 < starts.size() ? starts.get(at + 1) : length;
            parted(lines, new Span(starts.get(at) + 1, end - starts.get(at)), columns, spans);
        }
        return spans;
    }

    private static Column column(List<int[]> lines, int at) {
        Column column = Column.BLANK;
        for (int[] line : lines) {
            Column here = line[at] == ' ' || line[at] == '\t'
                    ? Column.BLANK
                    : Character.isDigit(line[at])
                            ? Column.FIGURES
                            : Character.isLetter(line[at]) ? Column.LETTERS : Column.OTHER;
            if (column == Column.BLANK) {
                column = here;
            } else if (here != Column.BLANK && here != column) {
                return Column.OTHER;
            }
        }
        return column;
    }

    /** Figures beside letters, in every line. Dots, hyphens and the like stand within a date or a number too. */
    private static boolean meet(Column before, Column here) {
        return (before == Column.FIGURES && here == Column.LETTERS)
                || (before == Column.LETTERS && here == Column.FIGURES);
    }

    /** Parts a long run of figures where eight of them are a day in every line: in front, or behind. */
    private static void parted(List<int[]> lines, Span span, Column[] columns, List<Span> into) {
        int figures = 0;
        while (figures < span.length() && columns[span.start() - 1 + figures] == Column.FIGURES) {
            figures++;
        }
        if (figures > DAY) {
            int behind = figures - DAY;
            if (isDay(lines, span.start() - 1 + behind)) {
                into.add(new Span(span.start(), behind));
                into.add(new Span(span.start() + behind, span.length() - behind));
                return;
            }
            if (isDay(lines, span.start() - 1)) {
                into.add(new Span(span.start(), DAY));
                into.add(new Span(span.start() + DAY, span.length() - DAY));
                return;
            }
        }
        into.add(span);
    }

    private static boolean isDay(List<int[]> lines, int at) {
        return DAYS.stream().map(DatePattern::of).flatMap(Optional::stream).anyMatch(day -> lines.stream()
                .allMatch(line -> {
                    String text = new String(line, at, DAY);
                    return day.read(text).isPresent() && text.matches("(19|20).{6}|.{4}(19|20).{2}");
                }));
    }
}
