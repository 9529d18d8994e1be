package org.nansen.gateway.house;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.awaitility.Awaitility;

/** Free ports of the loopback interface. */
public final class Ports {

    private Ports() {}

    /**
     * Returns a port that nobody listens on now. It lies below the ports that the system gives to outgoing connections, so
     * that none of these sits on it when a server that was killed wants it back.
     */
    public static int free() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(15_000, 32_000);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                // Taken: another one.
            }
        }
    }

    /** Returns the port if nobody listens on it now, else another one that is free. */
    public static int freeOr(int wished) {
        return isOpen(wished) ? free() : wished;
    }

    /** Whether somebody accepts connections on the port. */
    public static boolean isOpen(int port) {
        return isOpen(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    static boolean isOpen(InetSocketAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(address, 500);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    static void awaitOpen(String what, int port) {
        Awaitility.await(what + " listens")
                .pollInterval(Duration.ofMillis(50))
                .atMost(Duration.ofSeconds(30))
                .until(() -> isOpen(port));
    }

    static void awaitClosed(String what, int port) {
        Awaitility.await(what + " is gone")
                .pollInterval(Duration.ofMillis(50))
                .atMost(Duration.ofSeconds(30))
                .until(() -> !isOpen(port));
    }
}
