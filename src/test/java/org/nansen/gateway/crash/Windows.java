package org.nansen.gateway.crash;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nansen.gateway.house.History;

/** All that went wrong, in a history of its own. */
final class Windows implements AutoCloseable {

    private final Path file;
    private final History history;
    private final List<Window> windows = new ArrayList<>();

    Windows(Path file) {
        this.file = file;
        this.history = History.in(file);
    }

    synchronized Window add(String what, Instant from, Instant to) {
        Window window = new Window(windows.size() + 1, what, from, to);
        windows.add(window);
        history.add(String.valueOf(window.number()), what, from.toString(), to.toString());
        return window;
    }

    synchronized int count() {
        return windows.size();
    }

    synchronized Optional<Window> explaining(Instant first, Instant again) {
        return windows.stream().filter(window -> window.explains(first, again)).findFirst();
    }

    @Override
    public void close() {
        history.close();
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
