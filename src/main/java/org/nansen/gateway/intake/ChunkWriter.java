package org.nansen.gateway.intake;

import java.util.concurrent.CompletionException;
import org.nansen.gateway.ledger.Drop;
import org.nansen.gateway.ledger.Drops;
import org.nansen.gateway.record.Defect;
import org.nansen.gateway.record.Fault;
import org.nansen.gateway.record.FaultCode;

/** The one step of {@code intake.accept.<system>}: puts a chunk into the ledger and returns when it is durable. */
final class ChunkWriter {

    private final Drops drops;

    ChunkWriter(Drops drops) {
        this.drops = drops;
    }

    /** Returns the drop as it stands after the chunk; throws the ledger's fault otherwise. */
    public Drop append(Offer offer) {
        try {
            return drops.append(offer.drop(), offer.chunk(), offer.ending()).join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof Fault fault) {
                throw fault;
            }
            throw Defect.of(FaultCode.NG_900_DEFECT, "intake.accept", failed.getCause());
        }
    }
}
