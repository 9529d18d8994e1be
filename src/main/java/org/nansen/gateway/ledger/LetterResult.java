package org.nansen.gateway.ledger;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.FaultCode;

/**
 * A claimed letter or receipt was handed over, or refused for a reason.
 *
 * @param refused why it did not go, or null when it went
 */
record LetterResult(ClaimInHand claim, @Nullable FaultCode refused) implements Change<@Nullable Void> {

    @Override
    public void prepare(Batch batch) {
        batch.endings().add(this);
    }

    @Override
    public @Nullable Void apply(Batch batch) throws SQLException {
        if (batch.endings().ended(this)) {
            if (refused == null && Queues.isReply(claim.queue())) {
                Letters.handedOver(batch, claim.id());
            }
            Results.after(batch, claim, refused == null ? "letter.delivered" : "letter.refused", claim.id());
        }
        return null;
    }
}
