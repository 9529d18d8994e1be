package org.nansen.gateway.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;

class LoginTest extends ApiSlice {

    @ParameterizedTest
    @CsvSource({"/api/v1/accounting", "/api/v1/nothing", "/", "/error", "/api/v1/systems/registry/answers"})
    void asksForALoginOnEveryPathWithoutOne(String path) {
        ResponseEntity<String> answer = http.getForEntity(path, String.class);

        assertThat(answer.getStatusCode().value()).isEqualTo(401);
        assertThat(answer.getHeaders().getContentType()).hasToString("application/problem+json");
        assertThat(answer.getHeaders().getFirst("WWW-Authenticate")).startsWith("Basic");
        assertThat(answer.getHeaders().get("Set-Cookie")).isNull();
        assertThat(answer.getBody()).contains("NG-701");
    }

    @Test
    void asksForALoginOnTheManagementPortToo() {
        for (String path : List.of("/observe/health", "/observe/metrics", "/observe/health/liveness", "/observe")) {
            assertThat(http.getForEntity("http://127.0.0.1:" + management + path, String.class)
                            .getStatusCode()
                            .value())
                    .as(path)
                    .isEqualTo(401);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "alice, GET, /api/v1/accounting, 200",
        "olga, GET, /api/v1/accounting, 200",
        "registry-it, GET, /api/v1/accounting, 403",
        "prometheus, GET, /api/v1/accounting, 403",
        "olga, GET, /api/v1/holds, 403",
        "olga, GET, /api/v1/parked, 403",
        "alice, GET, /api/v1/drops, 200",
        "olga, GET, /api/v1/drops, 403",
        "registry-it, GET, /api/v1/drops, 403",
        "alice, GET, /api/v1/drops/x, 403",
        "prometheus, GET, /api/v1/drops/x, 403",
        "olga, POST, /api/v1/drops/x/release, 404",
        "registry-it, POST, /api/v1/drops/x/release, 403",
        "alice, POST, /api/v1/vanished/seen, 403",
        "registry-it, GET, /api/v1/vanished, 403",
        "prometheus, GET, /api/v1/shadow, 403",
        "registry-it, GET, /api/v1/outages, 403",
        "registry-it, GET, /api/v1/coverage, 403",
        "registry-it, GET, /api/v1/records/x, 403",
        "registry-it, GET, /api/v1/systems/registry/answers, 200",
        "registry-it, GET, /api/v1/systems/casework/answers, 403",
        "alice, GET, /api/v1/systems/registry/answers, 403",
        "registry-it, POST, /api/v1/systems/casework/records, 403",
        "alice, POST, /api/v1/systems/registry/records, 403",
        "alice, GET, /api/v1/nothing, 404",
        "both, GET, /elsewhere, 403",
        "both, GET, /error, 403",
    })
    void letsEachRoleDoItsOwnAndNothingElse(String user, String method, String path, int status) {
        ResponseEntity<String> answer = call(user, HttpMethod.valueOf(method), path);

        assertThat(answer.getStatusCode().value()).isEqualTo(status);
        if (status >= 400) {
            assertThat(answer.getHeaders().getContentType()).hasToString("application/problem+json");
        }
        if (status == 403) {
            assertThat(answer.getBody()).contains("NG-702");
        }
    }

    @Test
    void letsMonitorsAndOperatorsSeeHealthAndNobodyElse() {
        assertThat(observe("prometheus", "/observe/health").getStatusCode().value())
                .isEqualTo(200);
        assertThat(observe("alice", "/observe/metrics").getStatusCode().value()).isEqualTo(200);
        assertThat(observe("olga", "/observe/health").getStatusCode().value()).isEqualTo(403);
        assertThat(observe("registry-it", "/observe/metrics").getStatusCode().value())
                .isEqualTo(403);
    }

    @Test
    void makesWhoeverGuessesWait() throws Exception {
        // The JDK's client: the other one waits by itself when it is told to.
        HttpClient client = HttpClient.newHttpClient();
        HttpResponse<String> last = null;
        for (int i = 0; i < 6; i++) {
            String basic = Base64.getEncoder().encodeToString(("guessed:wrong" + i).getBytes(StandardCharsets.UTF_8));
            last = client.send(
                    HttpRequest.newBuilder(URI.create(http.getRootUri() + "/api/v1/accounting"))
                            .header("Authorization", "Basic " + basic)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }

        assertThat(last.statusCode()).isEqualTo(429);
        assertThat(last.body()).contains("NG-703");
        assertThat(get("alice", "/api/v1/accounting").getStatusCode().value()).isEqualTo(200);
    }
}
