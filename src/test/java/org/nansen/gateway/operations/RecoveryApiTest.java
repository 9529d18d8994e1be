package org.nansen.gateway.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nansen.gateway.ledger.Drop;
import org.nansen.gateway.record.FaultCode;
import org.springframework.http.HttpMethod;

class RecoveryApiTest extends RecoverySlice {

    private static final String JOBS = "/api/v1/recovery/jobs";

    private JsonNode prepare(String order) {
        var answer = send("alice", HttpMethod.POST, JOBS, order);
        assertThat(answer.getStatusCode().value()).as(answer.getBody()).isEqualTo(201);
        return json(answer);
    }

    private int post(String user, String path) {
        return call(user, HttpMethod.POST, path).getStatusCode().value();
    }

    @Test
    void showsCausesWithWhatToDoButNotWhichLettersThereAre() {
        parked.parkInScreening("registry", 2, FaultCode.NG_207_ENDPOINT_REFUSED);
        parked.parkLetters("registry", 1, FaultCode.NG_402_MAIL_REFUSED, "secretariat", "ncb");
        parked.parkLetters("border", 1, FaultCode.NG_301_WALL, "secretariat");
        parked.parkLetters("border", 1, FaultCode.NG_307_OPEN_HIT, "secretariat");

        JsonNode groups = json(get("alice", "/api/v1/recovery/parked")).path("groups");

        assertThat(groups)
                .extracting(group -> group.path("records").asInt() + " "
                        + group.path("fault").asText() + " "
                        + group.path("queue").asText() + " "
                        + group.path("system").asText())
                .containsExactlyInAnyOrder(
                        "2 NG-207 screening registry", "1 NG-402 delivery registry", "2 NG-305 delivery border");
        assertThat(groups).allSatisfy(group -> {
            assertThat(group.path("remedy").asText()).isNotBlank();
            assertThat(group.path("oldest").asText()).isNotBlank();
        });
        assertThat(json(get("alice", "/api/v1/recovery/parked?fault=NG-301"))
                        .at("/groups/0/records")
                        .asInt())
                .isEqualTo(2);
        assertThat(json(get("alice", "/api/v1/recovery/parked?queue=screening&system=border"))
                        .path("groups"))
                .isEmpty();
    }

    @Test
    void takesAJobFromItsPreviewToItsReport() {
        parked.parkInScreening("registry", 12, FaultCode.NG_207_ENDPOINT_REFUSED);
        parked.parkInScreening("border", 3, FaultCode.NG_207_ENDPOINT_REFUSED);

        JsonNode job = prepare("{\"act\":\"retry\",\"fault\":\"NG-207\",\"system\":\"registry\",\"rate\":1000}");
        assertThat(job.path("state").asText()).isEqualTo("prepared");
        assertThat(job.path("planned").asInt()).isEqualTo(12);
        String path = JOBS + "/" + job.path("id").asText();

        assertThat(post("bert", path + "/pause")).isEqualTo(409);
        assertThat(post("bert", path + "/start")).isEqualTo(200);
        assertThat(post("bert", path + "/start")).isEqualTo(409);
        assertThat(post("bert", path + "/pause")).isEqualTo(200);
        assertThat(post("bert", path + "/resume")).isEqualTo(200);
        awaitEnd(job.path("id").asText());
        parked.parkAgain("screening", FaultCode.NG_207_ENDPOINT_REFUSED);

        JsonNode after = json(get("alice", path));
        assertThat(after.path("state").asText()).isEqualTo("done");
        assertThat(after.path("done").asInt()).isEqualTo(12);
        assertThat(after.at("/report/parkedAgain").asInt()).isEqualTo(12);
        assertThat(after.path("by").asText()).isEqualTo("alice");
        assertThat(post("bert", path + "/cancel")).isEqualTo(409);
        assertThat(json(get("alice", JOBS)).at("/jobs/0/id").asText())
                .isEqualTo(job.path("id").asText());
        assertThat(parked.entries(job.path("id").asText()))
                .anyMatch(entry -> entry.startsWith("recovery.start by=bert"))
                .anyMatch(entry -> entry.startsWith("recovery.pause by=bert"));
    }

