package org.nansen.gateway.crash;

import java.net.URI;
import java.util.EnumMap;
import java.util.Map;
import org.nansen.gateway.house.TcpProxy;

/** One node's lines to its neighbours: straight ones, or with a proxy in each where faults of the plan need it. */
final class Lines implements AutoCloseable {

    /** Whom a node talks to. */
    enum Neighbour {
        DATABASE,
        ENDPOINT,
        MAIL,
        BROKER,
        SOURCE
    }

    private final boolean proxies;
    private final Map<Neighbour, TcpProxy> bad = new EnumMap<>(Neighbour.class);

    Lines(boolean proxies) {
        this.proxies = proxies;
    }

    /** The port at which this node finds the neighbour that listens on this one. */
    int to(Neighbour neighbour, int port) {
        return proxies
                ? bad.computeIfAbsent(neighbour, line -> TcpProxy.to(port)).port()
                : port;
    }

    /** The neighbour's address with the port of this node's line. */
    String to(Neighbour neighbour, String address) {
        String plain = address.replaceFirst("^jdbc:", "");
        int port = URI.create(plain).getPort();
        return address.replace(":" + port, ":" + to(neighbour, port));
    }

    TcpProxy line(Neighbour neighbour) {
        TcpProxy line = bad.get(neighbour);
        if (line == null) {
            throw new IllegalStateException("A straight line to " + neighbour);
        }
        return line;
    }

    /** Nothing passes in either direction, and nobody is told. */
    void cut() {
        bad.values().forEach(TcpProxy::hang);
    }

    /** All passes again, also what was under way. */
    void heal() {
        bad.values().forEach(TcpProxy::heal);
    }

    @Override
    public void close() {
        bad.values().forEach(TcpProxy::close);
    }
}
