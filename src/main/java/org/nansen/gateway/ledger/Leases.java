package org.nansen.gateway.ledger;

/**
 * Who of several nodes does what only one at a time may do, such as reading a system's files. A lease is taken and renewed
 * in the ledger, by the ledger's clock; it lasts 15 seconds, so when its holder dies another has it within 20. Where one
 * process has the ledger for itself it holds every lease, and nothing is written.
 */
public interface Leases {

    /** Stands for the lease from now on: this node takes it when nobody has it, keeps it, and gives it back when it stops. */
    Lease stand(String name);

    /** A lease that this node stands for. */
    interface Lease {

        /**
         * Whether this node has it now for sure. To be asked right before each step that two nodes must not both take: a
         * process that was paused finds out here that its time is over.
         */
        boolean holds();
    }
}
