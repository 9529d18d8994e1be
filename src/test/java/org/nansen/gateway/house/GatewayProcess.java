package org.nansen.gateway.house;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/** The gateway in a process of its own, as an operator starts it: from the jar where it is built, on a home folder. */
public final class GatewayProcess implements AutoCloseable {

    /** Health needs a login like everything else; this one exists for {@link #awaitReady()} only. */
    private static final String READY = "ready:ready-only";

    private static final String READY_HASH = "{bcrypt}$2a$10$5ml7mA2J1ZFhw/b2hMTuve0Tu.Lno2j0GMEAr0cZjPl8Zgj1gmsPG";

    private final Path home;
    private final List<String> jvmOptions;
    private final int port = Ports.free();
    private final int managementPort = Ports.free();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private @Nullable Child process;

    private GatewayProcess(Path home, List<String> jvmOptions) {
        this.home = home;
        this.jvmOptions = jvmOptions;
    }

    /** Starts a gateway on the home folder and returns when it is ready. */
    public static GatewayProcess start(Path home, String... jvmOptions) {
        GatewayProcess gateway = new GatewayProcess(home.toAbsolutePath(), List.of(jvmOptions));
        gateway.start();
        gateway.awaitReady();
        return gateway;
    }

    /** Starts it, again on the same ports; does not wait. */
    public void start() {
        List<String> command = new ArrayList<>();
        command.add(Child.javaProgram());
        command.addAll(jvmOptions);
        command.addAll(program());
        command.addAll(List.of(
                "--gateway.home=" + home,
                "--server.port=" + port,
                "--management.server.port=" + managementPort,
                "--gateway.security.users.ready.password-hash=" + READY_HASH,
                "--gateway.security.users.ready.roles=monitor"));
        process = Child.start(home.resolve("gateway.log"), command, Map.of());
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
            return Ports.isOpen(managementPort)
                    && get(URI.create("http://127.0.0.1:" + managementPort + "/observe/health/readiness"), READY)
                                    .statusCode()
                            == 200;
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

    /** Ends it in order. */
    public void stop() {
        if (process != null) {
            process.close();
            process = null;
        }
    }

    /** Address of a path of the API, for example {@code /api/v1/accounting}. */
    public URI api(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** Address of health with its details. */
    public URI health() {
        return URI.create("http://127.0.0.1:" + managementPort + "/observe/health");
    }

    public int port() {
        return port;
    }

    public int managementPort() {
        return managementPort;
    }

    public Path home() {
        return home;
    }

    /** What it has printed since its first start. */
    public String output() {
        try {
            return Files.readString(home.resolve("gateway.log"));
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

    /** The packaged jar; before packaging, the classes that go into it. */
    private static List<String> program() {
        String jar = System.getProperty("gateway.jar");
        if (jar != null && Files.exists(Path.of(jar))) {
            return List.of("-jar", jar);
        }
        String classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes") && !entry.endsWith("test-classes" + File.separator))
                .collect(Collectors.joining(File.pathSeparator));
        return List.of("-cp", classPath, "org.nansen.gateway.GatewayApplication");
    }

    private static String tail(String text) {
        return text.substring(Math.max(0, text.length() - 4000));
    }
}
