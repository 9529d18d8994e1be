package org.nansen.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.activemq.artemis.core.server.MessageReference;
import org.apache.activemq.artemis.core.server.ServerConsumer;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerPlugin;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nansen.gateway.dev.BorderExport;
import org.nansen.gateway.dev.CaseworkExport;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.test.util.ReflectionTestUtils;

/** What senders see of a door at its backlog limit: over SFTP, at the broker, over HTTP. */
class ShutDoorTest extends IntakeSlice {

    @Autowired
    Doorkeeper keeper;

    @Autowired
    QueueAccess queues;

    @AfterEach
    void open() {
        BACKLOG.clear();
        await().atMost(SOON).until(() -> keeper.all().isEmpty());
    }

    @Test
    void leavesNewFilesWhereTheyAreAndReadsOnWhatLiesInWork() throws IOException {
        shut("registry");
        String begun = FileName.newReceiptId();
        Path outbox = SSH.home("registry").resolve("outbox");
        Files.createDirectories(outbox.resolve("work"));
        Files.write(outbox.resolve("work/" + begun + ".begun.csv"), registryFile(2));
        SSH.drop("registry", "outbox/waits.csv", registryFile(2));

        await().atMost(SOON).until(() -> Files.exists(outbox.resolve("done/" + begun + ".begun.csv")));
        await().during(Duration.ofSeconds(3)).atMost(SOON).until(() -> Files.exists(outbox.resolve("waits.csv")));

        BACKLOG.clear();
        await().atMost(SOON).until(() -> inDone(outbox, "waits.csv"));
    }

    @Test
    void turnsRequestsAwayWithATimeToComeBackButAnswersWhatItTookBefore() {
        String key = UUID.randomUUID().toString();
        String taken = decisions();
        JsonNode receipt = json(post(key, taken).getBody());
        shut("casework");
        long before = views.accounting().get("casework").received();

        ResponseEntity<String> answer = post(null, decisions());

        assertThat(answer.getStatusCode().value()).isEqualTo(429);
        assertThat(answer.getHeaders().getFirst("Retry-After")).isEqualTo("30");
        assertThat(answer.getHeaders().getFirst(HttpHeaders.CONTENT_TYPE)).startsWith("application/problem+json");
        assertThat(json(answer.getBody()).path("code").asText()).isEqualTo("NG-130");
        assertThat(views.accounting().get("casework").received()).isEqualTo(before);
        assertThat(json(post(key, taken).getBody()))
                .as("a repeat of what was taken")
                .isEqualTo(receipt);
    }

    @Test
    void takesNothingFromAQueueAndLosesNothingAndCountsNoFailedTry() throws Exception {
        EmbeddedActiveMQ broker = (EmbeddedActiveMQ)
                ReflectionTestUtils.getField(ReflectionTestUtils.getField(queues.link(), "embedded"), "server");
        Deliveries deliveries = new Deliveries();
        broker.getActiveMQServer().registerBrokerPlugin(deliveries);
        try (JMSContext border = new ActiveMQConnectionFactory(
                                "tcp://127.0.0.1:" + BROKER_PORT, "border", BORDER_PASSWORD)
                        .createContext();
                JMSConsumer receipts = border.createConsumer(border.createQueue("border.out"))) {
            Set<String> answered = new HashSet<>();
            for (int turn = 0; turn < 3; turn++) {
                // Under way when the door is shut, so that shutting meets messages at every stage of their way.
                send(border, 100);
                shut("border");
                send(border, 100);
                long taken = taken();
                await().during(Duration.ofSeconds(2)).atMost(SOON).until(() -> taken() == taken);

                BACKLOG.clear();
                for (int message = 0; message < 200; message++) {
                    TextMessage receipt = (TextMessage) receipts.receive(SOON.toMillis());
                    assertThat(receipt)
                            .as("receipt %d of turn %d", message, turn)
                            .isNotNull();
                    answered.add(json(receipt.getText()).path("receiptId").asText());
                }
            }
            assertThat(answered).hasSize(600);
        } finally {
            broker.getActiveMQServer().unRegisterBrokerPlugin(deliveries);
        }
        assertThat(deliveries.most.get()).as("deliveries of one message").isEqualTo(1);
        assertThat(broker.getActiveMQServer()
                        .locateQueue("gateway.dead-letters")
                        .getMessageCount())
                .isZero();
    }

    /** Nobody works anything off here, so the flood is over when it is accepted. */
    @Test
    void takesAnotherSystemsFileWhileAFloodOfOneIsUnderWay() throws IOException {
        byte[] large = registryFile(2_000);
        Path outbox = SSH.home("registry").resolve("outbox");
        for (int file = 0; file < 40; file++) {
            SSH.drop("registry", "outbox/flood-%02d.csv".formatted(file), large);
        }
        await().atMost(SOON).until(() -> inDone(outbox, "flood-00.csv"));
        Path in = HOME.resolve("drops/in");
        Files.write(in.resolve("single.csv"), registryFile(1));
        Files.createFile(in.resolve("single.csv.done"));

        await().pollInterval(Duration.ofMillis(50)).atMost(SOON).until(() -> inDone(in, "single.csv"));

        assertThat(Files.exists(outbox.resolve("flood-39.csv")))
                .as("the flood is not over")
                .isTrue();
        await().atMost(SOON.multipliedBy(6)).until(() -> inDone(outbox, "flood-39.csv"));
    }

    private void shut(String system) {
        BACKLOG.putAll(Map.of(system, 300_000L));
        await().atMost(SOON)
                .until(() -> keeper.refusal(system).isPresent()
                        && keeper.all().stream()
                                .allMatch(door -> List.of(system).contains(door.system())));
    }

    private long taken() {
        var counts = views.accounting().get("border");
        return counts == null ? 0 : counts.received();
    }

    private static void send(JMSContext border, int messages) {
        people(messages).forEach(person -> border.createProducer()
                .send(border.createQueue("border.in"), BorderExport.arrival(person, NOW)));
    }

    private ResponseEntity<String> post(String key, String body) {
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.CONTENT_TYPE, "application/x-ndjson");
        if (key != null) {
            headers.set("Idempotency-Key", key);
        }
        return http.withBasicAuth("casework", CASEWORK_PASSWORD)
                .exchange(
                        "/api/v1/systems/casework/records",
                        HttpMethod.POST,
                        new HttpEntity<>(body, headers),
                        String.class);
    }

    private static String decisions() {
        return CaseworkExport.decisions(people(1), NOW);
    }

    private static boolean inDone(Path folder, String name) throws IOException {
        if (!Files.isDirectory(folder.resolve("done"))) {
            return false;
        }
        try (Stream<Path> files = Files.list(folder.resolve("done"))) {
            return files.anyMatch(file -> file.getFileName().toString().endsWith("." + name));
        }
    }

    /** How often the broker delivered one and the same message of the system's queue. */
    private static final class Deliveries implements ActiveMQServerPlugin {

        private final AtomicInteger most = new AtomicInteger();

        @Override
        public void afterDeliver(ServerConsumer consumer, MessageReference message) {
            if (message.getQueue().getName().toString().equals("border.in")) {
                most.accumulateAndGet(message.getDeliveryCount(), Math::max);
            }
        }
    }
}
