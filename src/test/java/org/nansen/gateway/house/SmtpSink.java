package org.nansen.gateway.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import javax.net.ssl.SSLServerSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * A mail server that takes everything at once, over TLS from the first byte, counts Message-IDs and keeps a history where
 * wanted: for measuring and for counting repeats where a real one would be the slower part.
 */
public final class SmtpSink implements AutoCloseable {

    private final int port;
    private final SSLServerSocketFactory sockets;
    private final Map<String, LongAdder> messageIds = new ConcurrentHashMap<>();
    private final LongAdder mails = new LongAdder();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private volatile @Nullable ServerSocket socket;
    private volatile @Nullable History history;
    private volatile Duration delay = Duration.ZERO;
    private volatile boolean cutting;

    private SmtpSink(int port, SSLServerSocketFactory sockets) {
        this.port = port;
        this.sockets = sockets;
    }

    /** Starts a sink on this port that shows this certificate. */
    public static SmtpSink start(int port, TestCertificate certificate) {
        SmtpSink sink = new SmtpSink(port, certificate.context().getServerSocketFactory());
        sink.accept();
        return sink;
    }

    /**
     * Runs it as a process of its own that keeps writing the number of mails: {@code <port> <tls folder> <count file>
     * [<history file>]}.
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        SmtpSink sink = start(Integer.parseInt(arguments[0]), TestCertificate.in(Path.of(arguments[1])));
        if (arguments.length > 3) {
            sink.keepHistory(Path.of(arguments[3]));
        }
        while (true) {
            Files.writeString(
                    Path.of(arguments[2]),
                    sink.mails() + " " + sink.messageIds().size() + "\n");
            Thread.sleep(100);
        }
    }

    /** Writes every mail from now on into the file, before it is acknowledged; read it by {@link TakenMail#in}. */
    public SmtpSink keepHistory(Path file) {
        history = History.in(file);
        return this;
    }

    /** How long the acknowledgement of a mail takes. */
    public SmtpSink delay(Duration wanted) {
        delay = wanted;
        return this;
    }

    /** Whether a mail is taken and remembered, but the connection cut where the acknowledgement should come. */
    public void cutting(boolean wanted) {
        cutting = wanted;
    }

    /** Listens again after {@link #refuse()}. */
    public void accept() {
        if (socket != null) {
            return;
        }
        try {
            ServerSocket opened = sockets.createServerSocket(port, 100, InetAddress.getLoopbackAddress());
            socket = opened;
            daemon(() -> accept(opened));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Refuses connections from now on and cuts the open ones. */
    public void refuse() {
        ServerSocket opened = socket;
        socket = null;
        try {
            if (opened != null) {
                opened.close();
            }
            for (Socket client : open) {
                client.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Mails taken, repeats included. */
    public long mails() {
        return mails.sum();
    }

    /** How often each Message-ID was taken. */
    public Map<String, Long> messageIds() {
        Map<String, Long> counts = new TreeMap<>();
        messageIds.forEach((id, count) -> counts.put(id, count.sum()));
        return counts;
    }

    @Override
    public void close() {
        refuse();
    }

    private void accept(ServerSocket opened) {
        while (!opened.isClosed()) {
            try {
                Socket client = opened.accept();
                daemon(() -> serve(client));
            } catch (IOException e) {
                // Closed; the loop's condition ends it.
            }
        }
    }

    private void serve(Socket client) {
        open.add(client);
        try (client) {
            client.setTcpNoDelay(true);
            new SmtpSession(client, this::take).run();
        } catch (IOException e) {
            // The client is gone, or this sink is closed.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(client);
        }
    }

    /** Takes a mail; whether its sender is to learn of it. */
    private boolean take(TakenMail mail) throws InterruptedException {
        History kept = history;
        if (kept != null) {
            mail.addTo(kept);
        }
        messageIds.computeIfAbsent(mail.messageId(), unseen -> new LongAdder()).increment();
        mails.increment();
        Thread.sleep(delay.toMillis());
        return !cutting;
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "smtp-sink");
        thread.setDaemon(true);
        thread.start();
    }
}
