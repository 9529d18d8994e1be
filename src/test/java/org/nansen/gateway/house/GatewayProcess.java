package org.nansen.gateway.house;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/** The gateway in a process of its own, as an operator starts it: from the jar where it is built, on a home folder. */
public final class GatewayProcess implements AutoCloseable {

    /** Health needs a login like everything else; this one exists for {@link #awaitReady()} only. */
    private static final String READY = "ready:ready-only";

    private static final String READY_HASH = "{bcrypt}$2a$10$5ml7mA2J1ZFhw/b2hMTuve0Tu.Lno2j0GMEAr0cZjPl8Zgj1gmsPG";

    /** The gateway promises to end within 30 s (docs/operators.md). */
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(45);

    private final GatewayLaunch launch;
    private final int port = Ports.free();
    private final int managementPort = Ports.free();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private @Nullable Child process;

    GatewayProcess(GatewayLaunch launch) {
        this.launch = launch;
    }

    /** Begins a gateway on the home folder under circumstances to be named. */
    public static GatewayLaunch on(Path home) {
        return new GatewayLaunch(home);
    }

    /** Starts a gateway on the home folder and returns when it is ready. */
    public static GatewayProcess start(Path home, String... jvmOptions) {
        return on(home).jvm(jvmOptions).start();
    }

    /** Under which circumstances it starts the next time. */
    public GatewayLaunch launch() {
        return launch;
    }

    /** Starts it, again on the same ports; does not wait. */
    public void start() {
        process = launch.run(List.of(
                "--gateway.home=" + home(),
                "--server.address=" + launch.host(),
                "--server.port=" + port,
                "--management.server.address=" + launch.host(),
                "--management.server.port=" + managementPort,
                "--gateway.security.users.ready.password-hash=" + READY_HASH,
                "--gateway.security.users.ready.roles=monitor"));
    }

    /** Waits until it says of itself that it is ready. */
    public void awaitReady() {
        try {
            Awaitility.await("gateway is ready")
                    .atMost(Duration.ofSeconds(120))
                    .pollInterval(Duration.ofMillis(100))
                    .until(this::isReady);
        } catch (ConditionTimeoutException e) {
            throw new IllegalStateException("The gateway is not ready:\n" + threads(), e);
        }
    }

    private boolean isReady() throws InterruptedException {
        if (process == null || !process.isAlive()) {
            throw new IllegalStateException("The gateway ended:\n" + tail(output()));
        }
        try {
            return Ports.isOpen(new InetSocketAddress(launch.host(), managementPort))
                    && get(URI.create(health() + "/readiness"), READY).statusCode() == 200;
        } catch (IOException e) {
            // Not yet, or not in time: both mean that it is not ready.
            return false;
        }
    }

    /** What it does right now. */
    public String threads() {
        return process == null ? "" : Child.run(List.of("jstack", String.valueOf(process.pid())));
    }

    /** Ends it by SIGKILL. */
    public void kill() {
        if (process != null) {
            process.kill();
            process = null;
        }
    }

    /** Ends it in order, paused or not; returns whether it ended by itself. */
    public boolean stop() {
        if (process == null) {
            return true;
        }
        boolean inOrder = process.close(STOP_PATIENCE);
        process = null;
        return inOrder;
    }

    /** Stops it as it stands, in the middle of whatever it does: sockets stay open, nothing is answered. */
    public void pause() {
        running().signal("STOP");
    }

    /** Lets it go on. */
    public void resume() {
        running().signal("CONT");
    }

    /** Waits until it ends by itself and returns its exit status. */
    public int awaitExit() {
        int status = running().awaitExit(Duration.ofMinutes(3));
        process = null;
        return status;
    }

    public long pid() {
        return running().pid();
    }

    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    private Child running() {
        if (process == null) {
            throw new IllegalStateException("The gateway was not started");
        }
        return process;
    }

    /** Address of a path of the API, for example {@code /api/v1/accounting}. */
    public URI api(String path) {
        return URI.create("http://" + launch.host() + ":" + port + path);
    }

    /** Address of health with its details. */
    public URI health() {
        return URI.create("http://" + launch.host() + ":" + managementPort + "/observe/health");
    }

    public int port() {
        return port;
    }

    public Path home() {
        return launch.home();
    }

    /** What it has printed since its first start. */
    public String output() {
        try {
            return Files.readString(launch.log());
        } catch (IOException e) {
            return "";
        }
    }

    /** Asks with login {@code user:password}, or without one. */
    public HttpResponse<String> get(URI address, @Nullable String login) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(20));
        if (login != null) {
            request.header("Authorization", basic(login));
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** The Authorization header of {@code user:password}. */
    public static String basic(String login) {
        return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        stop();
    }

    private static String tail(String text) {
        return text.substring(Math.max(0, text.length() - 4000));
    }
}
