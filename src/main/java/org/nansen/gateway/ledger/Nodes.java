package org.nansen.gateway.ledger;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The gateway processes that share this ledger. */
public interface Nodes {

    /** Returns each node that was ever here, as its last start left it, by name. */
    List<Node> all();

    /**
     * Says whether this node keeps something to itself that the others would need, such as a broker of its own.
     *
     * @throws org.nansen.gateway.record.Defect {@code NG-606} when it does and another node lives, or when another one does
     */
    void declare(boolean alone);

    /**
     * A node, by the ledger's clock.
     *
     * @param since when it was started
     * @param seen when it last wrote; a node that lives writes every few seconds
     * @param stopped when it was stopped in order; null while it runs, and after a crash
     * @param version of the gateway; empty for one that did not say
     * @param lives whether it was seen within the last 30 seconds and was not stopped
     * @param here whether it is the one that answers
     * @param leases what it alone does at the moment, by name
     */
    record Node(
            String name,
            Instant since,
            Instant seen,
            @Nullable Instant stopped,
            String version,
            boolean lives,
            boolean here,
            List<String> leases) {

        public Node {
            leases = List.copyOf(leases);
        }
    }
}
