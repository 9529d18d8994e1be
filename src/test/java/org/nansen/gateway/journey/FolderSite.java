package org.nansen.gateway.journey;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.nansen.gateway.dev.RegistryExport;
import org.nansen.gateway.house.GatewayProcess;
import org.nansen.gateway.house.House;
import org.nansen.gateway.house.ScreeningSimulator;
import org.nansen.gateway.house.WatchList;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/**
 * A gateway in a process of its own with the register's files in a folder of this machine, casework over HTTP, a screening
 * endpoint and no mailbox: where files lie and who is mailed is not what its tests are about.
 */
final class FolderSite implements AutoCloseable {

    static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    final ScreeningSimulator screening;
    final Path home;
    final Path drops;

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    FolderSite(Path folder) throws IOException {
        this(folder, text -> text);
    }

    /**
     * @param edit what else is otherwise in the systems' profiles
     */
    FolderSite(Path folder, UnaryOperator<String> edit) throws IOException {
        screening = ScreeningSimulator.start(new WatchList());
        House house = House.in(folder)
                .value("MAIL_URL", "smtps://gateway@localhost:1")
                .value("BROKER", "{ url: embedded }")
                .value("SCREENING_URL", screening.url())
                .value("DEMO_HASH", hash(Neighbourhood.DEMO))
                .value("CASEWORK_HASH", hash(Neighbourhood.CASEWORK))
                .editSystems(text -> edit.apply(text)
                        .replaceAll("(?s)door:\n.*?identity:", """
                                door: { kind: file, read-from: drops, every: PT1S }
                                identity:""")
                        .replace("kind: sftp, write-to: inbox", "kind: file, write-to: answers"));
        house.common().systems("registry", "casework");
        home = house.home();
        Path settings = home.resolve("config/application.yaml");
        Files.writeString(settings, Files.readString(settings).replaceAll("(?s)  mailbox:.*?  ledger:", "  ledger:"));
        drops = Files.createDirectories(home.resolve("drops"));
        Files.createDirectories(home.resolve("answers"));
    }

    GatewayProcess start(String... options) {
        String[] all = new String[options.length + 2];
        all[0] = "-Xmx256m";
        all[1] = "-XX:TieredStopAtLevel=1";
        System.arraycopy(options, 0, all, 2, options.length);
        return GatewayProcess.start(home, all);
    }

    /** A file with applications of people whose numbers begin here; it appears whole. */
    void drop(String name, int first, int count) throws IOException {
        Path file = home.resolve(name);
        Files.write(file, RegistryExport.applications(CrashSite.people(first, count), NOW));
        Files.move(file, drops.resolve(name));
    }

    /** A file with this content; it appears whole. */
    void drop(String name, byte[] content) throws IOException {
        Path file = home.resolve(name);
        Files.write(file, content);
        Files.move(file, drops.resolve(name));
    }

    JsonNode accounting(GatewayProcess gateway, String system) throws IOException, InterruptedException {
        return json.readTree(gateway.get(gateway.api("/api/v1/accounting"), Neighbourhood.DEMO)
                        .body())
                .path("systems")
                .path(system);
    }

    /** What health says of a system's door; nothing when it is open. */
    JsonNode door(GatewayProcess gateway, String system) throws IOException, InterruptedException {
        return json.readTree(gateway.get(gateway.health(), Neighbourhood.DEMO).body())
                .path("components")
                .path("doors")
                .path("details")
                .path(system);
    }

    JsonNode json(HttpResponse<String> response) throws IOException {
        return json.readTree(response.body());
    }

    HttpResponse<String> post(GatewayProcess gateway, String system, String body)
            throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(gateway.api("/api/v1/systems/" + system + "/records"))
                        .timeout(Duration.ofSeconds(20))
                        .header("Authorization", GatewayProcess.basic(Neighbourhood.CASEWORK))
                        .header("Content-Type", "application/x-ndjson")
                        .POST(HttpRequest.BodyPublishers.ofString(body, UTF_8))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        screening.close();
    }

    private static String hash(String login) {
        return "{bcrypt}" + new BCryptPasswordEncoder(10).encode(login.substring(login.indexOf(':') + 1));
    }
}
