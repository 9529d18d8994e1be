package org.nansen.gateway.normalize;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.nansen.gateway.normalize.SourceFormat.Kind;

/**
 * Files of as many invented people as asked for, in every format that the gateway reads: the table by which both the test of
 * bounded memory and {@code bench/read} go. A new format is a line here.
 */
enum ManyRecords {
    CSV(Formats.registerInUtf8()) {
        @Override
        void write(OutputStream out, int records) {
            csv(out, records);
        }
    },
    CSV_GZIP(Formats.registerInUtf8()) {
        @Override
        void write(OutputStream out, int records) throws IOException {
            try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
                csv(gzip, records);
            }
        }
    },
    CSV_ZIP(Formats.registerInUtf8()) {
        @Override
        void write(OutputStream out, int records) throws IOException {
            try (ZipOutputStream zip = new ZipOutputStream(out)) {
                zip.putNextEntry(new ZipEntry("people.csv"));
                csv(zip, records);
                zip.closeEntry();
            }
        }
    },
    NDJSON(Formats.register(Kind.NDJSON, "UTF-8", Dialect.PLAIN)) {
        @Override
        void write(OutputStream out, int records) {
            PrintStream text = text(out);
            for (int number = 1; number <= records; number++) {
                text.print(json(number));
                text.print('\n');
            }
            text.flush();
        }
    },
    JSON(Formats.register(Kind.JSON, "UTF-8", Dialect.PLAIN)) {
        @Override
        void write(OutputStream out, int records) {
            PrintStream text = text(out);
            for (int number = 1; number <= records; number++) {
                text.print(number == 1 ? "[" : ",\n");
                text.print(json(number));
            }
            text.print("]");
            text.flush();
        }
    },
    FIXED(FixedWidthTest.format(
            "UTF-8",
            FixedWidthTest.layout(
                    new FixedLayout.Type(1, 1, "H", List.of("D"), List.of(), "T"),
                    new FixedLayout.Count(2, 7, false)))) {
        @Override
        void write(OutputStream out, int records) {
            PrintStream text = text(out);
            text.print("H" + " ".repeat(83) + "\n");
            for (int number = 1; number <= records; number++) {
                String line = FixedWidthTest.line("Müller");
                text.print(line.substring(0, 1));
                text.print(String.valueOf(1_000_001 + number % 999_999).substring(1));
                text.print(line.substring(7));
            }
            text.print("T" + String.valueOf(10_000_000 + records).substring(1) + " ".repeat(76) + "\n");
            text.flush();
        }
    },
    XLSX(WorkbookTest.format(null, 1)) {
        @Override
        void write(OutputStream out, int records) throws IOException {
            Workbooks.write(out, records, ManyRecords::cells);
        }
    },
    XML(XmlPeople.elements()) {
        @Override
        void write(OutputStream out, int records) {
            XmlPeople.writeElements(text(out), records);
        }
    },
    XML_GZIP(XmlPeople.elements()) {
        @Override
        void write(OutputStream out, int records) throws IOException {
            try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
                XmlPeople.writeElements(text(gzip), records);
            }
        }
    },
    XML_JOINED(XmlPeople.rowsInside()) {
        @Override
        void write(OutputStream out, int records) {
            XmlPeople.writeRows(text(out), records, false);
        }
    },
    /** The one form that is held until its end, and so has a limit to its size. */
    XML_ROWS_OUTSIDE(XmlPeople.rowsOutside()) {
        @Override
        void write(OutputStream out, int records) {
            XmlPeople.writeRows(text(out), records, true);
        }
    };

    private static final String[] NAMES = Formats.HEADER.strip().split(";");

    private final SourceFormat format;

    ManyRecords(SourceFormat format) {
        this.format = format;
    }

    /** Writes the file without holding more than a record of it. */
    abstract void write(OutputStream out, int records) throws IOException;

    SourceFormat format() {
        return format;
    }

    /** Writes the file into the folder. */
    Path file(Path folder, int records) throws IOException {
        Path file = folder.resolve(name());
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
            write(out, records);
        }
        return file;
    }

    static PrintStream text(OutputStream out) {
        return new PrintStream(new BufferedOutputStream(out, 1 << 16), false, StandardCharsets.UTF_8);
    }

    private static void csv(OutputStream out, int records) {
        PrintStream text = text(out);
        text.print(Formats.HEADER);
        for (int number = 1; number <= records; number++) {
            text.print(Formats.row(number));
        }
        text.flush();
    }

    private static String json(int number) {
        String[] cells = Formats.row(number).strip().split(";", -1);
        StringBuilder json = new StringBuilder("{");
        for (int at = 0; at < cells.length; at++) {
            json.append(at == 0 ? "\"" : ",\"")
                    .append(NAMES[at])
                    .append("\":\"")
                    .append(cells[at])
                    .append('"');
        }
        return json.append('}').toString();
    }

    private static String[] cells(int row) {
        return row == 0 ? NAMES : Formats.row(row).strip().split(";", -1);
    }

    /** Opens what {@link #file} wrote. */
    static InputStream open(Path file) throws IOException {
        return Files.newInputStream(file);
    }
}