    @Test
    void actsOnOneRecordAtOnce() {
        String first =
                parked.parkInScreening("registry", 1, FaultCode.NG_900_DEFECT).get(0);
        String second =
                parked.parkInScreening("registry", 1, FaultCode.NG_900_DEFECT).get(0);

        assertThat(post("alice", "/api/v1/recovery/records/" + first + "/retry"))
                .isEqualTo(200);
        JsonNode given = json(send(
                "alice",
                HttpMethod.POST,
                "/api/v1/recovery/records/" + second + "/abandon",
                "{\"reason\":\"sent anew\"}"));

        assertThat(given.path("state").asText()).isEqualTo("done");
        assertThat(given.path("reason").asText()).isEqualTo("sent anew");
        assertThat(given.at("/report/abandoned").asInt()).isEqualTo(1);
        assertThat(parked.counts("registry").inFlight()).isEqualTo(1);
        assertThat(parked.counts("registry").abandoned()).isEqualTo(1);
        assertThat(parked.entries(second)).anyMatch(entry -> entry.startsWith("abandoned by=alice"));
    }

    @Test
    void refusesWhatIsNotThereOrNotParked() {
        ledger.drops.put("d1", LedgerDouble.drop("d1", "registry", Drop.State.ACCEPTED));

        assertThat(post("alice", "/api/v1/recovery/records/nothing/retry")).isEqualTo(404);
        assertThat(post("alice", "/api/v1/recovery/records/d1/retry")).isEqualTo(409);
        assertThat(get("alice", JOBS + "/nothing").getStatusCode().value()).isEqualTo(404);
        assertThat(post("alice", JOBS + "/nothing/start")).isEqualTo(404);
        assertThat(send("alice", HttpMethod.POST, JOBS, "{\"act\":\"retry\"}")
                        .getStatusCode()
                        .value())
                .isEqualTo(409);
        parked.parkInScreening("registry", 1, FaultCode.NG_900_DEFECT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"act\":\"delete\"}",
                "{\"act\":\"retry\",\"rate\":0}",
                "{\"act\":\"retry\",\"rate\":10001}",
                "{\"act\":\"retry\",\"fault\":\"NG-999\"}",
                "{\"act\":\"retry\",\"queue\":\"mail\"}",
                "{\"act\":\"retry\",\"since\":\"yesterday\"}",
                "{\"act\":\"abandon\"}",
                "{\"act\":\"abandon\",\"reason\":\" \"}",
                "not json"
            })
    void refusesAnOrderThatIsOutOfBounds(String order) {
        parked.parkInScreening("registry", 1, FaultCode.NG_900_DEFECT);

        var answer = send("alice", HttpMethod.POST, JOBS, order);

        assertThat(answer.getStatusCode().value()).as(answer.getBody()).isEqualTo(400);
        assertThat(parked.recovery().jobs(10)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"olga", "prometheus", "registry-it"})
    void isForOperatorsOnly(String user) {
        String record =
                parked.parkInScreening("registry", 1, FaultCode.NG_900_DEFECT).get(0);

        assertThat(get(user, "/api/v1/recovery/parked").getStatusCode().value()).isEqualTo(403);
        assertThat(get(user, JOBS).getStatusCode().value()).isEqualTo(403);
        assertThat(post(user, "/api/v1/recovery/records/" + record + "/retry")).isEqualTo(403);
        assertThat(send(user, HttpMethod.POST, JOBS, "{\"act\":\"retry\"}")
                        .getStatusCode()
                        .value())
                .isEqualTo(403);
        assertThat(parked.counts("registry").parked()).isEqualTo(1);
        assertThat(parked.recovery().jobs(10)).isEmpty();
    }
}
