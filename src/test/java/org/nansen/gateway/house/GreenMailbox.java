package org.nansen.gateway.house;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A mail server inside the JVM, for speed: SMTP over TLS (GreenMail's own certificate) with login, and IMAP to look in. */
public final class GreenMailbox implements AutoCloseable {

    public static final String USER = "gateway";
    public static final String PASSWORD = "mail-test-only";

    private final GreenMail server;
    private final int smtps;
    private final int imap;

    private GreenMailbox(int smtps, int imap, List<String> addresses) {
        this.smtps = smtps;
        this.imap = imap;
        ServerSetup sending = new ServerSetup(smtps, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS);
        ServerSetup reading = new ServerSetup(imap, "127.0.0.1", ServerSetup.PROTOCOL_IMAP);
        this.server = new GreenMail(new ServerSetup[] {sending, reading});
        addresses.forEach(address -> server.setUser(address, PASSWORD));
        server.setUser("gateway@example.org", USER, PASSWORD);
    }

    /** Starts a server on free ports that has these mailboxes. */
    public static GreenMailbox start(String... addresses) {
        return start(Ports.free(), Ports.free(), addresses);
    }

    /** Starts a server on these ports that has these mailboxes; the password of each is {@link #PASSWORD}. */
    public static GreenMailbox start(int smtps, int imap, String... addresses) {
        GreenMailbox mailbox = new GreenMailbox(smtps, imap, List.of(addresses));
        mailbox.server.start();
        return mailbox;
    }

    /** Has every GreenMail of this JVM that starts after this show the certificate instead of its own. */
    public static void show(TestCertificate certificate) {
        System.setProperty("greenmail.tls.keystore.file", certificate.keyStore().toString());
        System.setProperty("greenmail.tls.keystore.password", TestCertificate.PASSWORD);
    }

    public int smtpsPort() {
        return smtps;
    }

    public int imapPort() {
        return imap;
    }

    /** Received mails as they arrived, head and body, oldest first. */
    public List<String> mails() {
        List<String> mails = new ArrayList<>();
        for (MimeMessage message : server.getReceivedMessages()) {
            ByteArrayOutputStream raw = new ByteArrayOutputStream();
            try {
                message.writeTo(raw);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (MessagingException e) {
                throw new IllegalStateException(e);
            }
            mails.add(raw.toString(StandardCharsets.ISO_8859_1));
        }
        return mails;
    }

    @Override
    public void close() {
        server.stop();
    }
}
