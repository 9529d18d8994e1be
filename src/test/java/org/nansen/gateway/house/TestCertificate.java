package org.nansen.gateway.house;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A server certificate for localhost that is its own authority: PEM files for servers, and the file a client trusts. */
public final class TestCertificate {

    /** Password of the key store. */
    public static final String PASSWORD = "changeit";

    private static final String ALIAS = "server";

    private final Path folder;

    private TestCertificate(Path folder) {
        this.folder = folder;
    }

    /** Makes a certificate in the folder, or takes the one that is there. */
    public static TestCertificate in(Path folder) {
        TestCertificate certificate = new TestCertificate(folder.toAbsolutePath());
        try {
            Files.createDirectories(folder);
            if (!Files.exists(certificate.keyStore())) {
                certificate.make();
            }
            return certificate;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void make() throws IOException, GeneralSecurityException {
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Child.run(List.of(
                keytool,
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-validity",
                "30",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost,ip:127.0.0.1",
                "-ext",
                "bc:critical=ca:true",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                keyStore().toString()));
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keyStore())) {
            store.load(in, PASSWORD.toCharArray());
        }
        Files.writeString(
                certificate(), pem("CERTIFICATE", store.getCertificate(ALIAS).getEncoded()));
        Files.writeString(
                key(),
                pem("PRIVATE KEY", store.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded()));
    }

    /** PEM of the certificate; also what a client trusts. */
    public Path certificate() {
        return folder.resolve("server.crt");
    }

    /** PEM of the private key (PKCS #8). */
    public Path key() {
        return folder.resolve("server.key");
    }

    /** Both in a PKCS #12 key store. */
    public Path keyStore() {
        return folder.resolve("server.p12");
    }

    /** What a server of the tests shows. */
    SSLContext context() {
        try (InputStream in = Files.newInputStream(keyStore())) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD.toCharArray());
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(String kind, byte[] content) {
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(kind, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content), kind);
    }
}
