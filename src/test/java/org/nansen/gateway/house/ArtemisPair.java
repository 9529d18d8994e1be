package org.nansen.gateway.house;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.awaitility.Awaitility;

/**
 * Two brokers on one journal: one serves, the other stands by and takes over with all messages when the first one dies. A
 * broker that is started again stands by.
 */
public final class ArtemisPair implements AutoCloseable {

    private final ArtemisBroker first;
    private final ArtemisBroker second;

    private ArtemisPair(ArtemisBroker first, ArtemisBroker second) {
        this.first = first;
        this.second = second;
    }

    /** Starts both and returns when the first one serves. */
    public static ArtemisPair start(Path folder, String... queues) {
        int firstPort = Ports.free();
        int secondPort = Ports.free();
        Path journal = folder.resolve("journal");
        ArtemisPair pair = new ArtemisPair(
                ArtemisBroker.ofPair(
                        folder.resolve("first"), journal, firstPort, List.of(queues), "primary", secondPort),
                ArtemisBroker.ofPair(
                        folder.resolve("second"), journal, secondPort, List.of(queues), "backup", firstPort));
        pair.first.start();
        pair.standBy(pair.second);
        return pair;
    }

    /** Starts the one that died and returns when it stands by and clients learn of it. */
    public void restore() {
        standBy(first.isAlive() ? second : first);
    }

    private void standBy(ArtemisBroker broker) {
        broker.begin();
        try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(url());
                Connection connection = factory.createConnection(ArtemisBroker.USER, ArtemisBroker.PASSWORD)) {
            connection.start();
            Awaitility.await("the broker stands by")
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> factory.getServerLocator().getTopology().getMembers().stream()
                            .anyMatch(member -> member.getBackup() != null));
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Serves at first. */
    public ArtemisBroker first() {
        return first;
    }

    /** Stands by at first. */
    public ArtemisBroker second() {
        return second;
    }

    /** Ends the one that serves by SIGKILL and returns when the other one does. */
    public void failOver() {
        ArtemisBroker serving = Ports.isOpen(first.port()) ? first : second;
        ArtemisBroker standingBy = serving == first ? second : first;
        serving.kill();
        Ports.awaitOpen("the other broker", standingBy.port());
    }

    /** Address of both for a client, which finds the one that serves and goes over with it. */
    public String url() {
        return "(%s,%s)?ha=true&reconnectAttempts=-1&initialConnectAttempts=-1&retryInterval=200"
                .formatted(first.url(), second.url());
    }

    /** Connections under the gateway's own login. */
    public ConnectionFactory connections() {
        return new ActiveMQConnectionFactory(url(), ArtemisBroker.USER, ArtemisBroker.PASSWORD);
    }

    @Override
    public void close() {
        second.kill();
        first.kill();
    }
}
