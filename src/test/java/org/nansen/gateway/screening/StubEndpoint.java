package org.nansen.gateway.screening;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** A screening endpoint on loopback that behaves as a test says and keeps what it was asked. */
final class StubEndpoint implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private volatile Behaviour behaviour = clear();
    final List<Asked> asked = new CopyOnWriteArrayList<>();

    StubEndpoint() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException unable) {
            throw new UncheckedIOException(unable);
        }
        server.setExecutor(workers);
        server.createContext("/", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Asked question = new Asked(
                    exchange.getRequestMethod() + " " + exchange.getRequestURI(),
                    exchange.getRequestHeaders(),
                    new String(body, StandardCharsets.UTF_8));
            asked.add(question);
            try (exchange) {
                behaviour.reply(exchange, question);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
    }

    StubEndpoint be(Behaviour wanted) {
        behaviour = wanted;
        return this;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }

    /** Answers no-hit to everything asked. */
    static Behaviour clear() {
        return (exchange, question) -> send(exchange, 200, "application/json", question.answer("no-hit"));
    }

    /** Answers with this body, in which {@code $REF} stands for the reference. */
    static Behaviour json(String body) {
        return (exchange, question) ->
                send(exchange, 200, "application/json", body.replace("$REF", question.reference()));
    }

    static Behaviour status(int status, String type, String body) {
        return (exchange, question) -> send(exchange, status, type, body);
    }

    static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    interface Behaviour {
        void reply(HttpExchange exchange, Asked question) throws IOException, InterruptedException;
    }

    record Asked(String line, Headers headers, String body) {

        String key() {
            return headers.getFirst("Idempotency-Key");
        }

        JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (IOException wrong) {
                throw new UncheckedIOException(wrong);
            }
        }

        String reference() {
            return json().path("reference").asText();
        }

        String answer(String result) {
            String results = StreamSupport.stream(json().path("databases").spliterator(), false)
                    .map(database -> "{\"database\":" + database + ",\"result\":\"" + result + "\"}")
                    .collect(Collectors.joining(","));
            return "{\"id\":\"q-1\",\"reference\":\"" + reference() + "\",\"results\":[" + results + "]}";
        }
    }
}
