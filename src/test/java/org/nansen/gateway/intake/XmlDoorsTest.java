package org.nansen.gateway.intake;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.util.UUID;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;

/** XML over real HTTP and through the broker; a form holds a couple. */
class XmlDoorsTest extends IntakeSlice {

    @Test
    void aRequestGivesARecordForEveryPersonOfTheForm() throws IOException {
        ResponseEntity<String> answer = post("application/xml", form().getBytes(UTF_8));

        assertThat(answer.getStatusCode().value()).as(answer.getBody()).isEqualTo(202);
        JsonNode receipt = json(answer.getBody());
        assertThat(receipt.path("state").asText()).isEqualTo("accepted");
        assertThat(receipt.path("accepted").asInt()).isEqualTo(2);
    }

    @Test
    void aRequestIsReadByItsOwnMarkAndDeclaration() throws IOException {
        String wide = form().replaceFirst("(?i)encoding=.utf-8.", "encoding='UTF-16'");
        JsonNode receipt = json(post("application/xml", wide.getBytes(UTF_16)).getBody());
        assertThat(receipt.path("accepted").asInt()).as(receipt.toString()).isEqualTo(2);

        ResponseEntity<String> contradicted = post("application/xml", form().getBytes(UTF_16));
        assertThat(contradicted.getStatusCode().value()).isEqualTo(400);
        assertThat(json(contradicted.getBody()).path("code").asText()).isEqualTo("NG-113");
    }

    @Test
    void aRequestThatCannotBeReadIsAnsweredWithItsCodeAndNothingOfItIsTaken() throws IOException {
        long before = received("forms");
        refused(form().substring(0, form().length() - 20), 400, "NG-140");
        refused("<!DOCTYPE r [<!ENTITY a 'aaaa'>]><UNHCR_RRF><CASE>&a;</CASE></UNHCR_RRF>", 400, "NG-141");
        refused("<UNHCR_RRF><RRFBATCHTYPE/></UNHCR_RRF>", 400, "NG-143");
        refused("", 400, "NG-110");
        assertThat(received("forms")).isEqualTo(before);
    }

    @Test
    void onlyXmlIsTakenForXml() throws IOException {
        ResponseEntity<String> answer = post("application/x-ndjson", form().getBytes(UTF_8));
        assertThat(answer.getStatusCode().value()).isEqualTo(415);
        assertThat(json(answer.getBody()).path("code").asText()).isEqualTo("NG-122");
    }

    @Test
    void aMessageOfTextOrBytesGivesItsReceiptOnTheQueue() throws Exception {
        try (ActiveMQConnectionFactory connections = new ActiveMQConnectionFactory(
                        "tcp://127.0.0.1:" + BROKER_PORT, "forms-queue", BORDER_PASSWORD);
                JMSContext queues = connections.createContext()) {
            JsonNode text = answered(queues, queues.createTextMessage(form()));
            assertThat(text.path("accepted").asInt()).as(text.toString()).isEqualTo(2);

            var bytes = queues.createBytesMessage();
            bytes.writeBytes(form().getBytes(UTF_8));
            JsonNode binary = answered(queues, bytes);
            assertThat(binary.path("accepted").asInt()).as(binary.toString()).isEqualTo(2);

            JsonNode cut = answered(queues, queues.createTextMessage(form().substring(0, form().length() - 20)));
            assertThat(cut.path("state").asText()).isEqualTo("held");
            assertThat(cut.path("code").asText()).isEqualTo("NG-140");
        }
    }

    private static JsonNode answered(JMSContext queues, Message message) throws JMSException {
        queues.createProducer().send(queues.createQueue("forms-queue.in"), message);
        try (var answers = queues.createConsumer(queues.createQueue("forms-queue.out"))) {
            Message answer = answers.receive(SOON.toMillis());
            assertThat(answer).as("a receipt").isInstanceOf(TextMessage.class);
            return json(((TextMessage) answer).getText());
        }
    }

    private void refused(String body, int status, String code) {
        ResponseEntity<String> answer = post("application/xml", body.getBytes(UTF_8));
        assertThat(answer.getStatusCode().value()).as(code).isEqualTo(status);
        assertThat(json(answer.getBody()).path("code").asText()).isEqualTo(code);
    }

    private long received(String system) {
        return views.accounting().containsKey(system)
                ? views.accounting().get(system).received()
                : 0;
    }

    private ResponseEntity<String> post(String mediaType, byte[] body) {
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.CONTENT_TYPE, mediaType);
        return http.withBasicAuth("forms", CASEWORK_PASSWORD)
                .exchange(
                        "/api/v1/systems/forms/records",
                        HttpMethod.POST,
                        new HttpEntity<>(body, headers),
                        String.class);
    }

    /** Each time another form. */
    private static String form() throws IOException {
        String text = Files.readString(ShippedSystems.FOLDER.resolve("unhcr-rrf/samples/couple-v4.in.xml"));
        return text.substring(text.indexOf('<')).replace("SAMPLE-0002", "SAMPLE-" + UUID.randomUUID());
    }
}
