package org.nansen.gateway.house;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * A screening endpoint that speaks the contract of docs/api/screening.openapi.yaml from an invented watch list, counts
 * what it is asked by Idempotency-Key, and misbehaves on demand.
 */
public final class ScreeningSimulator implements AutoCloseable {

    static {
        // Without it the JDK's server waits 40 ms for the client's acknowledgement before it sends the body.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    /** Instead of the history's file, for measuring. */
    public static final String NO_HISTORY = "-";

    /** How it behaves. */
    public enum Mood {
        ANSWERING,
        /** Answers 500. */
        FAILING,
        /** Answers 200 with something that is no answer. */
        RUBBISH,
        /** Answers well, but only after {@link #lateness}. */
        LATE,
        /** Answers 422: it will never answer this question. */
        REFUSING,
        /** Takes the question, remembers it, and cuts the connection where the answer should come. */
        CUTTING;

        private int status() {
            return switch (this) {
                case ANSWERING, LATE, RUBBISH -> 200;
                case REFUSING -> 422;
                case FAILING -> 500;
                case CUTTING -> 0;
            };
        }

        private boolean answers() {
            return this == ANSWERING || this == LATE;
        }

        private String body(String answer) {
            return answers() ? answer : "{\"weather\":[\"rain\"]}";
        }
    }

    private final int port;
    private final WatchList watchList;
    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, LongAdder> keys = new ConcurrentHashMap<>();
    private final LongAdder requests = new LongAdder();
    private final ExecutorService workers = Executors.newFixedThreadPool(64, work -> {
        Thread thread = new Thread(work, "screening-simulator");
        thread.setDaemon(true);
        return thread;
    });
    private volatile Mood mood = Mood.ANSWERING;
    private volatile Duration lateness = Duration.ofSeconds(5);
    private volatile Duration delay = Duration.ZERO;
    private volatile @Nullable History history;
    private @Nullable HttpServer server;

    private ScreeningSimulator(int port, WatchList watchList) {
        this.port = port;
        this.watchList = watchList;
    }

    /** Starts an endpoint with this watch list on a free port. */
    public static ScreeningSimulator start(WatchList watchList) {
        return start(Ports.free(), watchList);
    }

    /** Starts an endpoint with this watch list. */
    public static ScreeningSimulator start(int port, WatchList watchList) {
        ScreeningSimulator simulator = new ScreeningSimulator(port, watchList);
        simulator.accept();
        return simulator;
    }

    /** Runs it as a process of its own, with the demo's watch list: {@code <port> [<history file> [<delay in ms>]]}. */
    public static void main(String[] arguments) {
        ScreeningSimulator simulator = start(Integer.parseInt(arguments[0]), WatchList.demo());
        if (arguments.length > 1 && !arguments[1].equals(NO_HISTORY)) {
            simulator.keepHistory(Path.of(arguments[1]));
        }
        if (arguments.length > 2) {
            simulator.delay(Duration.ofMillis(Long.parseLong(arguments[2])));
        }
    }

    /** Writes every question from now on into the file, before it is answered; read it by {@link AskedQuestion#in}. */
    public ScreeningSimulator keepHistory(Path file) {
        history = History.in(file);
        return this;
    }

    /** How long every answer takes. */
    public ScreeningSimulator delay(Duration wanted) {
        delay = wanted;
        return this;
    }

    /** Listens again after {@link #refuse()}. */
    public void accept() {
        if (server != null) {
            return;
        }
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(workers);
        server.createContext("/screenings", this::serve);
        server.start();
    }

    /** Refuses connections from now on. */
    public void refuse() {
        if (server != null) {
            server.stop(0);
            server = null;
        }
    }

    /** Behaves so from now on. */
    public void be(Mood wanted) {
        mood = wanted;
    }

    /** How long {@link Mood#LATE} waits. */
    public void lateness(Duration wanted) {
        lateness = wanted;
    }

    /** Base address, without {@code /screenings}. */
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Whom it knows; may be added to at any time. */
    public WatchList watchList() {
        return watchList;
    }

    /** Requests that arrived, repeats included. */
    public long requests() {
        return requests.sum();
    }

    /** Idempotency-Keys seen. */
    public Set<String> keys() {
        return Set.copyOf(keys.keySet());
    }

    /** How often a question with this key arrived. */
    public long requests(String key) {
        LongAdder count = keys.get(key);
        return count == null ? 0 : count.sum();
    }

    @Override
    public void close() {
        refuse();
        workers.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] question = exchange.getRequestBody().readAllBytes();
            String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
            requests.increment();
            if (!exchange.getRequestMethod().equals("POST") || key == null) {
                reply(exchange, 400, "{\"title\":\"POST with an Idempotency-Key\"}");
                return;
            }
            keys.computeIfAbsent(key, unseen -> new LongAdder()).increment();
            Mood now = mood;
            Thread.sleep((now == Mood.LATE ? lateness : delay).toMillis());
            SimulatedAnswer answer = new SimulatedAnswer(watchList, json.readTree(question));
            int status = now.status();
            String body = now.body(answer.toJson().toString());
            remember(status, key, question, answer.reference(), now.answers() ? answer.results() : "");
            if (status != 0) {
                reply(exchange, status, body);
            }
            // Without an answer, closing the exchange closes the connection.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void remember(int status, String key, byte[] question, String reference, String results) {
        History kept = history;
        if (kept != null) {
            new AskedQuestion(Instant.now(), key, reference, History.digest(question), status, results).addTo(kept);
        }
    }

    private static void reply(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
