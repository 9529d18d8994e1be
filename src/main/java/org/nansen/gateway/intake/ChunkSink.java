package org.nansen.gateway.intake;

import org.nansen.gateway.ledger.Drop;

/** Where chunks go. */
interface ChunkSink {

    /** Returns the drop as it stands when the chunk is durable; throws a fault otherwise. */
    Drop offer(Offer offer);
}
