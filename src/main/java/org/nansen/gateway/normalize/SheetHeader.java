package org.nansen.gateway.normalize;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The row of a sheet that names its columns: the first one with a text for most of the columns that there are. Above it
 * stand titles, dates and remarks.
 *
 * @param names by column, from the first; empty where a column has none
 */
record SheetHeader(long row, List<String> names, boolean repeats) {

    private static final int LAST = 100;
    private static final int MOST_COLUMNS = 1_000;
    private static final Pattern NO_NAME = Pattern.compile("[\\d./:+TZ-]+");

    static Optional<SheetHeader> in(List<SheetRows.Row> rows) {
        for (int at = 0; at < rows.size() - 1 && rows.get(at).number() <= LAST; at++) {
            SheetRows.Row row = rows.get(at);
            int width = rows.subList(at + 1, Math.min(rows.size(), at + 51)).stream()
                    .mapToInt(below -> below.cells().size())
                    .max()
                    .orElse(0);
            boolean names = row.cells().stream()
                    .allMatch(cell -> cell.text() != null
                            && !NO_NAME.matcher(cell.text().strip()).matches());
            if (names
                    && row.cells().size() * 10 >= width * 7
                    && CsvDetector.tellsSomething(row.cells().stream()
                            .map(cell -> String.valueOf(cell.text()))
                            .toList())) {
                return Optional.of(of(row));
            }
        }
        return Optional.empty();
    }

    private static SheetHeader of(SheetRows.Row row) {
        List<String> names = new ArrayList<>();
        for (SheetRows.Cell cell : row.cells()) {
            if (cell.column() < MOST_COLUMNS) {
                while (names.size() < cell.column()) {
                    names.add("");
                }
                names.add(String.valueOf(cell.text()).strip());
            }
        }
        List<String> numbered = CsvDetector.numbered(names);
        return new SheetHeader(row.number(), numbered, !numbered.equals(names));
    }

    /** Names of the columns that have one. */
    List<String> named() {
        return new ArrayList<>(new LinkedHashSet<>(
                names.stream().filter(name -> !name.isEmpty()).toList()));
    }

    void put(ObjectNode record, SheetRows.Cell cell) {
        String name = cell.column() < names.size() ? names.get(cell.column()) : "";
        if (name.isEmpty() || cell.fault() != null) {
            return;
        }
        if (cell.text() == null) {
            record.put(name, cell.bool());
        } else {
            record.put(name, cell.text());
        }
    }
}
