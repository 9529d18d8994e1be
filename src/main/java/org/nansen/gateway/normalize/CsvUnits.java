package org.nansen.gateway.normalize;

import com.fasterxml.jackson.databind.node.TextNode;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.normalize.SourceUnit.Problem;
import org.nansen.gateway.record.FaultCode;

/** Rows of a CSV file (RFC 4180, any delimiter). */
final class CsvUnits implements UnitReader {

    static final int LINE_LIMIT = 64 * 1024;
    private static final int RECORD_LIMIT = 256 * 1024;
    private static final int FIELD_LIMIT = 1_000;

    private final SourceFormat format;
    private final StrictReader text;
    private final Iterator<CsvRecord> rows;
    private final NeverKept neverKept = new NeverKept();
    private @Nullable CsvColumns columns;
    private long rowsRead;
    private long line = 1;

    CsvUnits(SourceFormat format, InputStream in) {
        this.format = format;
        this.text = new StrictReader(in, Charset.forName(format.charset()), LINE_LIMIT, true);
        this.rows = CsvReader.builder()
                .fieldSeparator(format.delimiter())
                .maxBufferSize(RECORD_LIMIT)
                .skipEmptyLines(true)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .build(
                        CsvRecordHandler.of(handler -> handler.maxFields(FIELD_LIMIT)
                                .maxFieldSize(RECORD_LIMIT)
                                .maxRecordSize(RECORD_LIMIT)),
                        new SentinelReader(text))
                .iterator();
        if (!format.header()) {
            this.columns = new CsvColumns(format.columns(), neverKept);
        }
    }

    long bytesRead() {
        return text.bytesRead();
    }

    @Override
    public @Nullable RawUnit next() throws IOException {
        CsvRecord row = read();
        if (row != null && columns == null) {
            CsvColumns named = new CsvColumns(row.getFields(), neverKept);
            Problem wrong = named.problem(format, row.getFields());
            if (wrong != null) {
                return new RawUnit.End(line, wrong);
            }
            columns = named;
            row = read();
            if (row == null) {
                return new RawUnit.End(1, Problem.of(null, FaultCode.NG_111_HEADER_ONLY));
            }
        }
        if (row == null) {
            return rowsRead == 0 ? new RawUnit.End(1, Problem.of(null, FaultCode.NG_110_EMPTY)) : null;
        }
        rowsRead++;
        return unit(row, java.util.Objects.requireNonNull(columns));
    }

    @Override
    public int columnOf(@Nullable String field) {
        return columns == null || field == null ? 0 : columns.numberOf(field);
    }

    /** Returns the next row, or null at the end of the file. */
    private @Nullable CsvRecord read() throws IOException {
        try {
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
            throw new BadInput(FaultCode.NG_116_CSV, rowsRead == 0 ? line : line + 1);
        }
    }

    private RawUnit unit(CsvRecord row, CsvColumns names) {
        List<String> cells = row.getFields();
        List<Problem> problems = new ArrayList<>();
        for (int at = names.size(); at < cells.size(); at++) {
            if (!cells.get(at).isBlank()) {
                problems.add(Problem.of(null, FaultCode.NG_126_ROW_WIDTH));
                break;
            }
        }
        if (!format.ragged() && cells.size() < names.size()) {
            problems.add(new Problem(
                    null, FaultCode.NG_126_ROW_WIDTH, "The row has fewer cells than the header has columns."));
        }
        SourceObject.Trail trail = new SourceObject.Trail();
        SourceObject source = new SourceObject(trail, "");
        StringBuilder content = new StringBuilder(256);
        for (int at : names.sorted()) {
            String cell = at < cells.size() ? cells.get(at) : "";
            if (!cell.isBlank()) {
                FaultCode fault = Texts.fault(cell);
                if (fault != null) {
                    problems.add(Problem.of(names.name(at), fault));
                }
                content.append(names.name(at)).append('\u001F').append(cell).append('\u001E');
                source.set(names.name(at), TextNode.valueOf(cell));
            }
        }
        byte[] bytes = content.toString().getBytes(StandardCharsets.UTF_8);
        return problems.isEmpty()
                ? new RawUnit.Fields(line, bytes, source, trail, names.dropped())
                : new RawUnit.Malformed(line, bytes, List.copyOf(problems));
    }
}
