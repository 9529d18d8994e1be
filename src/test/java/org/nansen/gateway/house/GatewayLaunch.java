package org.nansen.gateway.house;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Under which circumstances a gateway's process is started. Each call replaces what the same call said before and counts
 * from the next start on, so that a gateway can come back under other circumstances on the same home and ports.
 */
public final class GatewayLaunch {

    /** What production starts it with too: out of memory, it ends at once instead of limping on. */
    private static final String PRODUCTION = "-XX:+ExitOnOutOfMemoryError";

    private final Path home;
    private String log = "gateway.log";
    private List<String> jvmOptions = List.of();
    private List<String> arguments = List.of();
    private Map<String, String> environment = Map.of();
    private int fileDescriptors;
    private @Nullable FakeClock clock;
    private @Nullable Netns namespace;

    GatewayLaunch(Path home) {
        this.home = home.toAbsolutePath();
    }

    /** Options of the JVM: heap, system properties, agents. */
    public GatewayLaunch jvm(String... options) {
        jvmOptions = List.of(options);
        return this;
    }

    /** Arguments of the program, after those that give home and ports. */
    public GatewayLaunch arguments(String... wanted) {
        arguments = List.of(wanted);
        return this;
    }

    /** Variables beside those of the tests. */
    public GatewayLaunch environment(Map<String, String> variables) {
        environment = Map.copyOf(variables);
        return this;
    }

    /** Name of the file in the home that takes what it prints; several processes on one home need one each. */
    public GatewayLaunch log(String name) {
        log = name;
        return this;
    }

    /** Allows it no more open files and sockets than this; 0 for as many as the tests may have. */
    public GatewayLaunch fileDescriptors(int limit) {
        fileDescriptors = limit;
        return this;
    }

    /** Gives it this wall clock; null for the machine's. */
    public GatewayLaunch clock(@Nullable FakeClock wanted) {
        clock = wanted;
        return this;
    }

    /** Puts it on a machine of its own as far as the network goes; null for the tests' own. */
    public GatewayLaunch namespace(@Nullable Netns wanted) {
        namespace = wanted;
        return this;
    }

    /** Starts it and returns when it is ready. */
    public GatewayProcess start() {
        GatewayProcess gateway = begin();
        gateway.awaitReady();
        return gateway;
    }

    /** Starts it and does not wait. */
    public GatewayProcess begin() {
        GatewayProcess gateway = new GatewayProcess(this);
        gateway.start();
        return gateway;
    }

    Path home() {
        return home;
    }

    /** Address at which it listens and the tests reach it. */
    String host() {
        return namespace == null ? "127.0.0.1" : namespace.address();
    }

    Path log() {
        return home.resolve(log);
    }

    Child run(List<String> ownArguments) {
        List<String> command = new ArrayList<>();
        if (namespace != null) {
            command.addAll(namespace.prefix());
        }
        if (fileDescriptors > 0) {
            command.addAll(List.of("prlimit", "--nofile=" + fileDescriptors + ":" + fileDescriptors));
        }
        if (clock != null) {
            // Only the last program in the line gets the clock, not those that start it.
            command.add("env");
            clock.environment().forEach((name, value) -> command.add(name + "=" + value));
        }
        command.addAll(List.of(Child.javaProgram(), PRODUCTION));
        command.addAll(jvmOptions);
        command.addAll(program());
        command.addAll(ownArguments);
        command.addAll(arguments);
        return Child.start(log(), command, environment);
    }

    /** The packaged jar; before packaging, the classes that go into it. */
    static List<String> program() {
        String jar = System.getProperty("gateway.jar");
        if (jar != null && Files.exists(Path.of(jar))) {
            return List.of("-jar", jar);
        }
        String classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes") && !entry.endsWith("test-classes" + File.separator))
                .collect(Collectors.joining(File.pathSeparator));
        return List.of("-cp", classPath, "org.nansen.gateway.GatewayApplication");
    }
}
