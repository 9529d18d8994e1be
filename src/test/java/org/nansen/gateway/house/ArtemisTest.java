package org.nansen.gateway.house;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The broker loses its disk where a test takes it, and nothing where its backup takes over. */
class ArtemisTest {

    @TempDir
    private Path folder;

    @Test
    void comesBackEmptyWithoutItsDisk() {
        try (ArtemisBroker broker = ArtemisBroker.start(folder, "drops")) {
            send(broker.connections(), "lost");
            broker.loseDisk();
            broker.start();
            send(broker.connections(), "kept");
            assertThat(receive(broker.connections())).isEqualTo("kept");
        }
    }

    @Test
    void goesOnWithAllMessagesWhenTheBackupTakesOverAndBack() {
        try (ArtemisPair pair = ArtemisPair.start(folder, "drops");
                JMSContext open = pair.connections().createContext()) {
            open.createProducer().send(open.createQueue("drops"), "one");
            pair.failOver();
            assertThat(receive(pair.connections())).isEqualTo("one");
            // The connection that was open has gone over with it.
            open.createProducer().send(open.createQueue("drops"), "two");
            pair.restore();
            pair.failOver();
            assertThat(receive(pair.connections())).isEqualTo("two");
        }
    }

    private static void send(ConnectionFactory connections, String text) {
        try (JMSContext context = connections.createContext()) {
            context.createProducer().send(context.createQueue("drops"), text);
        }
    }

    private static String receive(ConnectionFactory connections) {
        try (JMSContext context = connections.createContext()) {
            return context.createConsumer(context.createQueue("drops")).receiveBody(String.class, 20_000);
        }
    }
}
