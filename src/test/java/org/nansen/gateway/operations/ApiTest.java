package org.nansen.gateway.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.nansen.gateway.operations.LedgerDouble.drop;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.nansen.gateway.ledger.Drop;
import org.nansen.gateway.ledger.Letter;
import org.nansen.gateway.ledger.MessageKind;
import org.nansen.gateway.ledger.ScreeningPart;
import org.nansen.gateway.ledger.Views;
import org.nansen.gateway.record.Event;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.record.ScreeningResult;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;

@ExtendWith(OutputCaptureExtension.class)
class ApiTest extends ApiSlice {

    private static final Instant AT = Instant.parse("2026-11-23T20:00:00Z");

    @Autowired
    LedgerGauges gauges;

    @Autowired
    ProducerTemplate camel;

    @Test
    void countsEveryRecordOfEverySystemAndInTotal() throws Exception {
        ledger.accounting.put("registry", new Views.Counts(10, 1, 1, 1, 1, 1, 1, 1, 3, Map.of("screening", 3L)));
        ledger.accounting.put("border", new Views.Counts(2, 0, 0, 0, 0, 0, 0, 0, 2, Map.of("screening", 1L)));

        JsonNode accounting = json(get("alice", "/api/v1/accounting"));

        assertThat(accounting.at("/total/received").asInt()).isEqualTo(12);
        assertThat(accounting.at("/total/inFlight").asInt()).isEqualTo(5);
        assertThat(accounting.at("/total/stages/screening").asInt()).isEqualTo(4);
        assertThat(accounting.at("/systems/registry/delivered").asInt()).isEqualTo(1);
        for (JsonNode part : List.of(accounting.at("/total"), accounting.at("/systems/border"))) {
            assertThat(part.fieldNames())
                    .toIterable()
                    .containsExactlyInAnyOrder(
                            "received",
                            "delivered",
                            "withheld",
                            "rejected",
                            "duplicate",
                            "skipped",
                            "abandoned",
                            "parked",
                            "inFlight",
                            "stages");
        }
    }

    @Test
    void showsAnOperatorNeitherResultNorMessageNorRule() throws Exception {
        ledger.records.put("r1", hit("r1"));

        ResponseEntity<String> answer = get("alice", "/api/v1/records/r1");

        JsonNode record = json(answer);
        assertThat(record.path("stage").asText()).isEqualTo("delivery");
        assertThat(record.path("event").asText()).isEqualTo("application");
        assertThat(record.path("attempts").asInt()).isEqualTo(2);
        assertThat(record.path("fault").asText()).isEqualTo("NG-406");
        assertThat(record.path("ageSeconds").asLong()).isPositive();
        assertThat(record.has("screening")).isFalse();
        assertThat(record.has("deliveries")).isFalse();
        assertThat(answer.getBody()).doesNotContain("hit", "M5", "letter", "OWNER", "item-7");
        assertThat(ledger.entries).isEmpty();
    }

    @Test
    void showsAnOfficerWhatBecameOfARecordAndKeepsThatInAnEntry() throws Exception {
        ledger.records.put("r1", hit("r1"));

        ResponseEntity<String> answer = get("olga", "/api/v1/records?system=registry&recordId=4711");

        JsonNode record = json(answer).at("/records/0");
        assertThat(record.at("/screening/result").asText()).isEqualTo("hit");
        assertThat(record.at("/screening/parts/0/database").asText()).isEqualTo("nominal");
        assertThat(record.at("/screening/parts/0/askedAt").asText()).isEqualTo("2026-11-23T20:00:00Z");
        assertThat(record.at("/deliveries/0/message").asText()).isEqualTo("M5");
        assertThat(record.at("/deliveries/0/rule").asText()).isEqualTo("hit-to-own-ncb");
        assertThat(record.at("/timeline/1/what").asText()).isEqualTo("letter.delivered");
        assertThat(answer.getBody()).doesNotContain("item-7");
        assertThat(ledger.entries).containsExactly("record.read r1 olga");
    }

    @Test
    void pagesAReceiptAndShowsASystemItsOwnOnly() throws Exception {
        ledger.drops.put("d1", drop("d1", "registry", Drop.State.ACCEPTED));
        for (int line = 1; line <= 3; line++) {
            ledger.lines.add(new Views.ReceiptLine(line, line, "r" + line, "accepted"));
        }

        JsonNode first = json(get("registry-it", "/api/v1/receipts/d1?limit=2"));
        JsonNode own = json(get("registry-it", "/api/v1/receipts/d1?after=2&limit=2"));

        assertThat(first.path("receiptId").asText()).isEqualTo("d1");
        assertThat(first.has("nextRecords")).isTrue();
        assertThat(own.at("/records/0/id").asText()).isEqualTo("r3");
        assertThat(get("casework-it", "/api/v1/receipts/d1").getStatusCode().value())
                .isEqualTo(404);
        assertThat(get("alice", "/api/v1/receipts/d1").getStatusCode().value()).isEqualTo(200);
        assertThat(get("alice", "/api/v1/receipts/d1?limit=1001")
                        .getStatusCode()
                        .value())
                .isEqualTo(400);
    }

