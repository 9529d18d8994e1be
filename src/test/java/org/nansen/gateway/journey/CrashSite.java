package org.nansen.gateway.journey;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.dev.InventedCountry;
import org.nansen.gateway.dev.InventedPerson;
import org.nansen.gateway.house.ArtemisBroker;
import org.nansen.gateway.house.GatewayProcess;
import org.nansen.gateway.house.House;
import org.nansen.gateway.house.OpenSsh;
import org.nansen.gateway.house.Ports;
import org.nansen.gateway.house.ScreeningSimulator;
import org.nansen.gateway.house.SmtpSink;
import org.nansen.gateway.house.TestCertificate;
import org.nansen.gateway.house.WatchList;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** A gateway that is killed again and again, among neighbours that stay up and count. */
final class CrashSite implements AutoCloseable {

    final OpenSsh ssh;
    final ArtemisBroker broker;
    final ScreeningSimulator screening;
    SmtpSink sink;
    final GatewayProcess gateway;

    private final int mailPort = Ports.free();
    private final TestCertificate certificate;
    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private volatile @Nullable Throwable failure;

    /** What a sender does. */
    interface Sender {
        void send() throws InterruptedException;
    }

    private CrashSite(Path folder) throws IOException {
        ssh = OpenSsh.start(folder.resolve("ssh"));
        Path registry = ssh.sender("registry");
        Files.createDirectories(registry.resolve("outbox"));
        Files.createDirectories(registry.resolve("inbox"));
        broker = ArtemisBroker.start(folder.resolve("broker"), "border.in", "border.out");
        screening = ScreeningSimulator.start(new WatchList());
        certificate = TestCertificate.in(folder.resolve("tls"));
        sink = SmtpSink.start(mailPort, certificate);
        House house = House.in(folder.resolve("home"))
                .value("SFTP_PORT", ssh.port())
                .value("MAIL_URL", "smtps://gateway@localhost:" + mailPort)
                .value(
                        "BROKER",
                        "{ url: \"" + broker.url() + "\", user: " + ArtemisBroker.USER
                                + ", password-file: secrets/broker }")
                .value("SCREENING_URL", screening.url())
                .value("DEMO_HASH", hash(Neighbourhood.DEMO))
                .value("CASEWORK_HASH", hash(Neighbourhood.CASEWORK))
                .secret("mail", "taken-by-the-sink")
                .secret("mail.crt", certificate.certificate())
                .secret("broker", ArtemisBroker.PASSWORD)
                .secret("border.queue", ArtemisBroker.PASSWORD)
                .secret("registry.key", ssh.keyFile("registry"))
                .secret("sftp.known_hosts", ssh.knownHosts())
                .editSystems(text -> text.replaceAll("(?m)^  user: \\w+$", "  user: " + ssh.user())
                        .replace("every: PT2S", "every: PT1S"))
                .common()
                .systems("registry", "border", "casework");
        gateway = GatewayProcess.start(house.home(), "-Xmx256m", "-XX:TieredStopAtLevel=1");
    }

    static CrashSite start(Path folder) throws IOException {
        return new CrashSite(folder);
    }

    /** Starts all senders at once; the thread ends with the last of them. */
    Thread senders(Sender... senders) {
        List<Thread> threads = new ArrayList<>();
        for (Sender sender : senders) {
            threads.add(new Thread(() -> {
                try {
                    sender.send();
                } catch (InterruptedException | RuntimeException | Error e) {
                    failure = e;
                }
            }));
        }
        threads.forEach(Thread::start);
        Thread all = new Thread(() -> {
            try {
                for (Thread thread : threads) {
                    thread.join();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        all.start();
        return all;
    }

    @Nullable
    Throwable failure() {
        return failure;
    }

    /** Posts under one key until the gateway says 202, however often it is down meanwhile. */
    void postUntilTaken(String system, String key, byte[] body) throws InterruptedException {
        while (true) {
            try {
                HttpResponse<String> response = client.send(
                        HttpRequest.newBuilder(gateway.api("/api/v1/systems/" + system + "/records"))
                                .timeout(Duration.ofSeconds(10))
                                .header("Authorization", GatewayProcess.basic(Neighbourhood.CASEWORK))
                                .header("Content-Type", "application/x-ndjson")
                                .header("Idempotency-Key", key)
                                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                if (response.statusCode() == 202) {
                    return;
                }
                if (response.statusCode() < 500) {
                    throw new IllegalStateException("Answered " + response.statusCode() + ": " + response.body());
                }
            } catch (IOException e) {
                // Down at the moment: what this test is about.
            }
            Thread.sleep(100);
        }
    }

    /** Starts another mail server in the place of one that was closed; it counts from nought. */
    void newSink() {
        sink = SmtpSink.start(mailPort, certificate);
    }

    Identity identity() throws IOException, InterruptedException {
        return Identity.of(get("/api/v1/accounting").path("total"));
    }

    JsonNode record(String system, String recordId) throws IOException, InterruptedException {
        return get("/api/v1/records?system=" + system + "&recordId=" + recordId)
                .path("records")
                .path(0);
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return json.readTree(gateway.get(gateway.api(path), Neighbourhood.DEMO).body());
    }

    /** People on whom INTERPOL holds a reference, so that every grant is told. */
    static List<InventedPerson> people(int first, int count) {
        List<InventedPerson> people = new ArrayList<>();
        for (int number = first; number < first + count; number++) {
            people.add(new InventedPerson(
                    number,
                    "Testcrash",
                    "Number",
                    1980,
                    LocalDate.of(1980, 1, 1).plusDays(number),
                    1,
                    InventedCountry.of("ALB"),
                    true));
        }
        return people;
    }

    static InventedPerson unwatched(InventedPerson person) {
        return new InventedPerson(
                person.number(),
                "Testcrash",
                person.given(),
                person.birthYear(),
                person.birthDate(),
                person.sex(),
                person.country(),
                false);
    }

    @Override
    public void close() {
        gateway.close();
        sink.close();
        screening.close();
        broker.close();
        ssh.close();
    }

    private static String hash(String login) {
        return "{bcrypt}" + new BCryptPasswordEncoder(10).encode(login.substring(login.indexOf(':') + 1));
    }
}
