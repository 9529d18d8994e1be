package org.nansen.gateway.house;

import jakarta.jms.ConnectionFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.jspecify.annotations.Nullable;

/** A real Artemis broker in a JVM of its own, reached over TCP: persistent, with logins, without auto-creation. */
public final class ArtemisBroker implements AutoCloseable {

    public static final String USER = "gateway";

    /** A sender's login. */
    public static final String SENDER = "border";

    public static final String PASSWORD = "broker-test-only";

    private final Path folder;
    private final int port;
    private final List<String> queues;
    private @Nullable Child broker;

    private ArtemisBroker(Path folder, int port, List<String> queues) {
        this.folder = folder.toAbsolutePath();
        this.port = port;
        this.queues = queues;
    }

    /** Starts a broker with these queues that keeps its journal in the folder. */
    public static ArtemisBroker start(Path folder, String... queues) {
        ArtemisBroker broker = new ArtemisBroker(folder, Ports.free(), List.of(queues));
        broker.start();
        return broker;
    }

    /** Starts it again on the same port and journal. */
    public void start() {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        broker = Child.java(
                folder.resolve("broker.log"),
                List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"),
                BrokerProcess.class,
                List.of(folder.resolve("journal").toString(), String.valueOf(port), String.join(",", queues)));
        Ports.awaitOpen("Artemis", port);
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

    @Override
    public void close() {
        stop();
    }
}
