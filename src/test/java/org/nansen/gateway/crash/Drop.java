package org.nansen.gateway.crash;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What is handed over at once: a file, a request, a message.
 *
 * @param id file name without its ending, Idempotency-Key, or the message's own id
 * @param times how often a message is sent under its id; a broker takes it once
 */
record Drop(String id, Source source, List<Row> rows, int times) {

    private static final String HEADER =
            "NR;PERSNR;AKTE;VORGANG;STAND;NAME;VORNAME;GEBDAT;GESCHL;STAATKZ;ANTRAG;PASSNR;PASSLAND\r\n";

    Drop {
        rows = List.copyOf(rows);
    }

    static Drop of(String id, Source source, List<Row> rows) {
        return new Drop(id, source, rows, 1);
    }

    byte[] content() {
        return switch (source) {
            case REGISTRY ->
                rows.stream()
                        .map(Row::text)
                        .collect(Collectors.joining("\r\n", HEADER, "\r\n"))
                        .getBytes(ISO_8859_1);
            case BORDER -> rows.get(0).text().getBytes(UTF_8);
            case CASEWORK ->
                rows.stream()
                        .map(Row::text)
                        .collect(Collectors.joining("\n", "", "\n"))
                        .getBytes(UTF_8);
        };
    }

    long count(Expected... expected) {
        List<Expected> wanted = List.of(expected);
        return rows.stream().filter(row -> wanted.contains(row.expected())).count();
    }

    /** Rows that become records, in the order of their units. */
    List<Row> records() {
        return rows.stream().filter(row -> row.expected() != Expected.REJECTED).toList();
    }
}
