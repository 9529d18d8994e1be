package org.nansen.gateway.house;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicBoolean;

/** One connection through a {@link TcpProxy}. */
final class TcpLine {

    private final TcpProxy proxy;
    private final Socket client;
    private final Socket server;
    private final boolean losesAnswers;
    private final long answerLimit;
    private final AtomicBoolean ended = new AtomicBoolean();

    TcpLine(TcpProxy proxy, Socket client, Socket server, boolean losesAnswers, long answerLimit) throws IOException {
        this.proxy = proxy;
        this.client = client;
        this.server = server;
        this.losesAnswers = losesAnswers;
        this.answerLimit = answerLimit;
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
    }

    void forward() {
        daemon(() -> copy(client, server, Long.MAX_VALUE, false));
        daemon(() -> copy(server, client, answerLimit, losesAnswers));
    }

    private void copy(Socket from, Socket to, long limit, boolean loses) {
        byte[] buffer = new byte[16_384];
        long left = limit;
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                Thread.sleep(proxy.delay().toMillis());
                awaitForwarding();
                if (loses) {
                    continue;
                }
                out.write(buffer, 0, (int) Math.min(read, left));
                left -= read;
                if (left <= 0) {
                    end(false);
                    return;
                }
            }
            awaitForwarding();
            if (loses) {
                // The client never learns of the end either; it waits until it gives up.
                return;
            }
            // The other direction may still have something to say, unless nobody would hear it.
            to.shutdownOutput();
            if (losesAnswers || from.isOutputShutdown()) {
                end(false);
            }
        } catch (IOException e) {
            end(true);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end(true);
        }
    }

    private void awaitForwarding() throws InterruptedException, IOException {
        while (proxy.hanging()) {
            if (ended.get()) {
                throw new IOException("ended while hanging");
            }
            Thread.sleep(20);
        }
    }

    /** Ends both sides by RST. */
    void reset() {
        end(true);
    }

    private void end(boolean hard) {
        if (ended.compareAndSet(false, true)) {
            close(client, hard);
            close(server, hard);
            proxy.ended(this);
        }
    }

    private static void close(Socket socket, boolean hard) {
        try (socket) {
            if (hard) {
                socket.setSoLinger(true, 0);
            }
        } catch (IOException e) {
            // It is gone all the same.
        }
    }

    static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "tcp-proxy");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
