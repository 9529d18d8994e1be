package org.nansen.gateway.dev;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.nansen.gateway.house.House;

/** The demo's drop server: each sender has a folder and a key. */
final class DemoSftp implements AutoCloseable {

    private final SshServer server;
    private final Path folder;

    private DemoSftp(SshServer server, Path folder) {
        this.server = server;
        this.folder = folder;
    }

    /** Starts the server and puts the senders' keys and the pinned host key into the gateway's secrets. */
    static DemoSftp start(int port, Path folder, House house, List<String> senders)
            throws IOException, GeneralSecurityException {
        KeyPair hostKey = newKey();
        SshServer server = SshServer.setUpDefaultServer();
        server.setHost("127.0.0.1");
        server.setPort(port);
        server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
        server.setSubsystemFactories(List.of(new SftpSubsystemFactory()));
        VirtualFileSystemFactory homes = new VirtualFileSystemFactory();
        Map<String, KeyPair> keys = new HashMap<>();
        for (String sender : senders) {
            KeyPair key = newKey();
            keys.put(sender, key);
            house.secret(sender + ".key", privateKey(key));
            homes.setUserHomeDir(sender, Files.createDirectories(folder.resolve(sender)));
        }
        server.setFileSystemFactory(homes);
        server.setPublickeyAuthenticator((user, offered, session) -> {
            KeyPair known = keys.get(user);
            return known != null && KeyUtils.compareKeys(known.getPublic(), offered);
        });
        server.start();
        house.secret(
                "sftp.known_hosts",
                "[127.0.0.1]:%d %s%n".formatted(port, PublicKeyEntry.toString(hostKey.getPublic())));
        return new DemoSftp(server, folder);
    }

    /** Makes folders for a sender. */
    DemoSftp folders(String sender, String... names) throws IOException {
        for (String name : names) {
            Files.createDirectories(folder.resolve(sender).resolve(name));
        }
        return this;
    }

    /** Puts a file in place by renaming it, as the sender's own software does on its server. */
    void drop(String sender, String target, byte[] content) throws IOException {
        Path file = folder.resolve(sender).resolve(target);
        Path hidden = folder.resolve(sender).resolve("." + file.getFileName() + ".part");
        Files.write(hidden, content);
        Files.move(hidden, file, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void close() throws IOException {
        server.stop(true);
    }

    private static KeyPair newKey() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        return generator.generateKeyPair();
    }

    private static String privateKey(KeyPair key) throws IOException, GeneralSecurityException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(key, "demo", null, out);
        return out.toString(StandardCharsets.US_ASCII);
    }
}
