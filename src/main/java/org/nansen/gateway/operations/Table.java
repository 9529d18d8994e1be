package org.nansen.gateway.operations;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Rows under headings, in columns as wide as they need be; columns of figures are set to the right. */
final class Table {

    private static final Pattern FIGURE = Pattern.compile("[0-9]*");

    /** Control characters, and those that turn the direction of what is written around them. */
    private static final Pattern UNSAFE =
            Pattern.compile("[\\p{Cntrl}\\x{80}-\\x{9f}\\x{2028}-\\x{202e}\\x{2066}-\\x{2069}]");

    private final List<String> headings;
    private final List<List<String>> rows = new ArrayList<>();

    private Table(List<String> headings) {
        this.headings = headings;
    }

    static Table of(String... headings) {
        return new Table(List.of(headings));
    }

    Table row(Object... cells) {
        if (cells.length != headings.size()) {
            throw new IllegalArgumentException("a row of " + cells.length + " cells");
        }
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(plain(String.valueOf(cell)));
        }
        rows.add(row);
        return this;
    }

    /** A terminal obeys control characters; what is shown must never be able to give it orders. */
    static String plain(String text) {
        return UNSAFE.matcher(text).replaceAll("?");
    }

    /** Prints the table, or the words when it has no rows. */
    void printOr(String nothing, PrintWriter out) {
        if (rows.isEmpty()) {
            out.println(nothing);
        } else {
            print(out);
        }
    }

    void print(PrintWriter out) {
        print(out, "");
    }

    /** Prints the table with every line behind a margin. */
    void print(PrintWriter out, String margin) {
        int[] widths = new int[headings.size()];
        boolean[] figures = new boolean[headings.size()];
        for (int column = 0; column < widths.length; column++) {
            int at = column;
            figures[at] = !rows.isEmpty()
                    && rows.stream().allMatch(row -> FIGURE.matcher(row.get(at)).matches());
            widths[at] = Math.max(
                    headings.get(at).length(),
                    rows.stream().mapToInt(row -> row.get(at).length()).max().orElse(0));
        }
        if (headings.stream().anyMatch(heading -> !heading.isEmpty())) {
            out.println(margin + line(headings, widths, figures));
        }
        rows.forEach(row -> out.println(margin + line(row, widths, figures)));
    }

    private static String line(List<String> cells, int[] widths, boolean[] figures) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < cells.size(); column++) {
            String cell = cells.get(column);
            String padding = " ".repeat(widths[column] - cell.length());
            line.append(column == 0 ? "" : "  ").append(figures[column] ? padding + cell : cell + padding);
        }
        return line.toString().stripTrailing();
    }
}
