package org.nansen.gateway.house;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Base64;

/**
 * The login service that Postfix asks (Dovecot's authentication protocol, version 1.1, mechanism PLAIN): knows one user.
 * Postfix has no login of its own, and this spares the machine a second mail product.
 */
final class SaslServer implements AutoCloseable {

    private final ServerSocket socket;
    private final String expected;

    private SaslServer(ServerSocket socket, String user, String password) {
        this.socket = socket;
        this.expected = "\0" + user + "\0" + password;
    }

    static SaslServer start(String user, String password) {
        try {
            SaslServer server =
                    new SaslServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), user, password);
            daemon(server::accept, "test-sasl");
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return socket.getLocalPort();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                daemon(() -> serve(client), "test-sasl-client");
            } catch (IOException e) {
                // Closed; the loop's condition ends it.
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), UTF_8));
                Writer out = new OutputStreamWriter(client.getOutputStream(), UTF_8)) {
            send(out, "VERSION\t1\t1\nMECH\tPLAIN\tplaintext\nSPID\t1\nCUID\t1\nCOOKIE\t00\nDONE\n");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] fields = line.split("\t", -1);
                if (fields[0].equals("AUTH") || fields[0].equals("CONT")) {
                    send(out, answer(fields));
                }
            }
        } catch (IOException e) {
            // Postfix ended the conversation.
        }
    }

    private String answer(String[] fields) {
        String last = fields[fields.length - 1];
        String id = fields[1];
        if (fields[0].equals("AUTH") && !last.startsWith("resp=")) {
            return "CONT\t" + id + "\t\n";
        }
        String response = last.startsWith("resp=") ? last.substring("resp=".length()) : last;
        // What stands before the first NUL is whom the client would act for: nothing or itself.
        return new String(Base64.getDecoder().decode(response), UTF_8).endsWith(expected)
                ? "OK\t" + id + "\tuser=gateway\n"
                : "FAIL\t" + id + "\treason=denied\n";
    }

    private static void send(Writer out, String text) throws IOException {
        out.write(text);
        out.flush();
    }

    private static void daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
