package org.nansen.gateway.normalize;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.nansen.gateway.settings.SettingsFault;

/**
 * A file of codes as people write it: CSV in UTF-8 with commas, lines that begin with {@code #} are comments, the first
 * other line names the columns.
 *
 * @param name as a person would name it
 */
record CodeFile(String name, byte[] bytes) {

    /** A row with its line, for messages. */
    record Row(long line, List<String> cells) {
        String cell(int at) {
            return at < cells.size() ? cells.get(at).strip() : "";
        }
    }

    static CodeFile builtIn(String name) {
        return resource("/codes/" + name);
    }

    /** @param path of a file inside of the gateway itself */
    static CodeFile resource(String path) {
        String name = path.substring(1);
        try (InputStream in = CodeFile.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new SettingsFault(name, 0, "", "is missing in the gateway itself");
            }
            return new CodeFile(name, in.readAllBytes());
        } catch (IOException wrong) {
            throw new UncheckedIOException(wrong);
        }
    }

    static CodeFile of(Path file, String name) {
        try {
            return new CodeFile(name, Files.readAllBytes(file));
        } catch (IOException wrong) {
            throw new SettingsFault(name, 0, "", "cannot be read");
        }
    }

    /** Returns the rows after the header, whose first columns must be the ones given. */
    List<Row> rows(String... columns) {
        List<Row> rows = new ArrayList<>();
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .commentStrategy(CommentStrategy.SKIP)
                // A note may hold commas.
                .allowExtraFields(true)
                .allowMissingFields(true)
                .ofCsvRecord(text())) {
            boolean header = true;
            for (CsvRecord record : reader) {
                if (header) {
                    if (!record.getFields().stream().map(String::strip).toList().equals(List.of(columns))) {
                        throw fault(
                                record.getStartingLineNumber(),
                                "the header must be " + String.join(",", columns) + " (separated by commas)");
                    }
                    header = false;
                } else {
                    rows.add(new Row(record.getStartingLineNumber(), record.getFields()));
                }
            }
            if (header) {
                throw fault(1, "has no header " + String.join(",", columns));
            }
        } catch (IOException | CsvParseException wrong) {
            throw fault(rows.isEmpty() ? 1 : rows.get(rows.size() - 1).line() + 1, "is not well-formed CSV");
        }
        return rows;
    }

    SettingsFault fault(long line, String reason) {
        return new SettingsFault(name, (int) line, "", reason);
    }

    private String text() {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(java.nio.ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException wrong) {
            throw fault(0, "is not UTF-8");
        }
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }
}
