package org.nansen.gateway.delivery;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A mail server that knows no TLS and notes what it is told; answers every RCPT with the given line. */
final class PlainServer implements AutoCloseable {

    private final ServerSocket socket;
    private final String rcptAnswer;
    private final List<String> said = new CopyOnWriteArrayList<>();

    PlainServer() {
        this("250 ok");
    }

    PlainServer(String rcptAnswer) {
        this.rcptAnswer = rcptAnswer;
        try {
            socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::serve, "plain-mail-server");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    List<String> said() {
        return said;
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                talk(client);
            } catch (IOException closed) {
                // The test ended, or the client went away.
            }
        }
    }

    private void talk(Socket client) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
        answer(client, "220 plain");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            said.add(line);
            answer(client, reply(line));
            if ("DATA".equals(line)) {
                @Nullable String content = in.readLine();
                while (content != null && !".".equals(content)) {
                    content = in.readLine();
                }
                answer(client, "250 taken");
            }
        }
    }

    private String reply(String line) {
        if (line.startsWith("RCPT")) {
            return rcptAnswer;
        }
        return line.startsWith("DATA") ? "354 go on" : line.startsWith("EHLO") ? "250 plain" : "250 ok";
    }

    private static void answer(Socket client, String line) throws IOException {
        OutputStream out = client.getOutputStream();
        out.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
