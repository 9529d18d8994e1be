package org.nansen.gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nansen.gateway.house.GreenMailbox;
import org.nansen.gateway.house.Postfix;
import org.nansen.gateway.house.TestCertificate;
import org.nansen.gateway.ledger.MessageKind;
import org.nansen.gateway.ledger.Written;
import org.nansen.gateway.record.Defect;
import org.nansen.gateway.record.Destination;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.record.NationalSystem;
import org.nansen.gateway.record.Unavailable;
import org.nansen.gateway.settings.Home;
import org.nansen.gateway.settings.Secrets;
import org.nansen.gateway.settings.SettingsFault;

class MailboxTest {

    @TempDir
    private static Path folder;

    private static final Letters.OneSystem SYSTEMS = new Letters.OneSystem();

    private static Postfix postfix;
    private static Home home;

    @BeforeAll
    static void start() throws IOException {
        postfix = Postfix.start(folder.resolve("postfix"));
        home = new Home(folder);
        secret("secret", Postfix.PASSWORD);
        secret("wrong", "not-the-password");
    }

    @AfterAll
    static void stop() {
        if (postfix != null) {
            postfix.close();
        }
    }

    private long previousConnections;

    @BeforeEach
    void clear() {
        postfix.clear();
        SYSTEMS.mode = NationalSystem.Mode.LIVE;
        previousConnections = connections();
    }

    @Test
    void deliversTheBytesOverStarttlsWithLogin() {
        String id = UUID.randomUUID().toString();
        try (Mailbox mailbox = mailbox(settings(url("localhost")), Letters.SECRETARIAT)) {
            Written written =
                    new Written(mailbox.send(Letters.claim(Letters.letter(id, "secretariat", MessageKind.M8), "XBB")));
            assertThat(written.refused()).isNull();
        }
        String mail = received(1).get(0);
        String expected = new String(
                        Mail.bytes(
                                Letters.letter(id, "secretariat", MessageKind.M8),
                                "gateway@example.org",
                                "secretariat@example.org"),
                        StandardCharsets.US_ASCII)
                .replace("\r\n", "\n");
        // What the server puts before it is its own trace; what we sent follows unchanged.
        assertThat(mail).endsWith(expected);
        // ESMTPSA (RFC 3848): with TLS and with login.
        assertThat(mail).contains("with ESMTPSA id").contains("Return-Path: <gateway@example.org>");
        assertThat(mail.substring(0, mail.indexOf("\n\n")))
                .contains("Received: from example.org (unknown [127.0.0.1])")
                .doesNotContain("M8", "sterne", "Müster", "registry", "secretariat@example.org,");
    }

    @Test
    void sendsARepeatAsTheSameBytesUnderTheSameMessageId() {
        String id = UUID.randomUUID().toString();
        try (Mailbox mailbox = mailbox(settings(url("127.0.0.1")), Letters.SECRETARIAT)) {
            mailbox.send(Letters.claim(Letters.letter(id, "secretariat", MessageKind.M5)));
            mailbox.send(Letters.claim(Letters.letter(id, "secretariat", MessageKind.M5)));
        }
        List<String> sent = received(2).stream()
                .map(mail -> mail.substring(mail.indexOf("Date: ")))
                .map(mail -> mail.substring(mail.indexOf("From: gateway")))
                .toList();
        assertThat(sent.get(0)).isEqualTo(sent.get(1)).contains("Message-ID: <" + id + "@example.org>");
    }

