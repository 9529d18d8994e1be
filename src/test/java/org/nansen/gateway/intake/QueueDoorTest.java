package org.nansen.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.JMSSecurityRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.jms.JmsBinding;
import org.apache.camel.component.jms.JmsMessage;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nansen.gateway.dev.BorderExport;
import org.nansen.gateway.ledger.Leases;
import org.nansen.gateway.record.Unavailable;
import org.springframework.beans.factory.annotation.Autowired;

/** Messages over TCP to the embedded broker, as a system on the same machine sends them. */
class QueueDoorTest extends IntakeSlice {

    @Autowired
    private Profiles profiles;

    @Autowired
    private Acceptance acceptance;

    @Autowired
    private CamelContext camel;

    private JMSContext border;

    @BeforeEach
    void login() {
        border = connections(BORDER_PASSWORD).createContext();
    }

    @AfterEach
    void logout() {
        border.close();
    }

    @Test
    void acceptsATextMessageAndAnswersOnTheConfiguredQueue() throws Exception {
        send(border.createTextMessage(arrival()));

        JsonNode receipt = receiptOn("border.out");

        assertThat(receipt.path("state").asText()).isEqualTo("accepted");
        assertThat(receipt.path("accepted").asInt()).isEqualTo(1);
    }

    @Test
    void acceptsABytesMessage() throws Exception {
        var message = border.createBytesMessage();
        message.writeBytes(arrival().getBytes(StandardCharsets.UTF_8));
        send(message);

        JsonNode receipt = receiptOn("border.out");
        assertThat(receipt.path("accepted").asInt()).as(receipt.toString()).isEqualTo(1);
    }

    @Test
    void answersOnAQueueOfTheSystemsOwnThatTheMessageNames() throws Exception {
        String own = "border.replies-" + UUID.randomUUID();
        TextMessage message = border.createTextMessage(arrival());
        message.setJMSReplyTo(border.createQueue(own));
        send(message);

        assertThat(receiptOn(own).path("accepted").asInt()).isEqualTo(1);
    }

    @Test
    void answersOnTheConfiguredQueueWhenTheMessageNamesAForeignOne() throws Exception {
        TextMessage message = border.createTextMessage(arrival());
        message.setJMSReplyTo(border.createQueue("gateway.expired"));
        send(message);

        assertThat(receiptOn("border.out").path("accepted").asInt()).isEqualTo(1);
    }

    @Test
    void refusesAMessageOfTheWrongTypeWithAReceipt() throws Exception {
        send(border.createObjectMessage("a serialized object"));

        JsonNode receipt = receiptOn("border.out");

        assertThat(receipt.path("state").asText()).isEqualTo("refused");
        assertThat(receipt.path("code").asText()).isEqualTo("NG-118");
    }

    @Test
    void holdsAMessageThatIsNotJson() throws Exception {
        send(border.createTextMessage("{\"id\": \"B1\", "));

        JsonNode receipt = receiptOn("border.out");

        assertThat(receipt.path("code").asText()).isEqualTo("NG-115");
        assertThat(receipt.path("accepted").asInt()).isZero();
    }

    @Test
    void refusesAMessageWhoseOnlyRecordIsRejected() throws Exception {
        send(border.createTextMessage(
                arrival().replaceFirst("\"nationality\":\"[A-Z]{3}\"", "\"nationality\":\"ZZZ\"")));

        JsonNode receipt = receiptOn("border.out");

        assertThat(receipt.path("state").asText()).isEqualTo("refused");
        assertThat(receipt.path("rejections").get(0).path("code").asText()).isEqualTo("NG-102");
        assertThat(receipt.toString()).doesNotContain("ZZZ");
    }

    @Test
    void refusesAMessageOverTheLimit() throws Exception {
        send(border.createTextMessage("\"" + "x".repeat(1024 * 1024) + "\""));

        assertThat(receiptOn("border.out").path("code").asText()).isEqualTo("NG-121");
    }

