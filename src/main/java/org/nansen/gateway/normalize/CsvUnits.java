package org.nansen.gateway.normalize;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldModifier;
import de.siegmar.fastcsv.reader.FieldModifiers;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.normalize.SourceUnit.Problem;
import org.nansen.gateway.record.FaultCode;

/** Rows of a CSV file: RFC 4180, and what national exports make of it. */
final class CsvUnits implements UnitReader {

    static final int LINE_LIMIT = 64 * 1024;
    private static final int RECORD_LIMIT = 256 * 1024;
    private static final int FIELD_LIMIT = 1_000;

    private final SourceFormat format;
    private final Dialect.Cells dialect;
    private final CsvReader<CsvRecord> reader;
    private final NeverKept neverKept = new NeverKept();
    private @Nullable Iterator<CsvRecord> rows;
    private @Nullable CsvColumns columns;
    private @Nullable List<String> header;
    private long rowsRead;
    private int wrongCell;
    private long line = 1;

    CsvUnits(SourceFormat format, Reader text) {
        this.format = format;
        this.dialect = format.dialect().cells();
        Character quote = dialect.quote();
        Character comment = dialect.comment();
        CsvReader.CsvReaderBuilder builder = CsvReader.builder()
                .fieldSeparator(format.delimiter())
                .quoteCharacter(quote == null ? EscapeReader.NO_QUOTE : quote)
                .trimWhitespacesAroundQuotes(dialect.trim())
                .maxBufferSize(RECORD_LIMIT)
                .skipEmptyLines(true)
                .allowExtraFields(true)
                .allowMissingFields(true);
        if (comment != null) {
            builder.commentStrategy(CommentStrategy.SKIP).commentCharacter(comment);
        }
        this.reader = builder.build(
                CsvRecordHandler.of(handler -> handler.maxFields(FIELD_LIMIT)
                        .maxFieldSize(RECORD_LIMIT)
                        .maxRecordSize(RECORD_LIMIT)
                        .fieldModifier(dialect.trim() ? FieldModifier.modify(Texts::strip) : FieldModifiers.NOP)),
                new SentinelReader(EscapeReader.of(text, format.delimiter(), dialect)));
        if (!format.header()) {
            this.columns = new CsvColumns(format.columns(), dialect, neverKept);
        }
    }

    @Override
    public @Nullable RawUnit next() throws IOException {
        CsvRecord row = read();
        if (row != null && columns == null) {
            List<String> first = row.getFields();
            CsvColumns named = new CsvColumns(first, dialect, neverKept);
            Problem wrong = named.problem(format, first);
            if (wrong != null) {
                return new RawUnit.End(line, wrong);
            }
            columns = named;
            header = CsvColumns.stripped(first);
            row = read();
        }
        while (row != null && isNoRow(row)) {
            row = read();
        }
        if (row == null) {
            FaultCode nothing = header == null ? FaultCode.NG_110_EMPTY : FaultCode.NG_111_HEADER_ONLY;
            return rowsRead == 0 ? new RawUnit.End(1, Problem.of(null, nothing)) : null;
        }
        rowsRead++;
        return unit(row, Objects.requireNonNull(columns));
    }

    /** Delimiters with nothing between them, and the header once more: exports that were put one behind the other. */
    private boolean isNoRow(CsvRecord row) {
        List<String> cells = row.getFields();
        int at = 0;
        while (at < cells.size() && Texts.isBlank(cells.get(at))) {
            at++;
        }
        boolean again = header != null && Texts.strip(cells.get(0)).equals(header.get(0));
        return at == cells.size() || (again && CsvColumns.stripped(cells).equals(header));
    }

    @Override
    public int columnOf(@Nullable String field) {
        return field == null ? wrongCell : columns == null ? 0 : columns.numberOf(field);
    }

    /** Returns the next row, or null at the end of the file. */
    private @Nullable CsvRecord read() throws IOException {
        try {
            if (rows == null) {
                reader.skipLines(dialect.skipLines());
                rows = reader.iterator();
            }
            if (!rows.hasNext()) {
                return null;
            }
            CsvRecord row = rows.next();
            line = row.getStartingLineNumber();
            List<String> cells = row.getFields();
            if (cells.get(cells.size() - 1).indexOf(SentinelReader.END) >= 0) {
                if (cells.size() > 1 || cells.get(0).length() > 1) {
                    throw new BadInput(FaultCode.NG_116_CSV, line);
                }
                return null;
            }
            return row;
        } catch (UncheckedIOException wrapped) {
            throw wrapped.getCause();
        } catch (CsvParseException wrong) {
            if (wrong.getCause() instanceof BadInput bad) {
                throw bad;
            }
            if (rows == null) {
                // Fewer lines than are to be left out.
                throw new BadInput(FaultCode.NG_110_EMPTY, 1);
            }
            throw new BadInput(FaultCode.NG_116_CSV, rowsRead == 0 ? line : line + 1);
        }
    }

    private RawUnit unit(CsvRecord row, CsvColumns names) {
        List<String> cells = row.getFields();
        RowUnit unit = new RowUnit(line);
        wrongCell = 0;
        for (int at = names.size(); at < cells.size(); at++) {
            if (!Texts.isBlank(cells.get(at))) {
                unit.wrong(Problem.of(null, FaultCode.NG_126_ROW_WIDTH));
                wrongCell = at + 1;
                break;
            }
        }
        if (!format.ragged() && cells.size() < names.size()) {
            wrongCell = cells.size() + 1;
            unit.wrong(new Problem(
                    null, FaultCode.NG_126_ROW_WIDTH, "The row has fewer cells than the header has columns."));
        }
        for (int at : names.sorted()) {
            String cell = at < cells.size() ? cells.get(at) : "";
            String meant = dialect.escape() == null ? cell : EscapeReader.restore(cell, format.delimiter(), dialect);
            if (meant == null) {
                unit.wrong(new Problem(
                        names.name(at),
                        FaultCode.NG_116_CSV,
                        "The escape character stands before one that needs none."));
            } else {
                unit.set(names.name(at), meant);
            }
        }
        return unit.done(names.dropped());
    }
}
