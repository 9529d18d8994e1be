package org.nansen.gateway.house;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/** The program in a {@link Netns} that makes the tests' ports appear on its loopback: {@code <address of the tests> <port>…}. */
final class NetnsForwarder {

    static final String READY = "forwarding";

    private NetnsForwarder() {}

    public static void main(String[] arguments) throws InterruptedException {
        for (int argument = 1; argument < arguments.length; argument++) {
            int port = Integer.parseInt(arguments[argument]);
            TcpProxy.start(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                    new InetSocketAddress(arguments[0], port));
        }
        System.out.println(READY);
        Thread.currentThread().join();
    }
}
