package org.nansen.gateway.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.nansen.gateway.house.ArtemisBroker;
import org.nansen.gateway.house.House;
import org.nansen.gateway.house.TestCertificate;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** What a node is started with: its home, on lines of its own to the site's neighbours, and the options of its JVM. */
final class NodeSetup {

    private final Site site;
    private final Lines lines;

    NodeSetup(Site site, Lines lines) {
        this.site = site;
        this.lines = lines;
    }

    void furnish(Path home, int mailPort, TestCertificate certificate) throws IOException {
        int sshPort = lines.to(Lines.Neighbour.SOURCE, site.ssh.port());
        House house = House.in(home)
                .value("SFTP_PORT", sshPort)
                .value("MAIL_URL", "smtps://gateway@localhost:" + lines.to(Lines.Neighbour.MAIL, mailPort))
                .value(
                        "BROKER",
                        "{ url: \"" + lines.to(Lines.Neighbour.BROKER, site.broker.url()) + "\", user: "
                                + ArtemisBroker.USER + ", password-file: secrets/broker }")
                .value("SCREENING_URL", lines.to(Lines.Neighbour.ENDPOINT, site.screening.url()))
                .value("DEMO_HASH", hash(Site.DEMO))
                .value("CASEWORK_HASH", hash(Site.CASEWORK))
                .secret("mail", "taken-by-the-sink")
                .secret("mail.crt", certificate.certificate())
                .secret("broker", ArtemisBroker.PASSWORD)
                .secret("border.queue", ArtemisBroker.PASSWORD)
                .secret("registry.key", site.ssh.keyFile("registry"))
                .secret(
                        "sftp.known_hosts",
                        Files.readString(site.ssh.knownHosts()).replace("]:" + site.ssh.port(), "]:" + sshPort))
                .secret("master.key", Base64.getEncoder().encodeToString(site.masterKey))
                .editSystems(text -> text.replaceAll("(?m)^  user: \\w+$", "  user: " + site.ssh.user())
                        .replace("every: PT2S", "every: PT1S")
                        // Decisions come without a version, so that going back to an earlier word is a new one.
                        .replace(", newer-by: changed", ""))
                .common()
                .systems("border", "casework")
                // One answer a file over SFTP would be the slowest part of it all; border and casework get theirs.
                .editSystems(text -> text.replaceAll("(?m)^  user: \\w+$", "  user: " + site.ssh.user())
                        .replace("every: PT2S", "every: PT1S")
                        .replace("learn: result", "learn: nothing"))
                .systems("registry");
        if (site.database != null) {
            house.secret("ledger", site.database.password());
        }
        house.file("config/policy.yaml", Files.readString(home.resolve("config/policy.yaml")) + """
                  - name: refusal-known-to-interpol
                    for: secretariat
                    when: { event: decision, outcome: [denied], finality: [final], interpol-holds: [reference, confirmed-hit] }
                    send: { message: M8, release: automatic, basis: "Asylum Act, s. 41" }
                """);
    }

    List<String> options(int node) {
        List<String> options = new ArrayList<>(List.of(
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dgateway.ledger.node=node-" + node,
                "-Dgateway.ledger.lease=" + Site.LEASE,
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
        if (site.database != null) {
            options.add("-Dgateway.ledger.url=" + lines.to(Lines.Neighbour.DATABASE, site.database.url()));
            options.add("-Dgateway.ledger.user=" + site.database.user());
            options.add("-Dgateway.ledger.password-file=secrets/ledger");
        }
        return options;
    }

    private static String hash(String login) {
        return "{bcrypt}" + new BCryptPasswordEncoder(10).encode(login.substring(login.indexOf(':') + 1));
    }
}
