package org.nansen.gateway.journey;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.nansen.gateway.house.ArtemisBroker;
import org.nansen.gateway.house.GatewayProcess;
import org.nansen.gateway.house.House;
import org.nansen.gateway.house.OpenSsh;
import org.nansen.gateway.house.Postfix;
import org.nansen.gateway.house.ScreeningSimulator;
import org.nansen.gateway.house.WatchList;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/**
 * One gateway in a process of its own and its real neighbours: OpenSSH, Artemis over TCP, Postfix, and a screening
 * endpoint. Started once for all journeys; each journey uses people, files and keys of its own.
 */
final class Neighbourhood implements AutoCloseable {

    static final String DEMO = "demo:demo-only";
    static final String CASEWORK = "casework:casework-test-only";

    private static final Set<String> OPEN_STAGES =
            Set.of("arriving", "held", "screening", "waiting", "review", "delivery", "parked");

    final OpenSsh ssh;
    final ArtemisBroker broker;
    final Postfix postfix;
    final ScreeningSimulator screening;
    final GatewayProcess gateway;

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private Neighbourhood(Path folder) {
        ssh = OpenSsh.start(folder.resolve("ssh"));
        ssh.sender("registry");
        ssh.sender("shelter");
        List.of("registry/outbox", "registry/inbox", "shelter/residents", "shelter/receipts")
                .forEach(path -> create(ssh.home(path)));
        postfix = Postfix.start(folder.resolve("postfix"));
        broker = ArtemisBroker.start(folder.resolve("broker"), "border.in", "border.out", "border.bad");
        screening = ScreeningSimulator.start(WatchList.demo());
        House house = house(folder.resolve("home"));
        gateway = GatewayProcess.start(
                house.home(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                // An outage must not make a test wait as long as it makes a country wait.
                "-Dgateway.screening.ask-again.first=PT2S",
                "-Dgateway.screening.connections.interpol.response-timeout=PT2S",
                "-Dgateway.ledger.retry-up-to=PT4S");
    }

    static Neighbourhood start() {
        try {
            return new Neighbourhood(Files.createTempDirectory("gateway-journey"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private House house(Path home) {
        return House.in(home)
                .value("SFTP_PORT", ssh.port())
                .value("MAIL_URL", "smtp://gateway@localhost:" + postfix.port())
                .value(
                        "BROKER",
                        "{ url: \"" + broker.url() + "\", user: " + ArtemisBroker.USER
                                + ", password-file: secrets/broker }")
                .value("SCREENING_URL", screening.url())
                .value("DEMO_HASH", hash(DEMO))
                .value("CASEWORK_HASH", hash(CASEWORK))
                .secret("mail", Postfix.PASSWORD)
                .secret("mail.crt", postfix.certificate())
                .secret("broker", ArtemisBroker.PASSWORD)
                .secret("border.queue", ArtemisBroker.PASSWORD)
                .secret("registry.key", ssh.keyFile("registry"))
                .secret("shelter.key", ssh.keyFile("shelter"))
                .secret("sftp.known_hosts", ssh.knownHosts())
                // At the real server all log in as the user who runs the tests; the key decides who they are.
                .editSystems(text -> text.replaceAll("(?m)^  user: \\w+$", "  user: " + ssh.user())
                        .replace("every: PT2S", "every: PT1S"))
                .common()
                .systems("registry", "border", "casework", "shelter");
    }

    /** Asks the API under a login. */
    JsonNode get(String path, String login) {
        try {
            HttpResponse<String> response = gateway.get(gateway.api(path), login);
            if (response.statusCode() != 200) {
                throw new IllegalStateException(path + " answered " + response.statusCode());
            }
            return json.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Posts to the door of a system. */
    HttpResponse<String> post(String system, String login, String contentType, String key, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(gateway.api("/api/v1/systems/" + system + "/records"))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (!login.isEmpty()) {
            request.header("Authorization", GatewayProcess.basic(login));
        }
        if (!key.isEmpty()) {
            request.header("Idempotency-Key", key);
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    JsonNode parse(String text) {
        try {
            return json.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The newest record of a source record number as an officer sees it; missing node when there is none. */
    JsonNode record(String system, String recordId) {
        return get("/api/v1/records?system=" + system + "&recordId=" + recordId, DEMO)
                .path("records")
                .path(0);
    }

    /** Whether the gateway is done with the record and nothing of it parked. */
    static boolean done(JsonNode record) {
        return record.has("stage") && !OPEN_STAGES.contains(record.path("stage").asText());
    }

    /**
     * The receipt of a file that the gateway is done with; missing node as long as it is not. A file that ended lies
     * beside the folder it was read from, with its receipt's id before its name.
     */
    JsonNode receiptOfFile(String sender, String folder, String name) {
        for (String ended : List.of("done", "failed")) {
            for (String file : ssh.list(sender, folder + "/" + ended)) {
                if (file.endsWith("." + name)) {
                    return get("/api/v1/receipts/" + file.substring(0, file.length() - name.length() - 1), DEMO);
                }
            }
        }
        return MissingNode.getInstance();
    }

    /** The identity of a system, or of all under {@code total}. */
    Identity identity(String system) {
        JsonNode accounting = get("/api/v1/accounting", DEMO);
        return Identity.of(
                system.equals("total")
                        ? accounting.path("total")
                        : accounting.path("systems").path(system));
    }

    @Override
    public void close() {
        gateway.close();
        screening.close();
        broker.close();
        postfix.close();
        ssh.close();
    }

    private static void create(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hash(String login) {
        return "{bcrypt}" + new BCryptPasswordEncoder(10).encode(login.substring(login.indexOf(':') + 1));
    }
}
