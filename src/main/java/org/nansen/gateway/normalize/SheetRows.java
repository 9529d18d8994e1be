package org.nansen.gateway.normalize;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.FaultCode;

/** The rows of one sheet, read forward; behind them, which cells are merged. */
final class SheetRows implements Closeable {

    static final long LAST_ROW = 1_048_576;
    static final int LAST_COLUMN = 16_384;

    private static final Pattern CELL = Pattern.compile("([A-Z]{1,3})([0-9]{1,7})");
    private static final Pattern RANGE = Pattern.compile("[A-Z]{1,3}([0-9]{1,7}):[A-Z]{1,3}([0-9]{1,7})");

    private final XmlPart sheet;
    private final SharedTexts texts;
    private final CellFormats formats;
    private final boolean from1904;
    private long row;

    SheetRows(Workbook workbook, Spool spool) throws IOException {
        this.texts = workbook.texts(spool);
        this.formats = workbook.formats();
        this.from1904 = workbook.from1904();
        this.sheet = workbook.sheet();
        if (!sheet.next("worksheet", "sheetData")) {
            throw Workbook.notExcel("The sheet holds no rows of cells.");
        }
    }

    /**
     * A cell that is not empty.
     *
     * @param column from 0
     * @param text what it holds; null when it holds a boolean or is at fault
     * @param fault what is wrong with it, or null
     */
    record Cell(
            int column,
            @Nullable String text,
            boolean bool,
            @Nullable String fault) {
        @Override
        public String toString() {
            return "Cell[column=" + column + "]";
        }
    }

    /** @param number as Excel shows it, from 1 */
    record Row(long number, List<Cell> cells) {}

    /** Returns the next row that holds anything, or null behind the last one. */
    @Nullable
    Row next() throws IOException {
        while (sheet.next("sheetData", "row")) {
            String number = sheet.attribute("r");
            long next = number == null ? row + 1 : number.matches("[0-9]{1,7}") ? Long.parseLong(number) : -1;
            if (next <= row || next > LAST_ROW) {
                throw XmlPart.damaged();
            }
            row = next;
            List<Cell> cells = cells();
            if (!cells.isEmpty()) {
                return new Row(row, cells);
            }
        }
        return null;
    }

    private List<Cell> cells() throws IOException {
        List<Cell> cells = new ArrayList<>();
        int column = -1;
        int characters = 0;
        while (sheet.next("row", "c")) {
            int next = column(sheet.attribute("r"), column + 1);
            if (next <= column || next >= LAST_COLUMN) {
                throw XmlPart.damaged();
            }
            column = next;
            Cell cell = cell(column);
            if (cell != null) {
                cells.add(cell);
                characters += cell.text() == null ? 0 : cell.text().length();
            }
            if (characters > JsonTrees.RECORD_LIMIT) {
                throw new BadInput(FaultCode.NG_117_RECORD_TOO_LARGE, row);
            }
        }
        return cells;
    }

    private int column(@Nullable String reference, int otherwise) throws BadInput {
        if (reference == null) {
            return otherwise;
        }
        Matcher cell = CELL.matcher(reference);
        if (!cell.matches() || Long.parseLong(cell.group(2)) != row) {
            throw XmlPart.damaged();
        }
        int column = 0;
        for (char letter : cell.group(1).toCharArray()) {
            column = column * 26 + letter - 'A' + 1;
        }
        return column - 1;
    }

    private @Nullable Cell cell(int column) throws IOException {
        String type = Objects.requireNonNullElse(sheet.attribute("t"), "n");
        CellFormats.Format format = formats.of(sheet.attribute("s"));
        String value = null;
        boolean formula = false;
        while (sheet.next("c", "v", "is", "f")) {
            boolean isFormula = sheet.name().equals("f");
            String text = sheet.text("rPh");
            formula |= isFormula;
            value = isFormula ? value : text;
        }
        if (value == null) {
            return formula ? faulty(column, "The cell holds a formula that was never calculated.") : null;
        }
        return switch (type) {
            case "s" -> shared(column, value);
            case "inlineStr", "str" -> full(column, SharedTexts.plain(value));
            case "b" -> bool(column, value);
            case "e" -> faulty(column, "The cell holds an error of Excel.");
            case "d" -> full(column, value);
            case "n" -> value.isEmpty() ? null : number(column, value.strip(), format);
            default -> throw XmlPart.damaged();
        };
    }

    private @Nullable Cell shared(int column, String value) throws IOException {
        String text = value.matches("[0-9]{1,9}") ? texts.get(Integer.parseInt(value)) : null;
        if (text == null) {
            throw XmlPart.damaged();
        }
        return full(column, text);
    }

    private static Cell bool(int column, String value) throws BadInput {
        return switch (value.strip()) {
            case "1", "true" -> new Cell(column, null, true, null);
            case "0", "false" -> new Cell(column, null, false, null);
            default -> throw XmlPart.damaged();
        };
    }

    private Cell number(int column, String raw, CellFormats.Format format) {
        String text = ExcelNumbers.text(raw, format, from1904);
        return text == null
                ? faulty(
                        column,
                        "The cell holds a number that is no date, or has more than the 15 digits that Excel keeps; write such numbers as text.")
                : full(column, text);
    }

    private static @Nullable Cell full(int column, String text) {
        return Texts.isBlank(text) ? null : new Cell(column, text, false, null);
    }

    private static Cell faulty(int column, String fault) {
        return new Cell(column, null, false, fault);
    }

    /**
     * Reads on to the end and throws when cells are merged from this row on: of merged cells only the first one has the value,
     * and whom it belongs to is for people to see, not for programs.
     */
    void refuseMergedFrom(long first) throws IOException {
        while (sheet.next("worksheet", "mergeCell")) {
            Matcher range = RANGE.matcher(Objects.requireNonNullElse(sheet.attribute("ref"), ""));
            if (range.matches() && Long.parseLong(range.group(2)) >= first) {
                throw new BadInput(
                        FaultCode.NG_154_WORKBOOK,
                        Long.parseLong(range.group(1)),
                        "Cells are merged; part them, and write the value into each.");
            }
        }
    }

    @Override
    public void close() throws IOException {
        sheet.close();
    }
}
