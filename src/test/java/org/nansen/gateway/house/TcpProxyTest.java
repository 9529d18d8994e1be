package org.nansen.gateway.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The bad line is as bad as it is told to be, and good again when healed. */
class TcpProxyTest {

    private final LongAdder bytesAsked = new LongAdder();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private ServerSocket echo;
    private TcpProxy proxy;

    @BeforeEach
    void start() throws IOException {
        echo = new ServerSocket(Ports.free(), 50, InetAddress.getLoopbackAddress());
        TcpLine.daemon(() -> {
            while (!echo.isClosed()) {
                try {
                    Socket client = echo.accept();
                    open.add(client);
                    TcpLine.daemon(() -> answer(client));
                } catch (IOException e) {
                    // Closed.
                }
            }
        });
        proxy = TcpProxy.to(echo.getLocalPort());
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        echo.close();
        for (Socket client : open) {
            client.close();
        }
    }

    private void answer(Socket client) {
        try (client) {
            for (int read = client.getInputStream().read();
                    read >= 0;
                    read = client.getInputStream().read()) {
                bytesAsked.increment();
                client.getOutputStream().write(read);
            }
        } catch (IOException e) {
            // Reset, as tests do.
        }
    }

    @Test
    void forwardsAndEndsWithTheClient() throws IOException {
        try (Socket client = connect()) {
            assertThat(ask(client)).isEqualTo(7);
            assertThat(proxy.connections()).isEqualTo(1);
        }
        await().until(() -> proxy.connections() == 0);
    }

    @Test
    void delaysWhatIsSaid() throws IOException {
        try (Socket client = connect()) {
            proxy.delay(Duration.ofMillis(150));
            long begin = System.nanoTime();
            assertThat(ask(client)).isEqualTo(7);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
        }
    }

    @Test
    void refusesNewConnectionsAndLeavesOpenOnes() throws IOException {
        try (Socket client = connect()) {
            assertThat(ask(client)).isEqualTo(7);
            proxy.refuse();
            assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
            assertThat(ask(client)).isEqualTo(7);
        }
        proxy.heal();
        try (Socket client = connect()) {
            assertThat(ask(client)).isEqualTo(7);
        }
    }

    @Test
    void resetsBothSides() throws IOException {
        try (Socket client = connect()) {
            assertThat(ask(client)).isEqualTo(7);
            proxy.reset();
            assertThatThrownBy(() -> ask(client))
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
        }
        await().until(() -> open.stream().allMatch(Socket::isClosed));
    }

    @Test
    void hangsAndGoesOnWhenHealed() throws IOException {
        try (Socket client = connect()) {
            assertThat(ask(client)).isEqualTo(7);
            proxy.hang();
            client.setSoTimeout(300);
            assertThatThrownBy(() -> ask(client)).isInstanceOf(SocketTimeoutException.class);
            proxy.heal();
            client.setSoTimeout(10_000);
            assertThat(client.getInputStream().read()).isEqualTo(7);
        }
    }

    @Test
    void cutsAnAnswerInTheMiddle() throws IOException {
        proxy.cutAnswersAfter(3);
        try (Socket client = connect()) {
            client.getOutputStream().write(new byte[] {1, 2, 3, 4, 5});
            assertThat(readAll(client)).startsWith((byte) 1, (byte) 2, (byte) 3).hasSize(3);
        }
    }

    @Test
    void losesTheSameAnswersForTheSameSeed() throws IOException {
        List<Boolean> first = losses();
        assertThat(first).contains(true, false).isEqualTo(losses());
        // What was asked arrived all the same.
        await().untilAsserted(() -> assertThat(bytesAsked.sum()).isEqualTo(24));
    }

    private List<Boolean> losses() throws IOException {
        proxy.loseAnswers(0.5, 4711);
        List<Boolean> lost = new ArrayList<>();
        for (int connection = 0; connection < 12; connection++) {
            try (Socket client = connect()) {
                client.setSoTimeout(300);
                lost.add(isLost(client));
            }
        }
        return lost;
    }

    private static boolean isLost(Socket client) throws IOException {
        try {
            return ask(client) != 7;
        } catch (SocketTimeoutException e) {
            return true;
        }
    }

    private static byte[] readAll(Socket client) {
        try {
            return client.getInputStream().readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int ask(Socket client) throws IOException {
        client.getOutputStream().write(7);
        return client.getInputStream().read();
    }

    private Socket connect() throws IOException {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        client.setSoTimeout(10_000);
        return client;
    }
}