    @Test
    void holdsConnectionsOpenAndSharesThem() {
        try (Mailbox mailbox = mailbox(settings(url("localhost")), Letters.SECRETARIAT)) {
            List<CompletableFuture<Void>> all = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                all.add(CompletableFuture.runAsync(() -> mailbox.send(
                        Letters.claim(Letters.letter(UUID.randomUUID().toString(), "secretariat", MessageKind.M8)))));
            }
            all.forEach(CompletableFuture::join);
        }
        received(40);
        assertThat(connections()).isBetween(previousConnections + 1, previousConnections + 2);
    }

    @Test
    void replacesAConnectionThatTheServerEnded() {
        try (Mailbox mailbox = mailbox(settings(url("localhost")), Letters.SECRETARIAT)) {
            mailbox.send(Letters.claim(Letters.letter(UUID.randomUUID().toString(), "secretariat", MessageKind.M8)));
            postfix.stop();
            assertThatThrownBy(() -> mailbox.send(
                            Letters.claim(Letters.letter(UUID.randomUUID().toString(), "secretariat", MessageKind.M8))))
                    .isInstanceOfSatisfying(
                            Unavailable.class, fault -> expect(fault, FaultCode.NG_401_MAIL_UNREACHABLE));
            postfix.start();
            mailbox.send(Letters.claim(Letters.letter(UUID.randomUUID().toString(), "secretariat", MessageKind.M8)));
        }
        received(2);
    }

    @Test
    void sendsNothingWhenTheCertificateIsNotTrusted() {
        TestCertificate other = TestCertificate.in(folder.resolve("other"));
        fails(settings(url("localhost"), "secret", other.certificate().toString(), false), FaultCode.NG_403_MAIL_LOGIN);
        fails(settings(url("localhost"), "secret", null, false), FaultCode.NG_403_MAIL_LOGIN);
        assertThat(postfix.mails()).isEmpty();
    }

    @Test
    void sendsNothingWhenTheLoginIsRefused() {
        fails(
                settings(url("localhost"), "wrong", postfix.certificate().toString(), false),
                FaultCode.NG_403_MAIL_LOGIN);
    }

    @Test
    void sendsNothingToAServerWithoutStarttls() {
        try (PlainServer plain = new PlainServer()) {
            fails(settings("smtp://gateway@localhost:" + plain.port()), FaultCode.NG_403_MAIL_LOGIN);
            assertThat(plain.said()).allMatch(line -> line.startsWith("EHLO") || line.startsWith("QUIT"));
        }
    }

    @Test
    void sendsInClearOnLoopbackForBenchesOnly() {
        try (PlainServer plain = new PlainServer();
                Mailbox mailbox =
                        mailbox(settings("smtp://127.0.0.1:" + plain.port(), null, null, true), Letters.SECRETARIAT)) {
            mailbox.send(Letters.claim(Letters.letter(Letters.ID, "secretariat", MessageKind.M8)));
            assertThat(plain.said()).contains("MAIL FROM:<gateway@example.org>", "RCPT TO:<secretariat@example.org>");
        }
        assertThatThrownBy(() -> mailbox(settings("smtp://mail.example.org:25", null, null, true), Letters.SECRETARIAT))
                .isInstanceOf(SettingsFault.class);
    }

    @Test
    void parksALetterThatTheServerRefusesForGood() {
        Destination foreign = new Destination("secretariat", "XPO", "nobody@example.net", true);
        try (PlainServer plain = new PlainServer("550 no such user");
                Mailbox mailbox = mailbox(settings("smtp://127.0.0.1:" + plain.port(), null, null, true), foreign)) {
            assertThatThrownBy(() ->
                            mailbox.send(Letters.claim(Letters.letter(Letters.ID, "secretariat", MessageKind.M8))))
                    .isInstanceOfSatisfying(
                            Defect.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.NG_402_MAIL_REFUSED));
        }
        try (PlainServer busy = new PlainServer("450 come back later");
                Mailbox mailbox = mailbox(settings("smtp://127.0.0.1:" + busy.port(), null, null, true), foreign)) {
            assertThatThrownBy(() ->
                            mailbox.send(Letters.claim(Letters.letter(Letters.ID, "secretariat", MessageKind.M8))))
                    .isInstanceOfSatisfying(
                            Unavailable.class, fault -> expect(fault, FaultCode.NG_401_MAIL_UNREACHABLE));
        }
    }

    @Test
    void refusesWhoeverMayNotReadItAnyMore() {
        Destination real = new Destination("secretariat", "XPO", "secretariat@example.org", false);
        assertThat(refusal(real)).isEqualTo(FaultCode.NG_306_NOT_TEST);
        assertThat(refusal(new Destination("other", "XPO", "secretariat@example.org", true)))
                .isEqualTo(FaultCode.NG_302_NO_RULE);
        assertThat(refusal(new Destination("secretariat", "XBB", "secretariat@example.org", true)))
                .isEqualTo(FaultCode.NG_301_WALL);
        assertThat(refusal(new Destination("secretariat", "XXX", "secretariat@example.org", true)))
                .isEqualTo(FaultCode.NG_301_WALL);
        assertThat(postfix.mails()).isEmpty();
    }

    @Test
    void deliversOverTlsFromTheFirstByte() {
        TestCertificate certificate = TestCertificate.in(folder.resolve("green"));
        GreenMailbox.show(certificate);
        try (GreenMailbox green = GreenMailbox.start("secretariat@example.org");
                Mailbox mailbox = mailbox(
                        settings(
                                "smtps://gateway@localhost:" + green.smtpsPort(),
                                "secret",
                                certificate.certificate().toString(),
                                false),
                        Letters.SECRETARIAT)) {
            mailbox.send(Letters.claim(Letters.letter(Letters.ID, "secretariat", MessageKind.M8)));
            assertThat(green.mails()).singleElement().asString().contains("Subject: " + Letters.ID);
        } finally {
            System.clearProperty("greenmail.tls.keystore.file");
            System.clearProperty("greenmail.tls.keystore.password");
        }
    }

    @Test
    void sendsNothingToATrustedServerOfAnotherName() throws Exception {
        Path certificate = folder.resolve("green.crt");
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = GreenMail.class.getResourceAsStream("/greenmail.p12")) {
            store.load(in, "changeit".toCharArray());
        }
        String alias = store.aliases().nextElement();
        Files.writeString(
                certificate,
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(store.getCertificate(alias).getEncoded())
                        + "\n-----END CERTIFICATE-----\n");
        try (GreenMailbox green = GreenMailbox.start("secretariat@example.org")) {
            String url = "smtps://gateway@localhost:" + green.smtpsPort();
            fails(settings(url, "secret", certificate.toString(), false), FaultCode.NG_403_MAIL_LOGIN);
            assertThat(green.mails()).isEmpty();
        }
    }

    @Test
    void stopsTheStartAtSettingsThatMeanSomethingElse() {
        for (MailboxSettings wrong : List.of(
                settings("http://localhost"),
                settings("smtp://gateway:pw@localhost:25"),
                settings("smtp://localhost:25", "secret", null, false),
                settings(url("localhost"), null, null, false),
                settings(url("localhost"), "missing", null, false),
                settings(url("localhost"), "secret", "missing.pem", false),
                from("Gateway <gateway@example.org>"),
                from("asylum-office@example.org"),
                from("g@example.org\r\nBcc: x@example.org"))) {
            assertThatThrownBy(() -> mailbox(wrong, Letters.SECRETARIAT)).isInstanceOf(SettingsFault.class);
        }
    }

    @Test
    void refusesWhatASystemSentThatHasSinceBeenPutIntoTheShadow() {
        SYSTEMS.mode = NationalSystem.Mode.SHADOW;
        assertThat(refusal(Letters.SECRETARIAT)).isEqualTo(FaultCode.NG_310_SHADOW);
        SYSTEMS.mode = null;
        assertThat(refusal(Letters.SECRETARIAT)).isEqualTo(FaultCode.NG_310_SHADOW);
        assertThat(postfix.mails()).isEmpty();
    }

    private static @Nullable FaultCode refusal(Destination now) {
        try (Mailbox mailbox = mailbox(settings(url("localhost")), now)) {
            return new Written(mailbox.send(
                            Letters.claim(Letters.letter(Letters.ID, "secretariat", MessageKind.M8), "XBB")))
                    .refused();
        }
    }

    private static void fails(MailboxSettings settings, FaultCode code) {
        try (Mailbox mailbox = mailbox(settings, Letters.SECRETARIAT)) {
            assertThatThrownBy(() ->
                            mailbox.send(Letters.claim(Letters.letter(Letters.ID, "secretariat", MessageKind.M8))))
                    .isInstanceOfSatisfying(Unavailable.class, fault -> expect(fault, code));
        }
    }

    private static void expect(Unavailable fault, FaultCode code) {
        assertThat(fault.code()).isEqualTo(code);
        assertThat(fault.dependency()).isEqualTo("mailbox");
    }

    private static List<String> received(int count) {
        return Awaitility.await().atMost(Duration.ofSeconds(20)).until(postfix::mails, mails -> mails.size() >= count);
    }

    private static long connections() {
        try {
            Path log = folder.resolve("postfix/maillog");
            return Files.exists(log)
                    ? Files.readAllLines(log).stream()
                            .filter(line -> Pattern.compile("smtpd\\[\\d+]: connect from")
                                    .matcher(line)
                                    .find())
                            .count()
                    : 0;
        } catch (IOException unreadable) {
            return -1;
        }
    }

    private static String url(String host) {
        return "smtp://" + Postfix.USER + "@" + host + ":" + postfix.port();
    }

    private static Mailbox mailbox(MailboxSettings settings, Destination to) {
        MailServer server = MailServer.of(settings.url(), settings, home, new Secrets(home));
        return new Mailbox(
                Letters.destinations(to),
                SYSTEMS,
                server,
                new SmtpLines(server, settings.connections(), settings.idle()));
    }

    private static MailboxSettings settings(String url) {
        boolean user = url.contains("@");
        return settings(url, user ? "secret" : null, postfix.certificate().toString(), false);
    }

    private static MailboxSettings settings(
            String url, @Nullable String password, @Nullable String trust, boolean plain) {
        return settings(url, password, trust, plain, "gateway@example.org");
    }

    private static MailboxSettings from(String from) {
        return settings(url("localhost"), "secret", postfix.certificate().toString(), false, from);
    }

    private static MailboxSettings settings(
            String url, @Nullable String password, @Nullable String trust, boolean plain, String from) {
        return new MailboxSettings(
                URI.create(url),
                password,
                from,
                trust,
                2,
                null,
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                plain);
    }

    private static void secret(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, content + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
