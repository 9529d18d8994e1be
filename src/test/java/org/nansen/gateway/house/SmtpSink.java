package org.nansen.gateway.house;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A mail server that takes everything at once, over TLS from the first byte, and only counts Message-IDs: for measuring
 * and for counting repeats where a real one would be the slower part.
 */
public final class SmtpSink implements AutoCloseable {

    private final ServerSocket socket;
    private final Map<String, LongAdder> messageIds = new ConcurrentHashMap<>();
    private final LongAdder mails = new LongAdder();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private SmtpSink(ServerSocket socket) {
        this.socket = socket;
    }

    /** Starts a sink on this port that shows this certificate. */
    public static SmtpSink start(int port, TestCertificate certificate) {
        try {
            SmtpSink sink = new SmtpSink(context(certificate)
                    .getServerSocketFactory()
                    .createServerSocket(port, 100, InetAddress.getLoopbackAddress()));
            daemon(sink::accept);
            return sink;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs it as a process of its own that keeps writing the number of mails: {@code <port> <tls folder> <count file>}. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        SmtpSink sink = start(Integer.parseInt(arguments[0]), TestCertificate.in(Path.of(arguments[1])));
        while (true) {
            Files.writeString(
                    Path.of(arguments[2]),
                    sink.mails() + " " + sink.messageIds().size() + "\n");
            Thread.sleep(100);
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
        try {
            socket.close();
            for (Socket client : open) {
                client.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                daemon(() -> serve(client));
            } catch (IOException e) {
                // Closed; the loop's condition ends it.
            }
        }
    }

    private void serve(Socket client) {
        open.add(client);
        try (client;
                BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), ISO_8859_1));
                Writer out = new BufferedWriter(new OutputStreamWriter(client.getOutputStream(), ISO_8859_1))) {
            client.setTcpNoDelay(true);
            say(out, "220 sink ESMTP");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String verb = line.toUpperCase(Locale.ROOT);
                if (verb.startsWith("EHLO")) {
                    say(out, "250-sink\r\n250-AUTH PLAIN LOGIN\r\n250-8BITMIME\r\n250 SIZE 50000000");
                } else if (verb.startsWith("AUTH PLAIN")) {
                    say(out, "235 welcome");
                } else if (verb.startsWith("AUTH LOGIN")) {
                    say(out, "334 VXNlcm5hbWU6");
                    in.readLine();
                    say(out, "334 UGFzc3dvcmQ6");
                    in.readLine();
                    say(out, "235 welcome");
                } else if (verb.startsWith("DATA")) {
                    say(out, "354 go on");
                    take(in);
                    say(out, "250 taken");
                } else if (verb.startsWith("QUIT")) {
                    say(out, "221 bye");
                    return;
                } else {
                    say(out, "250 fine");
                }
            }
        } catch (IOException e) {
            // The client is gone, or this sink is closed.
        } finally {
            open.remove(client);
        }
    }

    private void take(BufferedReader in) throws IOException {
        String id = "";
        for (String line = in.readLine(); !".".equals(line); line = in.readLine()) {
            if (line == null) {
                throw new IOException("cut off");
            }
            if (id.isEmpty() && line.regionMatches(true, 0, "Message-ID:", 0, 11)) {
                id = line.substring(11).strip();
            }
        }
        messageIds.computeIfAbsent(id, unseen -> new LongAdder()).increment();
        mails.increment();
    }

    private static void say(Writer out, String line) throws IOException {
        out.write(line);
        out.write("\r\n");
        out.flush();
    }

    private static SSLContext context(TestCertificate certificate) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(certificate.keyStore())) {
            store.load(in, TestCertificate.PASSWORD.toCharArray());
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, TestCertificate.PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "smtp-sink");
        thread.setDaemon(true);
        thread.start();
    }
}
