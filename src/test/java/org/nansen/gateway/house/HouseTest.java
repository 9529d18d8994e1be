package org.nansen.gateway.house;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.Session;
import jakarta.jms.JMSContext;
import jakarta.mail.Message;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fixtures do what journeys rely on. */
class HouseTest {

    @TempDir
    private Path folder;

    @Test
    void opensshLetsASenderInByKeyAndAgainAfterAnOutage() throws Exception {
        try (OpenSsh ssh = OpenSsh.start(folder)) {
            ssh.sender("registry");
            ssh.drop("registry", "outbox/plain.csv", "a;b\n".getBytes(UTF_8));
            assertThat(fetch(ssh)).isEqualTo("a;b\n");
            ssh.stop();
            ssh.start();
            assertThat(fetch(ssh)).isEqualTo("a;b\n");
            assertThat(ssh.list("registry", "outbox")).containsExactly("plain.csv");
        }
    }

    @Test
    void artemisKeepsAMessageOverSigkill() throws Exception {
        try (ArtemisBroker broker = ArtemisBroker.start(folder, "drops")) {
            try (JMSContext sender = broker.connections().createContext()) {
                sender.createProducer().send(sender.createQueue("drops"), "hello");
            }
            broker.kill();
            broker.start();
            try (JMSContext reader = broker.connections().createContext()) {
                assertThat(reader.createConsumer(reader.createQueue("drops")).receiveBody(String.class, 5000))
                        .isEqualTo("hello");
            }
        }
    }

    @Test
    void postfixTakesMailOverStarttlsAndLogin() throws Exception {
        try (Postfix postfix = Postfix.start(folder)) {
            Properties properties = new Properties();
            properties.put("mail.smtp.starttls.enable", "true");
            properties.put("mail.smtp.starttls.required", "true");
            properties.put("mail.smtp.ssl.trust", "127.0.0.1");
            properties.put("mail.smtp.auth", "true");
            send(jakarta.mail.Session.getInstance(properties), "smtp", postfix.port(), Postfix.PASSWORD);
            await().untilAsserted(() -> assertThat(postfix.mails())
                    .singleElement()
                    .asString()
                    .contains("Delivered-To: secretariat@example.org"));
        }
    }

    @Test
    void greenmailTakesMailOverTlsAndLogin() throws Exception {
        try (GreenMailbox mailbox = GreenMailbox.start("secretariat@example.org")) {
            Properties properties = new Properties();
            properties.put("mail.smtps.ssl.trust", "127.0.0.1");
            properties.put("mail.smtps.ssl.checkserveridentity", "false");
            properties.put("mail.smtps.auth", "true");
            send(jakarta.mail.Session.getInstance(properties), "smtps", mailbox.smtpsPort(), GreenMailbox.PASSWORD);
            assertThat(mailbox.mails()).hasSize(1);
        }
    }

    private static String fetch(OpenSsh ssh) throws Exception {
        JSch client = new JSch();
        client.addIdentity(ssh.keyFile("registry").toString());
        client.setKnownHosts(ssh.knownHosts().toString());
        Session session = client.getSession(ssh.user(), "127.0.0.1", ssh.port());
        session.connect(5000);
        try {
            ChannelSftp channel = (ChannelSftp) session.openChannel("sftp");
            channel.connect(5000);
            return new String(channel.get("outbox/plain.csv").readAllBytes(), UTF_8);
        } finally {
            session.disconnect();
        }
    }

    private static void send(jakarta.mail.Session session, String protocol, int port, String password)
            throws Exception {
        MimeMessage mail = new MimeMessage(session);
        mail.setFrom("gateway@example.org");
        mail.setRecipient(Message.RecipientType.TO, new InternetAddress("secretariat@example.org"));
        mail.setText("hello");
        try (Transport transport = session.getTransport(protocol)) {
            transport.connect("127.0.0.1", port, "gateway", password);
            transport.sendMessage(mail, mail.getAllRecipients());
        }
    }
}
