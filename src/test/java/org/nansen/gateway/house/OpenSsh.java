package org.nansen.gateway.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real OpenSSH server on a loopback port of its own, with its own host key, and one folder and one client key for each
 * sender. All log in as the user who runs the tests; the key decides the folder.
 */
public final class OpenSsh implements AutoCloseable {

    private final Path folder;
    private final int port;
    private @Nullable Child server;

    private OpenSsh(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /** Starts a server that keeps everything of it in the folder; skips the test where the machine has none. */
    public static OpenSsh start(Path folder) {
        Parts.OPENSSH.need();
        OpenSsh ssh = new OpenSsh(folder.toAbsolutePath(), Ports.free());
        try {
            ssh.prepare();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ssh.start();
        return ssh;
    }

    private void prepare() throws IOException {
        Files.createDirectories(folder);
        keygen(folder.resolve("host_key"));
        Files.writeString(folder.resolve("authorized_keys"), "");
        Files.writeString(folder.resolve("known_hosts"), "[127.0.0.1]:%d %s".formatted(port, publicKey("host_key")));
        Files.writeString(folder.resolve("sshd_config"), """
                ListenAddress 127.0.0.1:%d
                HostKey %s/host_key
                PidFile none
                AuthorizedKeysFile %s/authorized_keys
                StrictModes no
                UsePAM no
                PermitRootLogin prohibit-password
                PasswordAuthentication no
                KbdInteractiveAuthentication no
                MaxStartups 100
                Subsystem sftp internal-sftp
                """.formatted(port, folder, folder));
        if ("root".equals(user())) {
            // sshd's privilege separation folder, which only a system service would have made.
            Files.createDirectories(Path.of("/run/sshd"));
        }
    }

    /** Gives a sender a folder and a key, and returns the folder. */
    public Path sender(String name) {
        try {
            Path root = Files.createDirectories(folder.resolve("home").resolve(name));
            keygen(keyFile(name));
            Files.writeString(
                    folder.resolve("authorized_keys"),
                    "restrict,command=\"internal-sftp -d %s\" %s".formatted(root, publicKey(name + ".key")),
                    StandardOpenOption.APPEND);
            return root;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Listens again, on the same port with the same keys. */
    public void start() {
        if (server == null) {
            server = Child.start(
                    folder.resolve("sshd.log"),
                    List.of(
                            "/usr/sbin/sshd",
                            "-D",
                            "-e",
                            "-f",
                            folder.resolve("sshd_config").toString()),
                    Map.of());
            Ports.awaitOpen("sshd", port);
        }
    }

    /** Goes away, open sessions included. */
    public void stop() {
        if (server != null) {
            server.close();
            server = null;
            Ports.awaitClosed("sshd", port);
        }
    }

    public int port() {
        return port;
    }

    /** Name under which every sender logs in. */
    public String user() {
        return System.getProperty("user.name");
    }

    /** The sender's private key. */
    public Path keyFile(String sender) {
        return folder.resolve(sender + ".key");
    }

    /** Known-hosts file that pins this server. */
    public Path knownHosts() {
        return folder.resolve("known_hosts");
    }

    /** The sender's folder on the server. */
    public Path home(String sender) {
        return folder.resolve("home").resolve(sender);
    }

    /** Puts a file in place by renaming it, as a sender does that never shows half a file. */
    public void drop(String sender, String path, byte[] content) {
        Path target = home(sender).resolve(path);
        try {
            Files.createDirectories(target.getParent());
            Path hidden = home(sender).resolve("." + target.getFileName() + ".part");
            Files.write(hidden, content);
            Files.move(hidden, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Names of the files in a folder of the sender, sorted; none when there is no such folder. */
    public List<String> list(String sender, String path) {
        Path listed = home(sender).resolve(path);
        if (!Files.isDirectory(listed)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(listed)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Content of a file of the sender. */
    public byte[] read(String sender, String path) {
        try {
            return Files.readAllBytes(home(sender).resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        stop();
    }

    private String publicKey(String name) throws IOException {
        return Files.readString(folder.resolve(name + ".pub"));
    }

    private static void keygen(Path file) throws IOException {
        Files.deleteIfExists(file);
        Child.run(List.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "test", "-f", file.toString()));
    }
}
