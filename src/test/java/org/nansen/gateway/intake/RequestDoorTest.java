package org.nansen.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nansen.gateway.dev.CaseworkExport;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;

/** Requests over real HTTP. */
class RequestDoorTest extends IntakeSlice {

    private static final String NDJSON = "application/x-ndjson";
    private static final String JSON = "application/json";

    @Test
    void answersWithAReceiptAfterTheCommit() {
        ResponseEntity<String> answer = post(NDJSON, null, decisions(3));

        assertThat(answer.getStatusCode().value()).isEqualTo(202);
        JsonNode receipt = json(answer.getBody());
        assertThat(receipt.path("accepted").asInt()).isEqualTo(3);
        assertThat(receipt.path("records")).hasSize(3);
        assertThat(receipt.path("records").get(0).path("status").asText()).isEqualTo("accepted");
        assertThat(receipt(receipt.path("receiptId").asText()).path("state").asText())
                .isEqualTo("accepted");
    }

    @Test
    void takesAnObjectAndAnArray() {
        String one = decisions(1).strip();
        List<String> two = decisions(2).lines().toList();

        assertThat(json(post(JSON, null, one).getBody()).path("accepted").asInt())
                .isEqualTo(1);
        assertThat(json(post(JSON, null, two.toString()).getBody())
                        .path("accepted")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void givesTheSameReceiptForTheSameKeyAndBody() {
        String key = UUID.randomUUID().toString();
        String body = decisions(2);

        JsonNode first = json(post(NDJSON, key, body).getBody());
        JsonNode second = json(post(NDJSON, key, body).getBody());

        assertThat(second).isEqualTo(first);
    }

    @Test
    void refusesAKeyThatCameWithAnotherBody() {
        String key = UUID.randomUUID().toString();
        post(NDJSON, key, decisions(1));

        ResponseEntity<String> answer = post(NDJSON, key, decisions(1));

        assertProblem(answer, 422, "NG-123");
    }

    @Test
    void acceptsTheGoodRecordsOfARequestAndNamesTheBad() {
        List<String> lines = new ArrayList<>(decisions(3).lines().toList());
        lines.set(1, lines.get(1).replaceFirst("\"outcome\":\"[a-z-]+\"", "\"outcome\":\"tossed-a-coin\""));

        ResponseEntity<String> answer = post(NDJSON, null, String.join("\n", lines));

        assertThat(answer.getStatusCode().value()).isEqualTo(202);
        JsonNode receipt = json(answer.getBody());
        assertThat(receipt.path("accepted").asInt()).isEqualTo(2);
        assertThat(receipt.path("rejections")).hasSize(1);
        assertThat(receipt.path("rejections").get(0).path("line").asInt()).isEqualTo(2);
        assertThat(receipt.path("rejections").get(0).path("code").asText()).isEqualTo("NG-102");
        assertThat(answer.getBody()).doesNotContain("tossed-a-coin");
    }

    @Test
    void answers422WithAReceiptWhenEveryRecordIsRejected() {
        String bad = decisions(2).replaceAll("\"outcome\":\"[a-z-]+\"", "\"outcome\":\"tossed-a-coin\"");

        ResponseEntity<String> answer = post(NDJSON, null, bad);

        assertThat(answer.getStatusCode().value()).isEqualTo(422);
        JsonNode receipt = json(answer.getBody());
        assertThat(receipt.path("rejected").asInt()).isEqualTo(2);
        assertThat(receipt.path("rejections")).isNotEmpty();
        assertThat(receipt.path("state").asText()).isEqualTo("refused");
    }

    @Test
    void acceptsNothingWhenALineIsNoJsonAndNamesTheLine() {
        long before = received();

        ResponseEntity<String> answer = post(NDJSON, null, decisions(2) + "{\"decision\": \"D1\", \n");

        assertProblem(answer, 400, "NG-115");
        assertThat(json(answer.getBody()).path("line").asInt()).isEqualTo(3);
        assertThat(received()).isEqualTo(before);
    }

    @Test
    void acceptsNothingOfAnArrayThatBreaksInTheMiddle() {
        long before = received();
        String array = decisions(2).lines().toList().toString();

        ResponseEntity<String> answer = post(JSON, null, array.substring(0, array.length() - 20));

        assertProblem(answer, 400, "NG-115");
        assertThat(json(answer.getBody()).path("line").asInt()).isEqualTo(2);
        assertThat(received()).isEqualTo(before);
    }

    @Test
    void refusesAnEmptyBody() {
        assertProblem(post(NDJSON, null, ""), 400, "NG-110");
    }

    @Test
    void refusesABodyOverTheLimit() {
        assertProblem(post(NDJSON, null, " ".repeat(1024 * 1024 + 1)), 413, "NG-121");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/xml", "text/csv", "application/x-www-form-urlencoded"})
    void refusesAMediaTypeThatTheSystemDoesNotSend(String mediaType) {
        assertProblem(post(mediaType, null, decisions(1)), 415, "NG-122");
    }

    @Test
    void refusesCallsWithoutLoginAndOfOtherSystems() {
        HttpEntity<String> request = new HttpEntity<>(decisions(1), headers(NDJSON, null));
        String path = "/api/v1/systems/casework/records";

        assertThat(http.exchange(path, HttpMethod.POST, request, String.class)
                        .getStatusCode()
                        .value())
                .isEqualTo(401);
        assertThat(http.withBasicAuth(SSH.user(), CASEWORK_PASSWORD)
                        .exchange("/api/v1/systems/registry/records", HttpMethod.POST, request, String.class)
                        .getStatusCode()
                        .value())
                .isIn(401, 403);
    }

    private long received() {
        var counts = views.accounting().get("casework");
        return counts == null ? 0 : counts.received();
    }

    private static void assertProblem(ResponseEntity<String> answer, int status, String code) {
        assertThat(answer.getStatusCode().value()).isEqualTo(status);
        assertThat(answer.getHeaders().getFirst(HttpHeaders.CONTENT_TYPE)).startsWith("application/problem+json");
        assertThat(json(answer.getBody()).path("code").asText()).isEqualTo(code);
        assertThat(json(answer.getBody()).path("hint").asText()).isNotEmpty();
    }

    private ResponseEntity<String> post(String mediaType, String key, String body) {
        return http.withBasicAuth("casework", CASEWORK_PASSWORD)
                .exchange(
                        "/api/v1/systems/casework/records",
                        HttpMethod.POST,
                        new HttpEntity<>(body, headers(mediaType, key)),
                        String.class);
    }

    private static HttpHeaders headers(String mediaType, String key) {
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.CONTENT_TYPE, mediaType);
        if (key != null) {
            headers.set("Idempotency-Key", key);
        }
        return headers;
    }

    private static String decisions(int count) {
        return CaseworkExport.decisions(people(count), NOW);
    }
}
