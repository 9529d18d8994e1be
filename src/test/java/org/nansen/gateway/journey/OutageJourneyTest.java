package org.nansen.gateway.journey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.nansen.gateway.dev.CaseworkExport;
import org.nansen.gateway.dev.InventedCountry;
import org.nansen.gateway.dev.InventedPerson;
import org.nansen.gateway.dev.RegistryExport;
import org.nansen.gateway.house.ScreeningSimulator.Mood;

/** Neighbours that are down, slow or talk rubbish: nothing is lost, nothing is told twice, nothing reads as clear. */
@ExtendWith(JourneyExtension.class)
class OutageJourneyTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final Duration LONG = Duration.ofSeconds(90);

    private final Neighbourhood house;

    OutageJourneyTest(Neighbourhood house) {
        this.house = house;
    }

    @AfterEach
    void allAreWellAgain() {
        house.screening.accept();
        house.screening.be(Mood.ANSWERING);
        house.postfix.start();
        house.ssh.start();
        await().atMost(LONG).untilAsserted(() -> assertThat(house.gateway
                        .get(house.gateway.health(), Neighbourhood.DEMO)
                        .body())
                .doesNotContain("\"DOWN\""));
        assertThat(house.identity("total").holds()).isTrue();
    }

    @Test
    void anEndpointThatRefusesConnectionsIsAskedAgainUntilItAnswers() {
        house.screening.refuse();
        drop("refused", 300_010, 5);
        staysIn("screening", 300_010);
        await().atMost(LONG).untilAsserted(() -> assertThat(house.gateway
                        .get(house.gateway.health(), Neighbourhood.DEMO)
                        .body())
                .contains("screening.interpol"));
        house.screening.accept();
        allScreened(300_010, 5);
    }

    @Test
    void anEndpointThatAnswers500IsAskedAgainWithTheSameKey() {
        house.screening.be(Mood.FAILING);
        drop("failing", 300_020, 5);
        staysIn("screening", 300_020);
        int keys = house.screening.keys().size();
        house.screening.be(Mood.ANSWERING);
        allScreened(300_020, 5);
        // The probe's key is one of the five.
        assertThat(house.screening.keys().size() - keys).isLessThanOrEqualTo(5);
    }

    @Test
    void rubbishIsIncompleteAndNeverClear() {
        house.screening.be(Mood.RUBBISH);
        drop("rubbish", 300_030, 3);
        await().atMost(LONG).untilAsserted(() -> assertThat(
                        house.record("registry", "R300030").path("screening").path("parts"))
                .isNotEmpty());
        JsonNode record = house.record("registry", "R300030");
        assertThat(record.path("screening").path("result").asText()).isNotEqualTo("no-hit");
        assertThat(Neighbourhood.done(record)).isFalse();
        house.screening.be(Mood.ANSWERING);
        allScreened(300_030, 3);
    }

    @Test
    void anAnswerAfterTheTimeOutIsNoAnswer() {
        house.screening.lateness(Duration.ofSeconds(6));
        house.screening.be(Mood.LATE);
        drop("late", 300_040, 2);
        staysIn("screening", 300_040);
        house.screening.be(Mood.ANSWERING);
        allScreened(300_040, 2);
    }

    @Test
    void mailWaitsForTheServerAndGoesOutOnce() {
        drop("mail", 300_050, 8);
        allScreened(300_050, 8);
        house.postfix.stop();
        List<InventedPerson> people = people(300_050, 8);
        assertThat(house.post(
                                "casework",
                                Neighbourhood.CASEWORK,
                                "application/x-ndjson",
                                "outage-mail",
                                CaseworkExport.decisions(people, NOW.plusSeconds(60))
                                        .getBytes(UTF_8))
                        .statusCode())
                .isEqualTo(202);
        await().atMost(LONG).untilAsserted(() -> assertThat(house.gateway
                        .get(house.gateway.health(), Neighbourhood.DEMO)
                        .body())
                .contains("mailbox"));
        assertThat(house.record("casework", "D300050").path("stage").asText()).isEqualTo("delivery");
        house.postfix.start();
        for (InventedPerson person : people) {
            String id =
                    await().atMost(LONG).until(() -> deliveredLetter("D" + person.number()), found -> !found.isEmpty());
            await().untilAsserted(() -> assertThat(house.postfix.mails())
                    .filteredOn(mail -> mail.contains("<" + id))
                    .hasSize(1));
        }
    }

    @Test
    void aDropServerThatGoesAwayIsReadWhenItIsBack() {
        house.ssh.stop();
        drop("away", 300_070, 4);
        await().atMost(LONG).untilAsserted(() -> assertThat(house.gateway
                        .get(house.gateway.health(), Neighbourhood.DEMO)
                        .body())
                .contains("\"DOWN\""));
        house.ssh.start();
        allScreened(300_070, 4);
    }

    private String deliveredLetter(String recordId) {
        for (JsonNode delivery : house.record("casework", recordId).path("deliveries")) {
            if (delivery.path("message").asText().equals("M8")
                    && delivery.path("state").asText().equals("delivered")) {
                return delivery.path("messageId").asText();
            }
        }
        return "";
    }

    private void drop(String name, int first, int count) {
        house.ssh.drop("registry", "outbox/" + name + ".csv", RegistryExport.applications(people(first, count), NOW));
    }

    private void staysIn(String stage, int number) {
        await().atMost(LONG).untilAsserted(() -> assertThat(
                        house.record("registry", "R" + number).path("attempts").asInt())
                .isPositive());
        assertThat(house.record("registry", "R" + number).path("stage").asText())
                .isEqualTo(stage);
    }

    private void allScreened(int first, int count) {
        for (int number = first; number < first + count; number++) {
            String recordId = "R" + number;
            await().atMost(LONG).untilAsserted(() -> assertThat(house.record("registry", recordId)
                            .path("screening")
                            .path("result")
                            .asText())
                    .isEqualTo("no-hit"));
        }
    }

    private static List<InventedPerson> people(int first, int count) {
        return IntStream.range(first, first + count)
                .mapToObj(number -> new InventedPerson(
                        number,
                        "Testoutage",
                        "Number",
                        1980,
                        LocalDate.of(1980, 8, 1),
                        1,
                        InventedCountry.of("ALB"),
                        true))
                .toList();
    }
}
