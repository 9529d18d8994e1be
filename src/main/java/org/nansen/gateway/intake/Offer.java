package org.nansen.gateway.intake;

import org.nansen.gateway.ledger.Chunk;
import org.nansen.gateway.ledger.Ending;
import org.nansen.gateway.ledger.NewDrop;

/** One chunk of a drop on its way into the ledger: the body of one exchange through {@code intake.accept.<system>}. */
record Offer(NewDrop drop, Chunk chunk, Ending ending) {

    @Override
    public String toString() {
        return "Offer[receipt=" + drop.receiptId() + ", position=" + chunk.position() + "]";
    }
}
