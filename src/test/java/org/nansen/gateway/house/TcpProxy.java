package org.nansen.gateway.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A bad line to a port: it forwards connections and misbehaves as a test wishes, while it runs. What is said of it counts
 * for open connections too, unless told otherwise; {@link #heal()} takes all of it back.
 */
public final class TcpProxy implements AutoCloseable {

    private final InetSocketAddress address;
    private volatile InetSocketAddress target;
    private final Set<TcpLine> lines = ConcurrentHashMap.newKeySet();
    private volatile @Nullable ServerSocket listener;
    private volatile @Nullable Thread accepting;
    private volatile Duration delay = Duration.ZERO;
    private volatile boolean hanging;
    private volatile long answerLimit = Long.MAX_VALUE;
    private double lossShare;
    private Random loss = new Random(0);

    private TcpProxy(InetSocketAddress address, InetSocketAddress target) {
        this.address = address;
        this.target = target;
    }

    /** Starts a good line from a free loopback port to this one. */
    public static TcpProxy to(int target) {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        return start(new InetSocketAddress(loopback, Ports.free()), new InetSocketAddress(loopback, target));
    }

    static TcpProxy start(InetSocketAddress address, InetSocketAddress target) {
        TcpProxy proxy = new TcpProxy(address, target);
        proxy.accept();
        return proxy;
    }

    /** The port to connect to. */
    public int port() {
        return address.getPort();
    }

    /** Connections made from now on lead to this port; the open ones stay where they are. */
    public void lead(int otherTarget) {
        target = new InetSocketAddress(target.getAddress(), otherTarget);
    }

    /** Every piece of data waits this long, in each direction. */
    public void delay(Duration wanted) {
        delay = wanted;
    }

    /** Connections stay open and nothing is forwarded any more, until {@link #heal()}; new ones are accepted and hang. */
    public void hang() {
        hanging = true;
    }

    /** Refuses new connections; the open ones go on. */
    public void refuse() {
        ServerSocket open = listener;
        listener = null;
        close(open);
        awaitEndOf(accepting);
    }

    /** The kernel takes connections for as long as somebody is still in {@code accept}, closed or not. */
    private static void awaitEndOf(@Nullable Thread thread) {
        if (thread == null) {
            return;
        }
        try {
            thread.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends every open connection by a reset (RST), as a restarted firewall does; new ones are forwarded. */
    public void reset() {
        lines.forEach(TcpLine::reset);
    }

    /** Connections made from now on are cut when this many bytes of their answers have been handed on. */
    public void cutAnswersAfter(long bytes) {
        answerLimit = bytes;
    }

    /**
     * Connections made from now on lose their answers with this probability, drawn from the seed in the order in which they
     * are made: what is asked arrives, what is answered never does.
     */
    public synchronized void loseAnswers(double share, long seed) {
        lossShare = share;
        loss = new Random(seed);
    }

    /** A good line again; connections that hung go on, those that lose answers or were to be cut stay bad. */
    public void heal() {
        delay = Duration.ZERO;
        answerLimit = Long.MAX_VALUE;
        loseAnswers(0, 0);
        hanging = false;
        accept();
    }

    /** Connections that are open now. */
    public int connections() {
        return lines.size();
    }

    @Override
    public void close() {
        refuse();
        reset();
    }

    Duration delay() {
        return delay;
    }

    boolean hanging() {
        return hanging;
    }

    void ended(TcpLine line) {
        lines.remove(line);
    }

    private void accept() {
        if (listener != null) {
            return;
        }
        try {
            ServerSocket opened = new ServerSocket();
            opened.setReuseAddress(true);
            opened.bind(address, 200);
            listener = opened;
            accepting = TcpLine.daemon(() -> accept(opened));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket opened) {
        while (!opened.isClosed()) {
            try {
                Socket client = opened.accept();
                boolean deaf = drawLoss();
                long limit = answerLimit;
                TcpLine.daemon(() -> connect(client, deaf, limit));
            } catch (IOException e) {
                // Closed; the loop's condition ends it.
            }
        }
    }

    private synchronized boolean drawLoss() {
        return loss.nextDouble() < lossShare;
    }

    private void connect(Socket client, boolean deaf, long limit) {
        try {
            InetSocketAddress now = target;
            Socket server = new Socket(now.getAddress(), now.getPort());
            TcpLine line = new TcpLine(this, client, server, deaf, limit);
            lines.add(line);
            line.forward();
        } catch (IOException e) {
            // Nobody behind it: the client sees its connection end, as through a real proxy.
            close(client);
        }
    }

    private static void close(@Nullable AutoCloseable open) {
        try {
            if (open != null) {
                open.close();
            }
        } catch (Exception e) {
            // It is gone all the same.
        }
    }
}
