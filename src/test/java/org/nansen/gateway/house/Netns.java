package org.nansen.gateway.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A network namespace: a machine of its own as far as the network goes, tied to the tests by one cable. Its processes reach
 * the neighbours on the tests' loopback interface after {@link #forward}, under the same addresses as everybody.
 */
public final class Netns implements AutoCloseable {

    private static final Path NAMESPACES = Path.of("/run/netns");
    private static final String PREFIX = "nansen-";
    private static final String NOBODY = "02:00:00:00:00:01";

    private final int number = ThreadLocalRandom.current().nextInt(1 << 14);
    private final String name = PREFIX + ProcessHandle.current().pid() + "-" + number;
    private final String cable = "nsn" + number;
    private final List<TcpProxy> proxies = new ArrayList<>();
    private final Thread reaper = new Thread(this::remove);
    private @Nullable Child forwarder;

    private Netns() {}

    /** Makes a namespace with its cable plugged in; skips the test where the machine does not allow it. */
    public static Netns make() {
        Parts.NETWORK_NAMESPACES.need();
        removeLeftovers();
        Netns namespace = new Netns();
        Runtime.getRuntime().addShutdownHook(namespace.reaper);
        try {
            namespace.connect();
            return namespace;
        } catch (RuntimeException e) {
            namespace.close();
            throw e;
        }
    }

    private void connect() {
        ip("netns add " + name);
        ip("link add " + cable + " type veth peer name eth0 netns " + name);
        ip("addr add " + address(1) + "/30 dev " + cable);
        ip("link set " + cable + " up");
        ip("-n " + name + " addr add " + address(2) + "/30 dev eth0");
        ip("-n " + name + " link set eth0 up");
        ip("-n " + name + " link set lo up");
    }

    /** Lets its processes reach these loopback ports of the tests at 127.0.0.1, over the cable; once for all ports. */
    public void forward(Path log, int... ports) {
        List<String> arguments = new ArrayList<>();
        arguments.add(address(1));
        for (int port : ports) {
            proxies.add(TcpProxy.start(
                    new InetSocketAddress(address(1), port),
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
            arguments.add(String.valueOf(port));
        }
        List<String> command = new ArrayList<>(prefix());
        command.addAll(List.of(
                Child.javaProgram(),
                "-Xmx64m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                NetnsForwarder.class.getName()));
        command.addAll(arguments);
        Child started = Child.start(log, command, Map.of());
        forwarder = started;
        started.awaitOutput(NetnsForwarder.READY);
    }

    /** What a command line begins with to run in here. */
    public List<String> prefix() {
        return List.of("nsenter", "--net=" + NAMESPACES.resolve(name));
    }

    /** Where the tests reach what runs in here. */
    public String address() {
        return address(2);
    }

    /**
     * Nothing passes any more, and nobody is told: each side sends to a machine that is not there. (A link taken down would
     * take the route with it, and the packets would go out by another one.)
     */
    public void cut() {
        ip("neigh replace " + address(2) + " lladdr " + NOBODY + " dev " + cable + " nud permanent");
        ip("-n " + name + " neigh replace " + address(1) + " lladdr " + NOBODY + " dev eth0 nud permanent");
    }

    /** All passes again. */
    public void heal() {
        ip("neigh del " + address(2) + " dev " + cable);
        ip("-n " + name + " neigh del " + address(1) + " dev eth0");
    }

    @Override
    public void close() {
        if (forwarder != null) {
            forwarder.close();
            forwarder = null;
        }
        proxies.forEach(TcpProxy::close);
        proxies.clear();
        remove();
        try {
            Runtime.getRuntime().removeShutdownHook(reaper);
        } catch (IllegalStateException e) {
            // The JVM is going down already.
        }
    }

    private void remove() {
        Child.tryRun("ip", "link", "del", cable);
        Child.tryRun("ip", "netns", "del", name);
    }

    /** Removes namespaces of test JVMs that ended without a chance to tidy up; their cables go with them. */
    private static void removeLeftovers() {
        if (!Files.isDirectory(NAMESPACES)) {
            return;
        }
        try (Stream<Path> namespaces = Files.list(NAMESPACES)) {
            namespaces
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.matches(PREFIX + "\\d+-\\d+"))
                    .filter(name ->
                            ProcessHandle.of(Long.parseLong(name.split("-")[1])).isEmpty())
                    .forEach(name -> Child.tryRun("ip", "netns", "del", name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String address(int host) {
        return "10.213.%d.%d".formatted(number >> 6, (number & 63) * 4 + host);
    }

    private static void ip(String arguments) {
        Child.run(
                Stream.concat(Stream.of("ip"), Stream.of(arguments.split(" "))).toList());
    }
}
