package org.nansen.gateway.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nansen.gateway.record.FaultCode;

/** Recognises an Excel workbook: the first sheet that can be seen, and the row in it that names the columns. */
final class SheetDetector implements FormDetector {

    /** Further down nobody looks for names, and the settings take none from there. */
    private static final int LAST_HEADER = 100;

    @Override
    public Optional<SampleForm> look(RawSample raw) throws UnusableSample {
        RawSample.Book book = raw.book();
        if (book == null) {
            return Optional.empty();
        }
        try {
            Workbook workbook = Workbook.of(book.archive(), null);
            SheetRows sheet = new SheetRows(workbook, book.opening().spool());
            List<SheetRows.Row> rows = new ArrayList<>();
            SheetRows.Row row = sheet.next();
            while (row != null && rows.size() < SampleForm.MOST_RECORDS + LAST_HEADER) {
                rows.add(row);
                row = sheet.next();
            }
            if (rows.isEmpty()) {
                throw UnusableSample.of(FaultCode.NG_110_EMPTY, "The first sheet of the workbook is empty.");
            }
            SheetHeader header = SheetHeader.in(rows)
                    .orElseThrow(() -> new UnusableSample(
                            "No row of the first sheet names its columns: texts, no figures, one for nearly every column. The gateway"
                                    + " knows cells by such a row; have one put in."));
            List<String> doubts = new ArrayList<>();
            if (row == null) {
                merged(sheet, header, doubts);
            }
            return Optional.of(form(workbook, header, rows, doubts));
        } catch (BadInput bad) {
            throw UnusableSample.of(bad);
        } catch (IOException stream) {
            throw new UncheckedIOException(stream);
        }
    }

    /** Merged cells stand behind the rows, so they are known only when all rows were read. */
    private static void merged(SheetRows sheet, SheetHeader header, List<String> doubts) throws IOException {
        try {
            sheet.refuseMergedFrom(header.row());
        } catch (BadInput merged) {
            doubts.add(merged.problem().hint() + " As it is, the gateway holds such a file ("
                    + merged.code().code() + ", row " + merged.line() + ")");
        }
    }

    private static SampleForm form(
            Workbook workbook, SheetHeader header, List<SheetRows.Row> rows, List<String> doubts) {
        Map<String, String> format = new LinkedHashMap<>();
        if (header.row() > 1) {
            format.put("header-row", String.valueOf(header.row()));
            doubts.add("that row " + header.row() + " names the columns, and that it stays there");
        }
        if (header.repeats()) {
            format.put("repeated-columns", "number");
            doubts.add("names of columns come twice; the second NAME is read as NAME_2");
        }
        if (workbook.visibleSheets() > 1) {
            doubts.add("that the records stand in the first of " + workbook.visibleSheets()
                    + " sheets; another is named as sheet");
        }
        List<JsonNode> records = new ArrayList<>();
        long faulty = 0;
        for (SheetRows.Row row : rows) {
            if (row.number() > header.row() && records.size() < SampleForm.MOST_RECORDS) {
                ObjectNode record = JsonNodeFactory.instance.objectNode();
                for (SheetRows.Cell cell : row.cells()) {
                    faulty += cell.fault() == null ? 0 : 1;
                    header.put(record, cell);
                }
                records.add(record);
            }
        }
        if (faulty > 0) {
            doubts.add(
                    "cells that cannot be read (errors, uncalculated formulas, numbers that are no date, or of 16 digits"
                            + " and more): " + faulty + "; their rows are rejected (NG-155)");
        }
        return new SampleForm(
                "xlsx",
                format,
                "xlsx",
                "",
                SampleForm.fields(header.named(), records),
                records,
                doubts,
                new SampleAsSheet(header.row(), header.named()));
    }
}
