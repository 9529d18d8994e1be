package org.nansen.gateway.normalize;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.normalize.SourceUnit.Problem;
import org.nansen.gateway.record.FaultCode;

/** Rows of a sheet of an Excel workbook, under a row with the names of the columns. */
final class SheetUnits implements UnitReader {

    private static final int COLUMN_LIMIT = 1_000;

    private final SourceFormat format;
    private final SheetRows rows;
    private final NeverKept neverKept = new NeverKept();
    private final Map<Integer, SheetRows.Cell> cells = new HashMap<>();
    private @Nullable CsvColumns columns;
    private boolean any;
    private int wrongCell;

    SheetUnits(SourceFormat format, Opening opening) throws IOException {
        this.format = format;
        Workbook workbook =
                Workbook.of(opening.workbook(), format.dialect().sheet().name());
        this.rows = new SheetRows(workbook, opening.spool());
    }

    @Override
    public int columnOf(@Nullable String field) {
        return field == null ? wrongCell : columns == null ? 0 : columns.numberOf(field);
    }

    @Override
    public @Nullable RawUnit next() throws IOException {
        if (columns == null) {
            RawUnit wrong = begin();
            if (wrong != null) {
                return wrong;
            }
        }
        SheetRows.Row row = rows.next();
        if (row == null) {
            rows.refuseMergedFrom(format.dialect().sheet().headerRow());
            return any ? null : new RawUnit.End(1, Problem.of(null, FaultCode.NG_111_HEADER_ONLY));
        }
        any = true;
        return unit(row, Objects.requireNonNull(columns));
    }

    /** Finds the names of the columns; returns what is wrong with them, or null. */
    private @Nullable RawUnit begin() throws IOException {
        int headerRow = format.dialect().sheet().headerRow();
        SheetRows.Row row = rows.next();
        if (row == null) {
            return new RawUnit.End(1, Problem.of(null, FaultCode.NG_110_EMPTY));
        }
        while (row != null && row.number() < headerRow) {
            row = rows.next();
        }
        List<String> names = row != null && row.number() == headerRow ? names(row) : List.of();
        CsvColumns named = new CsvColumns(names, format.dialect().cells(), neverKept);
        Problem wrong = named.problem(format, names);
        if (wrong != null) {
            // Merged cells are often the reason, and then the one to tell.
            while (row != null) {
                row = rows.next();
            }
            rows.refuseMergedFrom(headerRow);
            return new RawUnit.End(headerRow, wrong);
        }
        columns = named;
        return null;
    }

    private static List<String> names(SheetRows.Row row) {
        List<String> names = new ArrayList<>();
        for (SheetRows.Cell cell : row.cells()) {
            while (names.size() < Math.min(cell.column(), COLUMN_LIMIT)) {
                names.add("");
            }
            if (cell.column() < COLUMN_LIMIT) {
                names.add(cell.text() == null ? "" : cell.text());
            }
        }
        return names;
    }

    private RawUnit unit(SheetRows.Row row, CsvColumns names) {
        RowUnit unit = new RowUnit(row.number());
        cells.clear();
        wrongCell = 0;
        for (SheetRows.Cell cell : row.cells()) {
            cells.put(cell.column(), cell);
        }
        int last = row.cells().get(row.cells().size() - 1).column();
        if (last >= names.size()) {
            unit.wrong(Problem.of(null, FaultCode.NG_126_ROW_WIDTH));
            wrongCell = row.cells().stream()
                            .mapToInt(SheetRows.Cell::column)
                            .filter(column -> column >= names.size())
                            .findFirst()
                            .orElse(last)
                    + 1;
        }
        for (int at : names.sorted()) {
            SheetRows.Cell cell = cells.get(at);
            if (cell != null) {
                set(unit, names.name(at), cell);
            }
        }
        return unit.done(names.dropped());
    }

    private static void set(RowUnit unit, String name, SheetRows.Cell cell) {
        if (cell.fault() != null) {
            unit.wrong(new Problem(name, FaultCode.NG_155_CELL, cell.fault()));
        } else if (cell.text() != null) {
            unit.set(name, cell.text());
        } else {
            unit.set(name, cell.bool());
        }
    }
}
