package org.nansen.gateway.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.nansen.gateway.house.GatewayProcess;

/** Posts under one key until the gateway says 202, however often it is down meanwhile; to each node in turn. */
final class RequestSender implements Driver.Sender {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Site site;
    private final Population population;
    private final Journal journal;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private int step;
    private int request;
    private int tries;
    private boolean announced;

    RequestSender(Site site, Population population, Journal journal) {
        this.site = site;
        this.population = population;
        this.journal = journal;
    }

    @Override
    public boolean turn(int allowedSteps) throws InterruptedException {
        while (step < Math.min(allowedSteps, population.steps().size())) {
            Step now = population.steps().get(step);
            if (request == now.requests().size()) {
                step++;
                request = 0;
            } else if (post(now.requests().get(request))) {
                request++;
                announced = false;
            } else {
                return false;
            }
        }
        return step == population.steps().size();
    }

    private boolean post(Drop drop) throws InterruptedException {
        if (!announced) {
            journal.add("sending", drop.id());
            announced = true;
        }
        Node node = site.nodes.get(tries++ % site.nodes.size());
        try {
            HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(node.running().api("/api/v1/systems/casework/records"))
                            .timeout(Duration.ofSeconds(15))
                            .header("Authorization", GatewayProcess.basic(Site.CASEWORK))
                            .header("Content-Type", "application/x-ndjson")
                            .header("Idempotency-Key", drop.id())
                            .POST(HttpRequest.BodyPublishers.ofByteArray(drop.content()))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() == 202) {
                JsonNode receipt = JSON.readTree(response.body());
                String id = receipt.path("receiptId").asText();
                journal.add("acknowledged", drop.id(), id);
                journal.add("receipt", id, Counts.of(receipt).toString());
                return true;
            }
            if (response.statusCode() == 400 || response.statusCode() == 422) {
                journal.add("failed", drop.id(), String.valueOf(response.statusCode()));
                return true;
            }
        } catch (IOException e) {
            // Down at the moment: what all this is about.
        }
        return false;
    }
}
