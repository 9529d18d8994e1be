package org.nansen.gateway.dev;

import org.nansen.gateway.house.Ports;

/** Where the demo listens: the usual ports, or others where those are taken. */
record DemoPorts(int api, int management, int sftp, int smtps, int imap, int screening, int queues) {

    static DemoPorts choose() {
        return new DemoPorts(
                Ports.freeOr(8080),
                Ports.freeOr(9876),
                Ports.freeOr(2222),
                Ports.freeOr(3465),
                Ports.freeOr(3143),
                Ports.freeOr(8085),
                Ports.freeOr(61616));
    }
}
