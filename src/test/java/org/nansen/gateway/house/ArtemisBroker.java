package org.nansen.gateway.house;

import jakarta.jms.ConnectionFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/** A real Artemis broker in a JVM of its own, reached over TCP: persistent, with logins, without auto-creation. */
public final class ArtemisBroker implements AutoCloseable {

    public static final String USER = "gateway";

    /** A sender's login. */
    public static final String SENDER = "border";

    public static final String PASSWORD = "broker-test-only";

    private final Path folder;
    private final Path journal;
    private final int port;
    private final List<String> arguments;
    private @Nullable Child broker;

    private ArtemisBroker(Path folder, Path journal, int port, List<String> queues, List<String> role) {
        this.folder = folder.toAbsolutePath();
        this.journal = journal.toAbsolutePath();
        this.port = port;
        List<String> all =
                new ArrayList<>(List.of(this.journal.toString(), String.valueOf(port), String.join(",", queues)));
        all.addAll(role);
        this.arguments = List.copyOf(all);
    }

    /** Starts a broker with these queues that keeps its journal in the folder. */
    public static ArtemisBroker start(Path folder, String... queues) {
        ArtemisBroker broker =
                new ArtemisBroker(folder, folder.resolve("journal"), Ports.free(), List.of(queues), List.of());
        broker.start();
        return broker;
    }

    /** One of a pair on one journal. */
    static ArtemisBroker ofPair(Path folder, Path journal, int port, List<String> queues, String role, int otherPort) {
        return new ArtemisBroker(folder, journal, port, queues, List.of(role, String.valueOf(otherPort)));
    }

    /** Starts it again on the same port and journal. */
    public void start() {
        begin();
        Ports.awaitOpen("Artemis", port);
    }

    /** Starts it and does not wait. */
    void begin() {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        broker = Child.java(log(), List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"), BrokerProcess.class, arguments);
    }

    /** Its disk is gone: ends it by SIGKILL and removes the journal; {@link #start()} brings an empty broker. */
    public void loseDisk() {
        kill();
        try {
            FileSystemUtils.deleteRecursively(journal);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it in order. */
    public void stop() {
        if (broker != null) {
            broker.close();
            broker = null;
        }
    }

    /** Ends it by SIGKILL. */
    public void kill() {
        if (broker != null) {
            broker.kill();
            broker = null;
        }
    }

    boolean isAlive() {
        return broker != null && broker.isAlive();
    }

    public int port() {
        return port;
    }

    /** Address for a client. */
    public String url() {
        return "tcp://127.0.0.1:" + port;
    }

    /** Connections under the gateway's own login. */
    public ConnectionFactory connections() {
        return connections(USER);
    }

    /** Connections of somebody who logs in with {@link #PASSWORD}. */
    public ConnectionFactory connections(String user) {
        return new ActiveMQConnectionFactory(url(), user, PASSWORD);
    }

    Path log() {
        return folder.resolve("broker.log");
    }

    @Override
    public void close() {
        stop();
    }
}
