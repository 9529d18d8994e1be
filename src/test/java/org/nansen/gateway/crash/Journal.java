package org.nansen.gateway.crash;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.nansen.gateway.house.History;

/** What the senders did and heard, on disk before they go on. */
final class Journal implements AutoCloseable {

    private final Path file;
    private final History history;

    /** A line: when, what, about which drop or record, and more. */
    record Line(Instant at, String what, String about, List<String> more) {}

    Journal(Path file) {
        this.file = file;
        this.history = History.in(file);
    }

    void add(String what, String about, String... more) {
        String[] fields = new String[3 + more.length];
        fields[0] = Instant.now().toString();
        fields[1] = what;
        fields[2] = about;
        System.arraycopy(more, 0, fields, 3, more.length);
        history.add(fields);
    }

    List<Line> lines() {
        return History.read(file).stream()
                .map(line ->
                        new Line(Instant.parse(line.get(0)), line.get(1), line.get(2), line.subList(3, line.size())))
                .toList();
    }

    @Override
    public void close() {
        history.close();
    }
}
