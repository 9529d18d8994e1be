package org.nansen.gateway.journey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.jms.JMSContext;
import jakarta.jms.TextMessage;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.nansen.gateway.dev.BorderExport;
import org.nansen.gateway.dev.CaseworkExport;
import org.nansen.gateway.dev.InventedCountry;
import org.nansen.gateway.dev.InventedPeople;
import org.nansen.gateway.dev.InventedPerson;
import org.nansen.gateway.dev.RegistryExport;
import org.nansen.gateway.dev.ShelterExport;
import org.nansen.gateway.house.WatchList;

/** Records of all four kinds of systems go the whole way: door, screening, policy, mailbox, and the answer back. */
@ExtendWith(JourneyExtension.class)
class WholeWayJourneyTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final Duration SOON = Duration.ofSeconds(40);

    private final Neighbourhood house;

    WholeWayJourneyTest(Neighbourhood house) {
        this.house = house;
    }

    @Test
    void aGrantReachesTheSecretariatWhenThePersonCameThroughAnotherSystem() {
        InventedPerson person = person(100_001, "Testharrow");
        house.ssh.drop("registry", "outbox/grant.csv", RegistryExport.applications(List.of(person), NOW));
        HttpResponse<String> taken = decide(person);
        assertThat(taken.statusCode()).isEqualTo(202);
        assertThat(house.parse(taken.body()).path("receiptId").asText()).isNotEmpty();

        JsonNode delivery = await().atMost(SOON)
                .until(
                        () -> delivery("casework", "D100001", "M8"),
                        found -> found.path("state").asText().equals("delivered"));
        assertThat(delivery.path("destination").asText()).isEqualTo("secretariat");
        String mail = mailWith(delivery.path("messageId").asText());
        assertThat(head(mail))
                .contains("To: secretariat@example.org")
                .doesNotContainIgnoringCase("Testharrow")
                .doesNotContainIgnoringCase("asylum")
                .doesNotContainIgnoringCase("refugee");
        assertThat(house.record("registry", "R100001")
                        .path("screening")
                        .path("result")
                        .asText())
                .isEqualTo("no-hit");
    }

    @Test
    void aHitReachesTheOwnBureauAndTheAskingSystemLearnsOfIt() {
        InventedPerson person = person(100_002, WatchList.HITS.get(0));
        house.ssh.drop("registry", "outbox/hit.csv", RegistryExport.applications(List.of(person), NOW));

        JsonNode delivery = await().atMost(SOON)
                .until(
                        () -> delivery("registry", "R100002", "M5"),
                        found -> found.path("state").asText().equals("delivered"));
        assertThat(head(mailWith(delivery.path("messageId").asText()))).contains("To: ncb@example.org");
        JsonNode record = house.record("registry", "R100002");
        assertThat(record.path("screening").path("result").asText()).isEqualTo("hit");
        await().atMost(SOON).untilAsserted(() -> assertThat(inbox("registry", "inbox"))
                .anySatisfy(file ->
                        assertThat(file).contains(record.path("receiptId").asText()))
                .anySatisfy(file ->
                        assertThat(file).contains(record.path("id").asText()).contains("hit")));
    }

    @Test
    void aMessageOfTheBorderIsAcceptedScreenedAndAnsweredOnItsQueue() throws Exception {
        InventedPerson person = person(100_003, "Testborder");
        try (JMSContext context = house.broker.connections("border").createContext()) {
            context.createProducer().send(context.createQueue("border.in"), BorderExport.arrival(person, NOW));
            JsonNode record = await().atMost(SOON).until(() -> house.record("border", "B100003"), Neighbourhood::done);
            assertThat(record.path("screening").path("result").asText()).isEqualTo("no-hit");
            List<String> answers = new ArrayList<>();
            try (var consumer = context.createConsumer(context.createQueue("border.out"))) {
                await().atMost(SOON).untilAsserted(() -> {
                    while (consumer.receive(200) instanceof TextMessage answer) {
                        answers.add(answer.getText());
                    }
                    assertThat(answers)
                            .anySatisfy(text -> assertThat(text)
                                    .contains(record.path("receiptId").asText()))
                            .anySatisfy(text -> assertThat(text)
                                    .contains(record.path("id").asText())
                                    .contains("no-hit"));
                });
            }
        }
    }

    @Test
    void aRaggedFileOfTheShelterIsAcceptedAndItsReceiptTellsOnlyState() {
        InventedPerson person = person(100_004, "Testshelter");
        house.ssh.drop("shelter", "residents/ragged.csv", ShelterExport.residents(List.of(person)));

        JsonNode record = await().atMost(SOON).until(() -> house.record("shelter", "S100004"), Neighbourhood::done);
        await().atMost(SOON).untilAsserted(() -> assertThat(inbox("shelter", "receipts"))
                .anySatisfy(file ->
                        assertThat(file).contains(record.path("receiptId").asText()))
                .allSatisfy(file -> assertThat(file).doesNotContain("no-hit")));
        assertThat(house.identity("shelter").holds()).isTrue();
    }

    @Test
    void theCaseworkSystemFetchesItsAnswersAndTheIdentityHolds() {
        InventedPerson person = person(100_005, "Testfetch");
        house.ssh.drop("registry", "outbox/fetch.csv", RegistryExport.applications(List.of(person), NOW));
        decide(person);
        JsonNode record = await().atMost(SOON).until(() -> house.record("casework", "D100005"), Neighbourhood::done);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(house.get("/api/v1/systems/casework/answers", Neighbourhood.CASEWORK)
                                .toString())
                        .contains(record.path("id").asText()));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(house.identity("total")).satisfies(all -> {
                    assertThat(all.holds()).isTrue();
                    assertThat(all.parked()).isZero();
                }));
    }

    private HttpResponse<String> decide(InventedPerson person) {
        return house.post(
                "casework",
                Neighbourhood.CASEWORK,
                "application/x-ndjson",
                "whole-way-" + person.number(),
                CaseworkExport.decisions(List.of(person), NOW.plusSeconds(60)).getBytes(UTF_8));
    }

    private JsonNode delivery(String system, String recordId, String message) {
        for (JsonNode delivery : house.record(system, recordId).path("deliveries")) {
            if (delivery.path("message").asText().equals(message)) {
                return delivery;
            }
        }
        return house.parse("{}");
    }

    private String mailWith(String messageId) {
        return await().atMost(SOON)
                .until(
                        () -> house.postfix.mails().stream()
                                .filter(mail -> head(mail).contains("<" + messageId))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private List<String> inbox(String sender, String folder) {
        return house.ssh.list(sender, folder).stream()
                .filter(name -> !name.startsWith("."))
                .map(name -> name + "\n" + new String(house.ssh.read(sender, folder + "/" + name), UTF_8))
                .toList();
    }

    private static String head(String mail) {
        return mail.substring(0, mail.replace("\r\n", "\n").indexOf("\n\n"));
    }

    private static InventedPerson person(int number, String surname) {
        InventedPerson drawn = new InventedPeople(number, number).next();
        return new InventedPerson(
                number, surname, drawn.given(), 1980, LocalDate.of(1980, 8, 1), 1, InventedCountry.of("ALB"), true);
    }
}
