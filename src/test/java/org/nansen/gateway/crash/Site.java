package org.nansen.gateway.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.house.ArtemisBroker;
import org.nansen.gateway.house.House;
import org.nansen.gateway.house.OpenSsh;
import org.nansen.gateway.house.Ports;
import org.nansen.gateway.house.PostgreSql;
import org.nansen.gateway.house.ScreeningSimulator;
import org.nansen.gateway.house.SmtpSink;
import org.nansen.gateway.house.TestCertificate;
import org.nansen.gateway.house.WatchList;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** Gateways on one ledger among real neighbours, each of which keeps a history of its own. */
final class Site implements AutoCloseable {

    static final String DEMO = "demo:demo-only";
    static final String CASEWORK = "casework:casework-test-only";

    /** Short, so that a pause can outlast it. */
    static final Duration LEASE = Duration.ofSeconds(20);

    final Path folder;
    final Engine engine;
    final OpenSsh ssh;
    final ArtemisBroker broker;
    final ScreeningSimulator screening;
    final SmtpSink sink;
    final @Nullable PostgreSql database;
    final Windows windows;
    final List<Node> nodes = new ArrayList<>();
    final byte[] masterKey = new byte[32];

    private final TestCertificate certificate;
    private final int mailPort = Ports.free();
    private final @Nullable String databaseUrl;

    private Site(Path folder, Scenario scenario) throws IOException {
        this.folder = folder.toAbsolutePath();
        this.engine = scenario.engine();
        Files.createDirectories(history());
        new Random(scenario.seed()).nextBytes(masterKey);
        ssh = OpenSsh.start(this.folder.resolve("ssh"));
        Path registry = ssh.sender("registry");
        Files.createDirectories(registry.resolve("outbox"));
        Files.createDirectories(registry.resolve("inbox"));
        broker = ArtemisBroker.start(this.folder.resolve("broker"), "border.in", "border.out");
        screening =
                ScreeningSimulator.start(new WatchList()).keepHistory(history().resolve("endpoint"));
        certificate = TestCertificate.in(this.folder.resolve("tls"));
        sink = SmtpSink.start(mailPort, certificate).keepHistory(history().resolve("mailbox"));
        database = engine == Engine.POSTGRESQL ? PostgreSql.start(this.folder.resolve("postgresql")) : null;
        databaseUrl = database == null ? null : database.newDatabase();
        windows = new Windows(history().resolve("faults"));
        for (int number = 1; number <= scenario.nodes(); number++) {
            Path home = this.folder.resolve(number == 1 ? "home" : "home-" + number);
            furnish(home);
            nodes.add(new Node(number, home, options(number), scenario.jvmOptions(), windows));
        }
    }

    /** Starts everything but the gateways. */
    static Site prepare(Path folder, Scenario scenario) throws IOException {
        return new Site(folder, scenario);
    }

    Path history() {
        return folder.resolve("history");
    }

    /** Says of whom the endpoint knows something. */
    void watch(int travellers) {
        for (int number = 1; number <= travellers; number++) {
            if (Row.hit(number)) {
                screening.watchList().add(Row.surname(Source.BORDER, number), "hit", "XPO");
            }
        }
    }

    /** A connection to the ledger that cannot change it. */
    Connection ledger() throws SQLException {
        if (database != null) {
            Connection connection = database.connect(String.valueOf(databaseUrl));
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setReadOnly(true);
            return connection;
        }
        // Opened for reading only, it neither checkpoints nor closes the log: the next start finds what the crash left.
        return DriverManager.getConnection("jdbc:sqlite:file:" + folder.resolve("home/data/ledger.db") + "?mode=ro");
    }

    /** Folders in which nothing of a person may lie in clear. */
    List<Path> gatewayFolders() {
        List<Path> folders = new ArrayList<>();
        nodes.forEach(node -> folders.add(node.home()));
        if (database != null) {
            folders.add(folder.resolve("postgresql"));
        }
        return folders;
    }

    private void furnish(Path home) throws IOException {
        House house = House.in(home)
                .value("SFTP_PORT", ssh.port())
                .value("MAIL_URL", "smtps://gateway@localhost:" + mailPort)
                .value(
                        "BROKER",
                        "{ url: \"" + broker.url() + "\", user: " + ArtemisBroker.USER
                                + ", password-file: secrets/broker }")
                .value("SCREENING_URL", screening.url())
                .value("DEMO_HASH", hash(DEMO))
                .value("CASEWORK_HASH", hash(CASEWORK))
                .secret("mail", "taken-by-the-sink")
                .secret("mail.crt", certificate.certificate())
                .secret("broker", ArtemisBroker.PASSWORD)
                .secret("border.queue", ArtemisBroker.PASSWORD)
                .secret("registry.key", ssh.keyFile("registry"))
                .secret("sftp.known_hosts", ssh.knownHosts())
                .secret("master.key", Base64.getEncoder().encodeToString(masterKey))
                .editSystems(text -> text.replaceAll("(?m)^  user: \\w+$", "  user: " + ssh.user())
                        .replace("every: PT2S", "every: PT1S")
                        // Decisions come without a version, so that going back to an earlier word is a new one.
                        .replace(", newer-by: changed", ""))
                .common()
                .systems("border", "casework")
                // One answer a file over SFTP would be the slowest part of it all; border and casework get theirs.
                .editSystems(text -> text.replaceAll("(?m)^  user: \\w+$", "  user: " + ssh.user())
                        .replace("every: PT2S", "every: PT1S")
                        .replace("learn: result", "learn: nothing"))
                .systems("registry");
        if (database != null) {
            house.secret("ledger", database.password());
        }
        house.file("config/policy.yaml", Files.readString(home.resolve("config/policy.yaml")) + """
                  - name: refusal-known-to-interpol
                    for: secretariat
                    when: { event: decision, outcome: [denied], finality: [final], interpol-holds: [reference, confirmed-hit] }
                    send: { message: M8, release: automatic, basis: "Asylum Act, s. 41" }
                """);
    }

    private List<String> options(int node) {
        List<String> options = new ArrayList<>(List.of(
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dgateway.ledger.node=node-" + node,
                "-Dgateway.ledger.lease=" + LEASE,
                "-Dgateway.ledger.retry-up-to=PT4S",
                "-Dgateway.screening.ask-again.first=PT2S",
                "-Dgateway.screening.connections.interpol.response-timeout=PT8S",
                "-Dgateway.screening.connections.interpol.deadline=PT10S",
                "-Dgateway.mailbox.connect-timeout=PT3S",
                "-Dgateway.mailbox.read-timeout=PT8S",
                "-Dgateway.mailbox.write-timeout=PT8S"));
        String archive = System.getProperty("gateway.archive");
        if (archive != null && Files.exists(Path.of(archive))) {
            options.add("-XX:SharedArchiveFile=" + archive);
        }
        if (database != null) {
            options.add("-Dgateway.ledger.url=" + databaseUrl);
            options.add("-Dgateway.ledger.user=" + database.user());
            options.add("-Dgateway.ledger.password-file=secrets/ledger");
        }
        return options;
    }

    private static String hash(String login) {
        return "{bcrypt}" + new BCryptPasswordEncoder(10).encode(login.substring(login.indexOf(':') + 1));
    }

    @Override
    public void close() {
        nodes.forEach(Node::close);
        sink.close();
        screening.close();
        broker.close();
        if (database != null) {
            database.close();
        }
        ssh.close();
        windows.close();
    }
}
