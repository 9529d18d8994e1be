package org.nansen.gateway.house;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A namespace reaches the tests' ports over one cable, which can be cut. */
class NetnsTest {

    @TempDir
    private Path folder;

    @Test
    void reachesTheTestsAsLongAsTheCableIsWhole() throws Exception {
        try (ServerSocket greeter = new ServerSocket(Ports.free(), 10, InetAddress.getLoopbackAddress())) {
            TcpLine.daemon(() -> greet(greeter));
            Path before;
            try (Netns namespace = Netns.make()) {
                namespace.forward(folder.resolve("forwarder.log"), greeter.getLocalPort());
                before = Path.of("/run/netns")
                        .resolve(Path.of(namespace.prefix().get(1)).getFileName());
                assertThat(before).exists();
                assertThat(ask(namespace, greeter.getLocalPort())).isEqualTo("hello");
                namespace.cut();
                assertThat(ask(namespace, greeter.getLocalPort())).isEmpty();
                namespace.heal();
                assertThat(ask(namespace, greeter.getLocalPort())).isEqualTo("hello");
            }
            assertThat(before).doesNotExist();
            assertThat(Ports.isOpen(greeter.getLocalPort())).isTrue();
        }
    }

    /** What a process in the namespace gets from the port before the connection ends. */
    private String ask(Netns namespace, int port) throws IOException {
        Path answer = folder.resolve("answer");
        Files.deleteIfExists(answer);
        List<String> command = new ArrayList<>(namespace.prefix());
        command.addAll(
                List.of("bash", "-c", "timeout 4 cat < /dev/tcp/127.0.0.1/" + port + " > " + answer + " || true"));
        Child.run(command);
        return Files.readString(answer);
    }

    private static void greet(ServerSocket greeter) {
        while (!greeter.isClosed()) {
            try (Socket client = greeter.accept()) {
                client.getOutputStream().write("hello".getBytes(UTF_8));
            } catch (IOException e) {
                // Closed, or a client that left.
            }
        }
    }
}
