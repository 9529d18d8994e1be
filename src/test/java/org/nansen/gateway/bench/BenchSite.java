package org.nansen.gateway.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.house.GatewayProcess;
import org.nansen.gateway.house.House;
import org.nansen.gateway.house.OpenSsh;
import org.nansen.gateway.house.Ports;
import org.nansen.gateway.house.PostgreSql;
import org.nansen.gateway.house.ScreeningSimulator;
import org.nansen.gateway.house.SmtpSink;
import org.nansen.gateway.house.StubProcess;
import org.nansen.gateway.house.TestCertificate;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** The gateway and its neighbours, each in a process of its own. */
final class BenchSite implements AutoCloseable {

    private static final String LOGIN = "demo:demo-only";

    private final OpenSsh ssh;
    private final StubProcess screening;
    private final StubProcess mail;
    private final Path mailCount;
    private final GatewayProcess gateway;
    private @Nullable PostgreSql database;
    private final ObjectMapper json = new ObjectMapper();

    private BenchSite(Path folder, String heap, boolean onPostgreSql) throws IOException {
        ssh = OpenSsh.start(folder.resolve("ssh"));
        Path registry = ssh.sender("registry");
        Files.createDirectories(registry.resolve("outbox"));
        Files.createDirectories(registry.resolve("inbox"));
        int screeningPort = Ports.free();
        screening = StubProcess.start(
                folder.resolve("screening.log"),
                screeningPort,
                ScreeningSimulator.class,
                String.valueOf(screeningPort));
        TestCertificate certificate = TestCertificate.in(folder.resolve("tls"));
        mailCount = folder.resolve("mails");
        int mailPort = Ports.free();
        mail = StubProcess.start(
                folder.resolve("mail.log"),
                mailPort,
                SmtpSink.class,
                String.valueOf(mailPort),
                folder.resolve("tls").toString(),
                mailCount.toString());
        House house = House.in(folder.resolve("home"))
                .value("SFTP_PORT", ssh.port())
                .value("MAIL_URL", "smtps://gateway@localhost:" + mailPort)
                .value("BROKER", "{ port: " + Ports.free() + " }")
                .value("SCREENING_URL", "http://127.0.0.1:" + screeningPort)
                .value("DEMO_HASH", "{bcrypt}" + new BCryptPasswordEncoder(10).encode("demo-only"))
                .secret("mail", "taken-by-the-sink")
                .secret("mail.crt", certificate.certificate())
                .secret("registry.key", ssh.keyFile("registry"))
                .secret("sftp.known_hosts", ssh.knownHosts())
                .editSystems(text -> text.replaceAll("(?m)^  user: \\w+$", "  user: " + ssh.user())
                        .replace("every: PT2S", "every: PT1S")
                        .replace("learn: result", "learn: nothing"))
                .common()
                .systems("registry");
        List<String> options = new ArrayList<>(List.of("-Xmx" + heap));
        if (onPostgreSql) {
            database = PostgreSql.start(folder.resolve("postgresql"));
            house.secret("ledger", database.password());
            options.addAll(List.of(
                    "-Dgateway.ledger.url=" + database.newDatabase(),
                    "-Dgateway.ledger.user=" + database.user(),
                    "-Dgateway.ledger.password-file=secrets/ledger"));
        }
        gateway = GatewayProcess.start(house.home(), options.toArray(String[]::new));
    }

    static BenchSite start(Path folder, String heap, boolean onPostgreSql) throws IOException {
        return new BenchSite(folder, heap, onPostgreSql);
    }

    /** Writes files beside the folder that the gateway reads, so that they all appear at once. */
    void prepare(List<byte[]> files) throws IOException {
        for (int file = 0; file < files.size(); file++) {
            Files.write(ssh.home("registry").resolve(".%03d".formatted(file)), files.get(file));
        }
    }

    /** Puts the prepared files in place. */
    void show(int files) throws IOException {
        for (int file = 0; file < files; file++) {
            Files.move(
                    ssh.home("registry").resolve(".%03d".formatted(file)),
                    ssh.home("registry").resolve("outbox/bench-%03d.csv".formatted(file)));
        }
    }

    /** Files that the gateway is done with. */
    int filesDone() {
        return ssh.list("registry", "outbox/done").size();
    }

    /** Mails that the mail server took. */
    long mails() throws IOException {
        String text = Files.exists(mailCount) ? Files.readString(mailCount).strip() : "";
        return text.isEmpty() ? 0 : Long.parseLong(text.split(" ")[0]);
    }

    JsonNode accounting() throws IOException, InterruptedException {
        return json.readTree(
                        gateway.get(gateway.api("/api/v1/accounting"), LOGIN).body())
                .path("total");
    }

    @Override
    public void close() {
        gateway.close();
        mail.close();
        screening.close();
        ssh.close();
        if (database != null) {
            database.close();
        }
    }
}