    @Test
    void takesASecondMessageUnderTheSameDuplicateIdForTheSame() throws Exception {
        String arrival = arrival();
        String key = UUID.randomUUID().toString();
        for (int i = 0; i < 2; i++) {
            TextMessage message = border.createTextMessage(arrival);
            message.setStringProperty("_AMQ_DUPL_ID", key);
            send(message);
        }
        JsonNode first = receiptOn("border.out");
        send(border.createTextMessage(arrival));
        JsonNode later = receiptOn("border.out");

        assertThat(first.path("accepted").asInt()).isEqualTo(1);
        assertThat(later.path("receiptId").asText())
                .as("the next receipt is the third message's")
                .isNotEqualTo(first.path("receiptId").asText());
        assertThat(later.path("duplicate").asInt()).isEqualTo(1);
    }

    @Test
    void leavesAMessageToItsReceiptWhenAnotherNodeTookItInTheMiddle() throws Exception {
        TextMessage message = border.createTextMessage(arrival());
        message.setStringProperty("_AMQ_DUPL_ID", UUID.randomUUID().toString());
        QueueDoor there = door(() -> true);
        AtomicInteger asked = new AtomicInteger();
        QueueDoor here = door(() -> {
            if (asked.incrementAndGet() == 2) {
                there.take(exchange(message));
            }
            return true;
        });

        Exchange first = exchange(message);
        assertThatThrownBy(() -> here.take(first))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining("NG-509");
        assertThat(first.isRollbackOnly()).isTrue();
        here.take(exchange(message));

        JsonNode receipt = receiptOn("border.out");
        send(border.createTextMessage(arrival()));
        JsonNode next = receiptOn("border.out");
        assertThat(receipt.path("accepted").asInt()).isEqualTo(1);
        assertThat(next.path("accepted").asInt()).as(next.toString()).isEqualTo(1);
        assertThat(next.path("receiptId")).isNotEqualTo(receipt.path("receiptId"));
    }

    @Test
    void letsALoginUseItsOwnQueuesOnly() {
        assertThatThrownBy(() -> border.createProducer().send(border.createQueue("registry.in"), "x"))
                .isInstanceOf(JMSRuntimeException.class);
        assertThatThrownBy(() -> border.createConsumer(border.createQueue("border.in")))
                .isInstanceOf(JMSRuntimeException.class);
        assertThatThrownBy(() -> border.createConsumer(border.createQueue("gateway.dead-letters")))
                .isInstanceOf(JMSRuntimeException.class);
        assertThatThrownBy(() -> connections("wrong").createContext()).isInstanceOf(JMSSecurityRuntimeException.class);
    }

    @Test
    void keepsItsJournalForItsOwnerOnly() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(HOME.resolve("data/broker"))))
                .isEqualTo("rwx------");
    }

    private QueueDoor door(Leases.Lease turn) {
        SystemEntry entry = profiles.entries().stream()
                .filter(known -> known.name().equals("border"))
                .findFirst()
                .orElseThrow();
        Readings readings = profiles.readings(entry);
        return new QueueDoor(
                entry, readings.text(), readings.own(), acceptance, drops, turn, 1 << 20, Clock.systemUTC());
    }

    private Exchange exchange(Message message) {
        Exchange exchange = new DefaultExchange(camel);
        exchange.setIn(new JmsMessage(exchange, message, null, new JmsBinding()));
        return exchange;
    }

    private void send(Message message) {
        border.createProducer().send(border.createQueue("border.in"), message);
    }

    private JsonNode receiptOn(String queue) throws Exception {
        JMSConsumer consumer = await().atMost(SOON)
                .ignoreExceptions()
                .until(() -> border.createConsumer(border.createQueue(queue)), made -> made != null);
        try (consumer) {
            Message answer = consumer.receive(SOON.toMillis());
            assertThat(answer).as("a receipt on " + queue).isInstanceOf(TextMessage.class);
            return json(((TextMessage) answer).getText());
        }
    }

    private static String arrival() {
        return BorderExport.arrival(people(1).get(0), NOW);
    }

    private static ActiveMQConnectionFactory connections(String password) {
        return new ActiveMQConnectionFactory("tcp://127.0.0.1:" + BROKER_PORT, "border", password);
    }
}
