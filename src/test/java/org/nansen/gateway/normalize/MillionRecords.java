package org.nansen.gateway.normalize;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads, maps and checks as many records of XML as asked for, made while they are read; for a process of its own. */
final class MillionRecords {

    static final String MAPPING = """
            {
              "event": "application",
              "person": {
                "names": [ for (.name) name({ "type": "primary", "surname": .sur, "given": .given }) ],
                "birthDate": birth-date({ "value": .born, "formats": ["dd.MM.yyyy"] }),
                "sex": code("sex", "ICAO", .sex),
                "nationalities": [ { "country": code("country", "ISO-3", .nation."@code"), "status": "claimed" } ]
              },
              "application": { "type": "first" }
            }
            """;

    private MillionRecords() {}

    /** @param arguments how many; a folder that may be written */
    public static void main(String[] arguments) throws IOException {
        int records = Integer.parseInt(arguments[0]);
        Path folder = Path.of(arguments[1]);
        Files.writeString(folder.resolve("mapping.jslt"), MAPPING);
        Normalizer normalizer = Normalizer.of(XmlSource.of("register/person")
                .repeated("name")
                .identity("@id", "file")
                .format("xml", folder));
        long start = System.nanoTime();
        long mapped = 0;
        long line = 0;
        try (SourceReading reading = normalizer.open(new Persons(records), Formats.RECEIVED)) {
            while (reading.hasNext()) {
                SourceUnit unit = reading.next();
                line = unit.line();
                mapped += unit instanceof SourceUnit.Mapped ? 1 : 0;
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf("mapped=%d lastLine=%d%n", mapped, line);
        System.out.printf("xml: %.0f records/s, one thread%n", mapped / seconds);
    }

    /** A register, two lines a person, that is nowhere as a whole. */
    private static final class Persons extends InputStream {
        private final int records;
        private int next;
        private byte[] part = "<?xml version='1.0' encoding='UTF-8'?><register>\n".getBytes(StandardCharsets.UTF_8);
        private int at;

        Persons(int records) {
            this.records = records;
        }

        @Override
        public int read() {
            return fill() ? part[at++] & 0xFF : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (!fill()) {
                return -1;
            }
            int given = Math.min(length, part.length - at);
            System.arraycopy(part, at, target, offset, given);
            at += given;
            return given;
        }

        private boolean fill() {
            while (at == part.length) {
                if (next > records) {
                    return false;
                }
                String text = next == records
                        ? "</register>"
                        : "<person id=\"P" + next + "\"><file>F" + next / 3
                                + "</file><name><sur>Ulmo</sur><given>Ada Bé"
                                + "</given></name><born>01.08.1980</born><sex>F</sex><nation code=\"ALB\"/>"
                                + "<photo>QUJDREVGR0g=</photo>\n</person>\n";
                part = text.getBytes(StandardCharsets.UTF_8);
                at = 0;
                next++;
            }
            return true;
        }
    }
}
