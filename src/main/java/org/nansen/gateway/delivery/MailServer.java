package org.nansen.gateway.delivery;

import jakarta.mail.Session;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.settings.Home;
import org.nansen.gateway.settings.Secrets;
import org.nansen.gateway.settings.SettingsFault;

/**
 * The mail server as checked settings: whom to reach, who we are there, and the demands on the connection.
 *
 * @param tls whether the connection must be encrypted; false only on loopback, for tests
 */
record MailServer(
        String host,
        int port,
        @Nullable String user,
        @Nullable String passwordFile,
        String from,
        boolean tls,
        Session session,
        Secrets secrets) {

    private static final String WHERE = "config/application.yaml";
    private static final Pattern ADDRESS = Pattern.compile(
            "[A-Za-z0-9][A-Za-z0-9._+-]{0,63}@[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?");
    /** Innocuous words: whoever sees an envelope must not read from it what the mail is about. */
    private static final Pattern TELLING =
            Pattern.compile("asyl|refug|fl(ü|ue)chtl|migra|unhcr|interpol", Pattern.CASE_INSENSITIVE);

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    /** Returns an ASCII address of the plain kind, or refuses: no quotes, no comments, no lists, no line ends. */
    static boolean isPlainAddress(@Nullable String address) {
        return address != null
                && address.length() <= 254
                && ADDRESS.matcher(address).matches();
    }

    static MailServer of(URI url, MailboxSettings settings, Home home, Secrets secrets) {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        boolean wrapped = "smtps".equals(scheme);
        if (!wrapped && !"smtp".equals(scheme)) {
            throw fault("url", "must begin with smtp:// (STARTTLS) or smtps://");
        }
        String host = url.getHost();
        if (host == null || !url.getPath().isEmpty() || url.getQuery() != null || url.getFragment() != null) {
            throw fault("url", "must be smtp://user@host:port and nothing more");
        }
        String user = url.getUserInfo();
        if (user != null && user.contains(":")) {
            throw fault("url", "holds a password; put it into a file and name that in password-file");
        }
        if ((user == null) != (settings.passwordFile() == null)) {
            throw fault("password-file", "a user in the url and a password-file belong together");
        }
        if (settings.passwordFile() != null) {
            secrets.text(settings.passwordFile(), "gateway.mailbox.password-file");
        }
        String from = settings.from();
        if (from == null || !isPlainAddress(from)) {
            throw fault("from", "must be one plain mail address in ASCII");
        }
        String helo = settings.helo() == null ? from.substring(from.indexOf('@') + 1) : settings.helo();
        if (!HOST.matcher(helo).matches()) {
            throw fault("helo", "must be a host name");
        }
        if (TELLING.matcher(from).find() || TELLING.matcher(helo).find()) {
            throw fault("from", "sender and HELO name must not say what the mails are about");
        }
        boolean plain = settings.plainOnLoopbackForTests();
        if (plain && (wrapped || !LOOPBACK.contains(host))) {
            throw fault("plain-on-loopback-for-tests", "is for smtp:// to 127.0.0.1 only");
        }
        int port = url.getPort() > 0 ? url.getPort() : wrapped ? 465 : 587;
        Session session = session(settings, home, helo, wrapped, plain);
        return new MailServer(host, port, user, settings.passwordFile(), from, !plain, session, secrets);
    }

    private static Session session(MailboxSettings settings, Home home, String helo, boolean wrapped, boolean plain) {
        Properties mail = new Properties();
        mail.put("mail.smtp.localhost", helo);
        mail.put("mail.smtp.auth", String.valueOf(settings.passwordFile() != null));
        mail.put("mail.smtp.auth.mechanisms", "PLAIN LOGIN");
        mail.put("mail.smtp.ssl.enable", String.valueOf(wrapped));
        mail.put("mail.smtp.starttls.enable", String.valueOf(!wrapped && !plain));
        mail.put("mail.smtp.starttls.required", String.valueOf(!wrapped && !plain));
        mail.put("mail.smtp.ssl.checkserveridentity", "true");
        mail.put("mail.smtp.ssl.protocols", "TLSv1.3 TLSv1.2");
        mail.put(
                "mail.smtp.connectiontimeout",
                String.valueOf(settings.connectTimeout().toMillis()));
        mail.put("mail.smtp.timeout", String.valueOf(settings.readTimeout().toMillis()));
        mail.put(
                "mail.smtp.writetimeout", String.valueOf(settings.writeTimeout().toMillis()));
        mail.put("mail.smtp.quitwait", "false");
        if (settings.trustCertificate() != null) {
            mail.put("mail.smtp.ssl.socketFactory", trusting(home.resolve(settings.trustCertificate())));
        }
        return Session.getInstance(mail);
    }

    private static SSLSocketFactory trusting(Path pem) {
        try (InputStream in = Files.newInputStream(pem)) {
            KeyStore authorities = KeyStore.getInstance(KeyStore.getDefaultType());
            authorities.load(null, null);
            for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                authorities.setCertificateEntry("authority-" + authorities.size(), one);
            }
            if (authorities.size() == 0) {
                throw fault("trust-certificate", "holds no certificate");
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(authorities);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (IOException missing) {
            throw fault("trust-certificate", "the file cannot be read");
        } catch (GeneralSecurityException wrong) {
            throw fault("trust-certificate", "the file is no PEM file of certificates");
        }
    }

    /** Read anew for each connection, so that a changed password needs no restart. */
    @Nullable
    String password() {
        return passwordFile == null ? null : secrets.text(passwordFile, "gateway.mailbox.password-file");
    }

    private static SettingsFault fault(String key, String reason) {
        return new SettingsFault(WHERE, 0, "gateway.mailbox." + key, reason);
    }

    @Override
    public String toString() {
        return "MailServer[host=" + host + ", port=" + port + "]";
    }
}
