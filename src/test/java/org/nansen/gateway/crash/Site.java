package org.nansen.gateway.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.house.ArtemisBroker;
import org.nansen.gateway.house.FakeClock;
import org.nansen.gateway.house.OpenSsh;
import org.nansen.gateway.house.Ports;
import org.nansen.gateway.house.ScreeningSimulator;
import org.nansen.gateway.house.SmallDisk;
import org.nansen.gateway.house.SmtpSink;
import org.nansen.gateway.house.TestCertificate;
import org.nansen.gateway.house.WatchList;
import org.springframework.util.FileSystemUtils;

/** Gateways on one ledger among real neighbours, each of which keeps a history of its own. */
final class Site implements AutoCloseable {

    static final String DEMO = "demo:demo-only";
    static final String CASEWORK = "casework:casework-test-only";

    /** Short, so that a pause can outlast it. */
    static final Duration LEASE = Duration.ofSeconds(20);

    /** Room for the ledger of a run and for its log at its longest. */
    private static final long DISK = 256L * 1024 * 1024;

    final Path folder;
    final Engine engine;
    final OpenSsh ssh;
    final ArtemisBroker broker;
    final ScreeningSimulator screening;
    final SmtpSink sink;
    final @Nullable Cluster database;
    final Windows windows;
    final List<Node> nodes = new ArrayList<>();
    final byte[] masterKey = new byte[32];

    final LostLetters lostLetters = new LostLetters();

    /** The disk under the ledger, where one is filled. */
    final @Nullable SmallDisk disk;

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
        TestCertificate certificate = TestCertificate.in(this.folder.resolve("tls"));
        int mailPort = Ports.free();
        sink = SmtpSink.start(mailPort, certificate).keepHistory(history().resolve("mailbox"));
        database = engine == Engine.POSTGRESQL
                ? Cluster.start(this.folder, scenario.faults().contains(Fault.PROMOTION))
                : null;
        disk = engine == Engine.SQLITE && scenario.faults().contains(Fault.DISK)
                ? SmallDisk.mount(this.folder.resolve("home/data"), DISK)
                : null;
        windows = new Windows(history().resolve("faults"));
        boolean proxies = scenario.faults().stream().anyMatch(Fault::needsLines);
        for (int number = 1; number <= scenario.nodes(); number++) {
            Path home = this.folder.resolve(number == 1 ? "home" : "home-" + number);
            Lines lines = new Lines(proxies);
            NodeSetup setup = new NodeSetup(this, lines);
            setup.furnish(home, mailPort, certificate);
            FakeClock clock = scenario.faults().contains(Fault.CLOCK) ? FakeClock.in(home) : null;
            nodes.add(new Node(number, home, lines, clock, setup.options(number), scenario.jvmOptions(), windows));
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
            Connection connection = database.connect();
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
            folders.addAll(database.folders());
        }
        return folders;
    }

    @Override
    public void close() {
        nodes.forEach(Node::close);
        nodes.forEach(node -> node.lines().close());
        sink.close();
        screening.close();
        broker.close();
        if (database != null) {
            database.close();
        }
        ssh.close();
        if (disk != null) {
            keep(disk);
        }
        windows.close();
    }

    /** What lay on the disk goes with it; whoever looks into a breach finds it beside. */
    private static void keep(SmallDisk disk) {
        try {
            disk.free();
            FileSystemUtils.copyRecursively(disk.folder(), disk.folder().resolveSibling("data-kept"));
        } catch (IOException e) {
            System.err.println("Not kept: " + e);
        } finally {
            disk.close();
        }
    }
}