    @Test
    void givesASystemItsPublishedAnswers() throws Exception {
        ledger.letters.add(letter("l1", "registry"));
        ledger.letters.add(letter("l2", "casework"));

        JsonNode answers = json(get("registry-it", "/api/v1/systems/registry/answers"));

        assertThat(answers.path("answers")).hasSize(1);
        assertThat(answers.at("/answers/0/id").asText()).isEqualTo("l1");
        assertThat(answers.at("/answers/0/message/class").asText()).isEqualTo("no-hit");
        assertThat(answers.path("next").asText()).isEqualTo("l1");
    }

    @Test
    void givesNoAnswerOnceTheSystemsCountryIsFeared() throws Exception {
        ledger.letters.add(letter("l1", "registry"));
        ledger.shields.put("r1", Set.of("XBB", "XAA"));

        JsonNode answers = json(get("registry-it", "/api/v1/systems/registry/answers"));

        assertThat(answers.path("answers")).isEmpty();
        assertThat(answers.path("next").asText()).isEqualTo("l1");
    }

    @Test
    void stopsADestinationAtOneWordAndLiftsItAtTwo() throws Exception {
        ResponseEntity<String> stopped =
                put("alice", "/api/v1/holds/secretariat", "{\"reason\":\"wrong certificate\"}");
        assertThat(stopped.getStatusCode().value()).isEqualTo(200);
        assertThat(json(stopped).path("by").asText()).isEqualTo("alice");

        assertThat(call("alice", HttpMethod.DELETE, "/api/v1/holds/secretariat")
                        .getStatusCode()
                        .value())
                .isEqualTo(202);
        assertThat(call("alice", HttpMethod.DELETE, "/api/v1/holds/secretariat")
                        .getStatusCode()
                        .value())
                .isEqualTo(202);
        assertThat(json(get("bert", "/api/v1/holds")).at("/holds/0/liftAskedBy").asText())
                .isEqualTo("alice");
        assertThat(call("bert", HttpMethod.DELETE, "/api/v1/holds/secretariat")
                        .getStatusCode()
                        .value())
                .isEqualTo(204);
        assertThat(get("bert", "/api/v1/holds/secretariat").getStatusCode().value())
                .isEqualTo(404);
        assertThat(put("alice", "/api/v1/holds/secretariat", "{}")
                        .getStatusCode()
                        .value())
                .isEqualTo(400);
        assertThat(put("alice", "/api/v1/holds/a%20b", "{\"reason\":\"x\"}")
                        .getStatusCode()
                        .value())
                .isEqualTo(400);
    }

    @Test
    void takesAnOperatorsWordOnAHeldDropOnce() throws Exception {
        ledger.drops.put("d1", drop("d1", "registry", Drop.State.HELD));
        ledger.drops.put("d0", drop("d0", "registry", Drop.State.ACCEPTED));

        JsonNode held = json(get("alice", "/api/v1/drops")).path("drops");
        assertThat(held).hasSize(1);
        assertThat(held.at("/0/receiptId").asText()).isEqualTo("d1");
        assertThat(json(call("alice", HttpMethod.POST, "/api/v1/drops/d1/release"))
                        .path("state")
                        .asText())
                .isEqualTo("releasing");
        assertThat(call("alice", HttpMethod.POST, "/api/v1/drops/d1/refuse")
                        .getStatusCode()
                        .value())
                .isEqualTo(409);
        assertThat(call("alice", HttpMethod.POST, "/api/v1/drops/d2/refuse")
                        .getStatusCode()
                        .value())
                .isEqualTo(404);
    }

    @Test
    void doesNotTellAnOperatorAtWhichDoorALetterParked() throws Exception {
        ledger.parked.add(new Views.Parked("l1", "r1", "mail", "registry", FaultCode.NG_307_OPEN_HIT, AT));
        ledger.parked.add(new Views.Parked("l2", "r3", "mail", "registry", FaultCode.NG_402_MAIL_REFUSED, AT));
        ledger.parked.add(new Views.Parked("l3", "r3", "reply.registry", "registry", FaultCode.NG_900_DEFECT, AT));
        ledger.parked.add(new Views.Parked("t1", "r2", "screening", "registry", FaultCode.NG_900_DEFECT, AT));

        JsonNode parked = json(get("alice", "/api/v1/parked")).path("parked");

        assertThat(parked.at("/0/queue").asText()).isEqualTo("delivery");
        assertThat(parked.at("/0/fault").asText()).isEqualTo("NG-305");
        assertThat(parked.at("/1/fault").asText()).isEqualTo("NG-406");
        assertThat(parked.at("/1/id").asText()).isEqualTo("r3");
        assertThat(parked.at("/2/queue").asText()).isEqualTo("screening");
        assertThat(parked).hasSize(3);
    }

