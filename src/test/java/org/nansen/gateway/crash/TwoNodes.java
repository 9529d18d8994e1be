package org.nansen.gateway.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.nansen.gateway.house.ArtemisBroker;
import org.nansen.gateway.house.ArtemisPair;
import org.nansen.gateway.house.GatewayProcess;
import org.nansen.gateway.house.House;
import org.nansen.gateway.house.OpenSsh;
import org.nansen.gateway.house.PostgreSql;
import org.nansen.gateway.house.ScreeningSimulator;
import org.nansen.gateway.house.TestCertificate;
import org.nansen.gateway.house.WatchList;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** Two gateway processes on one PostgreSQL, with one OpenSSH server, one pair of Artemis brokers and one screening endpoint. */
final class TwoNodes implements AutoCloseable {

    static final String DEMO = "demo:demo-only";
    static final String CASEWORK = "casework:casework-test-only";

    private static final ObjectMapper JSON = new ObjectMapper();

    final OpenSsh ssh;
    final ArtemisPair broker;
    final List<Node> nodes;

    private final ScreeningSimulator screening;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    /** A gateway and what makes it stand still at a point. */
    record Node(String name, GatewayProcess gateway, Injection injection) {}

    private TwoNodes(Path folder) throws IOException {
        PostgreSql server = PostgreSql.shared();
        String ledger = server.newDatabase();
        ssh = OpenSsh.start(folder.resolve("ssh"));
        Files.createDirectories(ssh.sender("registry").resolve("outbox"));
        Files.createDirectories(ssh.home("registry").resolve("inbox"));
        broker = ArtemisPair.start(folder.resolve("broker"), "border.in", "border.out");
        screening = ScreeningSimulator.start(new WatchList());
        String masterKey = Base64.getEncoder().encodeToString(new byte[32]);
        nodes = List.of(node(folder, "one", server, ledger, masterKey), node(folder, "two", server, ledger, masterKey));
        nodes.forEach(node -> node.gateway.awaitReady());
    }

    static TwoNodes start(Path folder) throws IOException {
        return new TwoNodes(folder);
    }

    private Node node(Path folder, String name, PostgreSql server, String ledger, String masterKey) {
        TestCertificate certificate = TestCertificate.in(folder.resolve("tls"));
        House house = House.in(folder.resolve(name))
                .value("SFTP_PORT", ssh.port())
                .value("MAIL_URL", "smtp://gateway@localhost:9")
                .value(
                        "BROKER",
                        "{ url: \"" + broker.url() + "\", user: " + ArtemisBroker.USER
                                + ", password-file: secrets/broker }")
                .value("SCREENING_URL", screening.url())
                .value("DEMO_HASH", hash(DEMO))
                .value("CASEWORK_HASH", hash(CASEWORK))
                .secret("master.key", masterKey)
                .secret("ledger", server.password())
                .secret("mail", "nobody-asks")
                .secret("mail.crt", certificate.certificate())
                .secret("broker", ArtemisBroker.PASSWORD)
                .secret("border.queue", ArtemisBroker.PASSWORD)
                .secret("registry.key", ssh.keyFile("registry"))
                .secret("sftp.known_hosts", ssh.knownHosts())
                .editSystems(text -> text.replaceAll("(?m)^  user: \\w+$", "  user: " + ssh.user())
                        .replace("every: PT2S", "every: PT1S"))
                .common()
                .systems("registry", "border", "casework");
        Injection injection = Injection.in(folder.resolve(name + "-agent"));
        GatewayProcess gateway = GatewayProcess.on(house.home())
                .jvm(
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        injection.jvmOption(),
                        "-Dgateway.ledger.url=" + ledger,
                        "-Dgateway.ledger.user=" + server.user(),
                        "-Dgateway.ledger.password-file=secrets/ledger",
                        "-Dgateway.ledger.node=" + name)
                .begin();
        return new Node(name, gateway, injection);
    }

    /** The node that has the lease, as the given one says; null when none has. */
    String holder(Node asked, String lease) throws IOException, InterruptedException {
        for (JsonNode node : get(asked, "/api/v1/nodes").path("nodes")) {
            for (JsonNode held : node.path("leases")) {
                if (held.asText().equals(lease)) {
                    return node.path("name").asText();
                }
            }
        }
        return "";
    }

    Node named(String name) {
        return nodes.stream().filter(node -> node.name.equals(name)).findFirst().orElseThrow();
    }

    Node other(Node node) {
        return nodes.get(0).equals(node) ? nodes.get(1) : nodes.get(0);
    }

    JsonNode accounting(Node asked, String system) throws IOException, InterruptedException {
        return get(asked, "/api/v1/accounting").path("systems").path(system);
    }

    JsonNode get(Node asked, String path) throws IOException, InterruptedException {
        return get(asked, path, DEMO);
    }

    JsonNode get(Node asked, String path, String login) throws IOException, InterruptedException {
        HttpResponse<String> answer = asked.gateway.get(asked.gateway.api(path), login);
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(path + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    /** Posts to the casework system's door under a key, and returns the receipt's id. */
    String post(Node node, String key, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(node.gateway.api("/api/v1/systems/casework/records"))
                        .timeout(Duration.ofSeconds(30))
                        .header("Authorization", GatewayProcess.basic(CASEWORK))
                        .header("Content-Type", "application/x-ndjson")
                        .header("Idempotency-Key", key)
                        .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 202) {
            throw new IllegalStateException("Answered " + answer.statusCode() + ": " + answer.body());
        }
        return JSON.readTree(answer.body()).path("receiptId").asText();
    }

    @Override
    public void close() {
        nodes.forEach(node -> node.gateway.close());
        screening.close();
        broker.close();
        ssh.close();
    }

    private static String hash(String login) {
        return "{bcrypt}" + new BCryptPasswordEncoder(10).encode(login.substring(login.indexOf(':') + 1));
    }
}
