package org.nansen.gateway.operations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import org.nansen.gateway.record.FaultCode;

/**
 * The API of a running gateway as a command sees it: JSON in, JSON out, with one login. Whatever is no success is a
 * {@link CommandFault} that says what the gateway said.
 */
final class GatewayClient {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A large drop's release is one call; it is done in minutes at the worst. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final URI address;
    private final String login;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    GatewayClient(URI address, String user, String password) {
        this.address = address;
        this.login =
                "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the answer to {@code GET} of a path of the API, for example {@code /api/v1/outages}. */
    JsonNode get(String path) {
        return call("GET", path, HttpRequest.BodyPublishers.noBody());
    }

    /** Returns the answer to {@code POST} without a body. */
    JsonNode post(String path) {
        return call("POST", path, HttpRequest.BodyPublishers.noBody());
    }

    /** Returns the answer to {@code POST} with a body. */
    JsonNode post(String path, Object body) {
        try {
            return call("POST", path, HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
        } catch (JsonProcessingException unwritable) {
            throw new IllegalArgumentException(unwritable);
        }
    }

    /** Returns the value as a segment of a path: what a person typed never reaches another path. */
    static String segment(String value) {
        if (value.isBlank() || value.equals(".") || value.equals("..")) {
            throw CommandFault.usage("An id is empty.");
        }
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Returns the values as a query, with its question mark; empty for none. */
    static String query(Map<String, String> values) {
        return values.isEmpty()
                ? ""
                : values.entrySet().stream()
                        .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&", "?", ""));
    }

    private JsonNode call(String method, String path, HttpRequest.BodyPublisher body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + path))
                .timeout(PATIENCE)
                .header("Authorization", login)
                .header("Accept", "application/json, application/problem+json")
                .header("Content-Type", "application/json")
                .method(method, body)
                .build();
        try {
            return answer(http.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (IOException unreachable) {
            throw CommandFault.unreachable(FaultCode.NG_704_NO_GATEWAY.code() + ": "
                    + FaultCode.NG_704_NO_GATEWAY.hint() + " (" + address + ")");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw CommandFault.refused("Stopped.");
        }
    }

    private static JsonNode answer(HttpResponse<String> response) throws IOException {
        int status = response.statusCode();
        if (status >= 200 && status < 300) {
            return response.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(response.body());
        }
        String said = "";
        try {
            JsonNode problem = JSON.readTree(response.body());
            String code = problem.path("code").asText("");
            said = (code.isEmpty() ? "" : code + ": ")
                    + problem.path("detail").asText(problem.path("title").asText(""));
        } catch (JsonProcessingException notOurs) {
            // A proxy in between answers in its own words; the status is what there is to say.
            said = "The answer is not the gateway's.";
        }
        String message = (said + " (HTTP " + status + ")").strip();
        throw status == 400 ? CommandFault.usage(message) : CommandFault.refused(message);
    }
}