    @Test
    void namesADependencyThatIsDownInHealthAndStaysInService() throws Exception {
        ledger.down("mailbox", FaultCode.NG_401_MAIL_UNREACHABLE);

        ResponseEntity<String> health = observe("prometheus", "/observe/health");

        assertThat(health.getStatusCode().value()).isEqualTo(200);
        assertThat(json(health).path("status").asText()).isEqualTo("DEGRADED");
        JsonNode mailbox = json(health).at("/components/dependencies/details/mailbox");
        assertThat(mailbox.path("status").asText()).isEqualTo("DOWN");
        assertThat(mailbox.path("since").asText()).isNotEmpty();
        assertThat(mailbox.path("code").asText()).isEqualTo("NG-401");
        assertThat(json(observe("alice", "/observe/health/liveness"))
                        .path("status")
                        .asText())
                .isEqualTo("UP");
        assertThat(json(observe("alice", "/observe/health/readiness"))
                        .path("status")
                        .asText())
                .isEqualTo("UP");
        assertThat(json(get("alice", "/api/v1/outages")).at("/outages/0/name").asText())
                .isEqualTo("mailbox");
    }

    @Test
    void showsTheLedgersFiguresAndTheRoutesAsMetrics() {
        ledger.accounting.put("registry", new Views.Counts(10, 1, 1, 1, 1, 1, 1, 1, 3, Map.of()));
        ledger.stages.put("screening", new Views.StageDepth(3, Instant.now().minusSeconds(90)));
        ledger.lastArrivals.put("registry", Instant.now().minusSeconds(30));

        gauges.read();
        camel.sendBody("direct:quiet", "");

        String metrics = observe("prometheus", "/observe/metrics").getBody();
        assertThat(metrics)
                .contains("gateway_records{state=\"in-flight\",system=\"registry\"} 3.0")
                .contains("gateway_stage_depth{stage=\"screening\"} 3.0")
                .containsPattern("gateway_stage_oldest_seconds\\{stage=\"screening\"} 9[0-9]")
                .containsPattern("gateway_system_silence_seconds\\{system=\"registry\"} 3[0-9]")
                .containsPattern("camel_exchanges_total\\{[^}]*routeId=\"test.quiet\"")
                .doesNotContain("hit", "grant");
    }

    @Test
    void isOutOfServiceWithoutItsLedger() throws Exception {
        ledger.broken = new IllegalStateException("SURNAME");

        ResponseEntity<String> health = observe("alice", "/observe/health/readiness");

        assertThat(health.getStatusCode().value()).isEqualTo(503);
        assertThat(health.getBody()).contains("NG-501").doesNotContain("SURNAME");
        assertThat(observe("alice", "/observe/health/liveness").getStatusCode().value())
                .isEqualTo(200);
    }

    @Test
    void answersAFaultOfItsOwnWithoutItsMessage(CapturedOutput log) {
        ledger.broken = new IllegalStateException("SURNAME");

        ResponseEntity<String> answer = get("alice", "/api/v1/accounting");

        assertThat(answer.getStatusCode().value()).isEqualTo(500);
        assertThat(answer.getHeaders().getContentType()).hasToString("application/problem+json");
        assertThat(answer.getBody()).contains("NG-900").doesNotContain("SURNAME", "IllegalState");
        assertThat(log.getAll()).contains("code=NG-900").doesNotContain("SURNAME");
    }

    @Test
    void repeatsNothingOfARequestItCannotRead(CapturedOutput log) {
        ResponseEntity<String> answer = get("alice", "/api/v1/receipts/d1?limit=SURNAME");

        assertThat(answer.getStatusCode().value()).isEqualTo(400);
        assertThat(answer.getHeaders().getContentType()).hasToString("application/problem+json");
        assertThat(answer.getBody()).doesNotContain("SURNAME");
        assertThat(log.getAll()).doesNotContain("SURNAME");
    }

    private ResponseEntity<String> put(String user, String path, String body) {
        return send(user, HttpMethod.PUT, path, body);
    }

    private static Views.RecordView hit(String id) {
        return new Views.RecordView(
                id,
                "registry",
                Event.APPLICATION,
                "delivery",
                AT,
                "d1",
                1,
                "0b7bf57c5e5ad3cb",
                2,
                FaultCode.NG_401_MAIL_UNREACHABLE,
                ScreeningResult.HIT,
                List.of(new ScreeningPart(
                        "interpol",
                        "nominal",
                        ScreeningResult.HIT,
                        AT,
                        null,
                        "q1",
                        1,
                        List.of(new ScreeningPart.Hit("item-7", "XBB", 90, "OWNER")),
                        null)),
                List.of(new Views.LetterView("l1", MessageKind.M5, "ncb", "ready", 2, null, "hit-to-own-ncb")),
                List.of(new Views.TimelineEntry(AT, "received"), new Views.TimelineEntry(AT, "letter.delivered")));
    }

    private static Letter letter(String id, String system) {
        return new Letter(
                id,
                MessageKind.M7,
                "r1",
                system,
                "system." + system,
                "reply." + system,
                "answers",
                "1",
                "{\"class\":\"no-hit\"}".getBytes(StandardCharsets.UTF_8),
                AT,
                null);
    }
}
