package org.nansen.gateway.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real Postfix on a loopback port of its own: STARTTLS and login demanded, every address of example.org delivered into
 * one Maildir. It runs in the foreground on folders of its own and touches no mail system of the machine.
 */
public final class Postfix implements AutoCloseable {

    public static final String USER = "gateway";
    public static final String PASSWORD = "mail-test-only";

    private static final List<String> SERVICES = List.of(
            "cleanup unix n - n - 0 cleanup",
            "qmgr unix n - n 300 1 qmgr",
            "tlsmgr unix - - n 1000? 1 tlsmgr",
            "rewrite unix - - n - - trivial-rewrite",
            "bounce unix - - n - 0 bounce",
            "defer unix - - n - 0 bounce",
            "trace unix - - n - 0 bounce",
            "proxymap unix - - n - - proxymap",
            "error unix - - n - - error",
            "retry unix - - n - - error",
            "virtual unix - n n - - virtual",
            "anvil unix - - n - 1 anvil",
            "postlog unix-dgram n - n - 1 postlogd");

    private final Path folder;
    private final int port;
    private final TestCertificate certificate;
    private final SaslServer logins;
    private @Nullable Child server;

    private Postfix(Path folder) {
        this.folder = folder;
        this.port = Ports.free();
        this.certificate = TestCertificate.in(folder.resolve("tls"));
        this.logins = SaslServer.start(USER, PASSWORD);
    }

    /** Starts a server that keeps everything of it below the folder; skips the test where the machine has none. */
    public static Postfix start(Path folder) {
        Parts.POSTFIX.need();
        Postfix postfix = new Postfix(folder.toAbsolutePath());
        try {
            postfix.prepare();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        postfix.start();
        return postfix;
    }

    private void prepare() throws IOException {
        UserPrincipal postfix =
                folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("postfix");
        for (String own : List.of("etc", "queue", "data", "mail")) {
            Files.createDirectories(folder.resolve(own));
        }
        Files.setOwner(folder.resolve("data"), postfix);
        Files.setOwner(folder.resolve("mail"), postfix);
        // Postfix leaves root behind and must still reach its folders.
        Child.letOthersPass(folder);
        String uid = Child.run(List.of("id", "-u", "postfix")).trim();
        String gid = Child.run(List.of("id", "-g", "postfix")).trim();
        Files.writeString(folder.resolve("etc/main.cf"), mainCf(uid, gid));
        Files.writeString(
                folder.resolve("etc/master.cf"),
                "127.0.0.1:" + port + " inet n - n - - smtpd\n" + String.join("\n", SERVICES) + "\n");
    }

    private String mainCf(String uid, String gid) {
        return """
                compatibility_level = 3.6
                queue_directory = $F/queue
                data_directory = $F/data
                maillog_file = $F/maillog
                maillog_file_prefixes = $F
                inet_interfaces = 127.0.0.1
                inet_protocols = ipv4
                myhostname = mail.example.org
                mydestination =
                mynetworks =
                alias_maps =
                alias_database =
                local_recipient_maps =
                virtual_mailbox_domains = example.org
                virtual_mailbox_base = $F/mail
                virtual_mailbox_maps = static:box/
                virtual_uid_maps = static:$U
                virtual_gid_maps = static:$G
                virtual_minimum_uid = 1
                virtual_transport = virtual
                smtpd_peername_lookup = no
                smtpd_tls_chain_files = $F/tls/server.key, $F/tls/server.crt
                smtpd_tls_security_level = encrypt
                smtpd_tls_auth_only = yes
                smtpd_sasl_auth_enable = yes
                smtpd_sasl_type = dovecot
                smtpd_sasl_path = inet:127.0.0.1:$S
                smtpd_relay_restrictions = permit_sasl_authenticated, reject
                smtpd_recipient_restrictions = permit_sasl_authenticated, reject
                """.replace("$F", folder.toString())
                .replace("$U", uid)
                .replace("$G", gid)
                .replace("$S", String.valueOf(logins.port()));
    }

    /** Listens again, on the same port with the same certificate and mail. */
    public void start() {
        if (server == null) {
            server = Child.start(
                    folder.resolve("postfix.log"),
                    List.of("/usr/sbin/postfix", "-c", folder.resolve("etc").toString(), "start-fg"),
                    Map.of());
            Ports.awaitOpen("Postfix", port);
        }
    }

    /** Goes away, open sessions included. */
    public void stop() {
        if (server != null) {
            server.close();
            server = null;
            Ports.awaitClosed("Postfix", port);
        }
    }

    public int port() {
        return port;
    }

    /** PEM file that a client trusts. */
    public Path certificate() {
        return certificate.certificate();
    }

    /** Delivered mails as they arrived, head and body, oldest first. */
    public List<String> mails() {
        Path box = folder.resolve("mail/box/new");
        if (!Files.isDirectory(box)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(box)) {
            return files.sorted().map(Postfix::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Forgets the delivered mails. */
    public void clear() {
        Path box = folder.resolve("mail/box/new");
        if (Files.isDirectory(box)) {
            try (Stream<Path> files = Files.list(box)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() {
        stop();
        logins.close();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
