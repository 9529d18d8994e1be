package org.nansen.gateway.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.nansen.gateway.house.GatewayProcess;
import org.nansen.gateway.house.House;
import org.nansen.gateway.house.OpenSsh;
import org.nansen.gateway.house.Ports;
import org.nansen.gateway.house.PostgreSql;
import org.nansen.gateway.house.ScreeningSimulator;
import org.nansen.gateway.house.StubProcess;
import org.nansen.gateway.house.TestCertificate;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** One or more gateways on one PostgreSQL, beside a screening endpoint that takes its time; each a process of its own. */
final class NodesSite implements AutoCloseable {

    private static final String LOGIN = "demo:demo-only";

    private final OpenSsh ssh;
    private final PostgreSql database;
    private final StubProcess screening;
    private final List<GatewayProcess> gateways = new ArrayList<>();
    private final ObjectMapper json = new ObjectMapper();

    private NodesSite(Path folder, int nodes, int atOnce, int millisecondsAnAnswer) throws IOException {
        ssh = OpenSsh.start(folder.resolve("ssh"));
        Files.createDirectories(ssh.sender("registry").resolve("outbox"));
        Files.createDirectories(ssh.home("registry").resolve("inbox"));
        database = PostgreSql.start(folder.resolve("postgresql"));
        int screeningPort = Ports.free();
        screening = StubProcess.start(
                folder.resolve("screening.log"),
                screeningPort,
                ScreeningSimulator.class,
                String.valueOf(screeningPort),
                ScreeningSimulator.NO_HISTORY,
                String.valueOf(millisecondsAnAnswer));
        String ledger = database.newDatabase();
        String masterKey = Base64.getEncoder().encodeToString(new byte[32]);
        TestCertificate certificate = TestCertificate.in(folder.resolve("tls"));
        for (int node = 1; node <= nodes; node++) {
            House house = House.in(folder.resolve("home" + node))
                    .value("SFTP_PORT", ssh.port())
                    .value("MAIL_URL", "smtps://gateway@localhost:" + Ports.free())
                    .value("BROKER", "{ port: " + Ports.free() + " }")
                    .value("SCREENING_URL", "http://127.0.0.1:" + screeningPort)
                    .value("DEMO_HASH", "{bcrypt}" + new BCryptPasswordEncoder(10).encode("demo-only"))
                    .secret("master.key", masterKey)
                    .secret("ledger", database.password())
                    .secret("mail", "nobody-asks")
                    .secret("mail.crt", certificate.certificate())
                    .secret("registry.key", ssh.keyFile("registry"))
                    .secret("sftp.known_hosts", ssh.knownHosts())
                    .editSystems(text -> text.replaceAll("(?m)^  user: \\w+$", "  user: " + ssh.user())
                            .replace("every: PT2S", "every: PT1S")
                            .replace("learn: result", "learn: nothing"))
                    .common()
                    .systems("registry");
            gateways.add(GatewayProcess.on(house.home())
                    .jvm(
                            "-Xmx256m",
                            "-Dgateway.ledger.url=" + ledger,
                            "-Dgateway.ledger.user=" + database.user(),
                            "-Dgateway.ledger.password-file=secrets/ledger",
                            "-Dgateway.ledger.node=node-" + node,
                            "-Dgateway.ledger.screening=" + atOnce)
                    .start());
        }
    }

    static NodesSite start(Path folder, int nodes, int atOnce, int millisecondsAnAnswer) throws IOException {
        return new NodesSite(folder, nodes, atOnce, millisecondsAnAnswer);
    }

    void drop(String name, byte[] file) {
        ssh.drop("registry", "outbox/" + name, file);
    }

    JsonNode accounting() throws IOException, InterruptedException {
        GatewayProcess gateway = gateways.get(0);
        return json.readTree(
                        gateway.get(gateway.api("/api/v1/accounting"), LOGIN).body())
                .path("total");
    }

    @Override
    public void close() {
        gateways.forEach(GatewayProcess::close);
        screening.close();
        database.close();
        ssh.close();
    }
}
