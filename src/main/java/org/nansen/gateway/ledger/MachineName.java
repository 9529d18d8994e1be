package org.nansen.gateway.ledger;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** The name of this machine, which is a node's name unless it is given another. */
final class MachineName {

    private MachineName() {}

    static String get() {
        try {
            String name = InetAddress.getLocalHost().getHostName();
            return name.isBlank() ? "node" : name;
        } catch (UnknownHostException nameless) {
            return "node";
        }
    }
}
