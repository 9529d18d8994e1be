package org.nansen.gateway.normalize;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Loops over the files of {@link ManyRecords} with the parser that the gateway's reader has, and nothing else: what {@link ReadBench}
 * holds the gateway against. Each returns how much text there was, so that nothing can be left out.
 */
final class BareParsers {

    private BareParsers() {}

    static long csv(Path file) throws IOException {
        long cells = 0;
        try (CsvReader<CsvRecord> rows = CsvReader.builder().fieldSeparator(';').ofCsvRecord(file)) {
            for (CsvRecord row : rows) {
                for (String cell : row.getFields()) {
                    cells += cell.length();
                }
            }
        }
        return cells;
    }

    static long json(Path file) throws IOException {
        long text = 0;
        try (JsonParser in = JsonTrees.factory(0).createParser(Files.newBufferedReader(file))) {
            for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
                text += token == JsonToken.VALUE_STRING ? in.getText().length() : 0;
            }
        }
        return text;
    }

    /** The parser with the settings that the gateway's reader gives it. */
    static long xml(Path file) throws IOException {
        long text = 0;
        try (InputStream in = Files.newInputStream(file)) {
            XMLStreamReader events = XmlEvents.factory().createXMLStreamReader(in);
            while (events.hasNext()) {
                int event = events.next();
                if (event == XMLStreamConstants.START_ELEMENT) {
                    text += events.getLocalName().length();
                    for (int at = 0; at < events.getAttributeCount(); at++) {
                        text += events.getAttributeValue(at).length();
                    }
                } else if (event == XMLStreamConstants.CHARACTERS) {
                    text += events.getText().length();
                }
            }
        } catch (XMLStreamException wrong) {
            throw new IOException(wrong);
        }
        return text;
    }

    static long lines(Path file) throws IOException {
        long text = 0;
        List<FixedLayout.Field> fields = Objects.requireNonNull(
                        ManyRecords.FIXED.format().dialect().fixed())
                .fields();
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                for (FixedLayout.Field field : fields) {
                    text += line.substring(field.start() - 1, field.end())
                            .strip()
                            .length();
                }
            }
        }
        return text;
    }

    static long sheet(Path file) throws IOException {
        long text = 0;
        try (InputStream in = Files.newInputStream(file);
                Opening opening = new Opening(ManyRecords.XLSX.format(), in, Unpacked.Limits.USUAL)) {
            SheetRows rows = new SheetRows(Workbook.of(opening.workbook(), null), opening.spool());
            for (SheetRows.Row row = rows.next(); row != null; row = rows.next()) {
                for (SheetRows.Cell cell : row.cells()) {
                    text += cell.text() == null ? 0 : cell.text().length();
                }
            }
        }
        return text;
    }
}
