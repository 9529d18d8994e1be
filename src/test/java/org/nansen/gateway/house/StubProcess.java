package org.nansen.gateway.house;

import java.nio.file.Path;
import java.util.List;

/** A stub of the tests in a process of its own, so that measuring does not share its heap with what is measured. */
public final class StubProcess implements AutoCloseable {

    private final Child child;

    private StubProcess(Child child) {
        this.child = child;
    }

    /** Starts the main class and returns when it listens on the port. */
    public static StubProcess start(Path log, int port, Class<?> main, String... arguments) {
        Child child = Child.java(log, List.of("-Xmx256m"), main, List.of(arguments));
        Ports.awaitOpen(main.getSimpleName(), port);
        return new StubProcess(child);
    }

    /** Ends it by SIGKILL. */
    public void kill() {
        child.kill();
    }

    @Override
    public void close() {
        child.close();
    }
}
