package org.nansen.gateway.ledger;

import org.jspecify.annotations.Nullable;

/** A receipt (M2) to hand over; its content is read from the drop at that moment. */
public non-sealed interface ReceiptClaim extends Claim {

    String receiptId();

    /** What the reply channel needs beyond its configuration, for example a queue's name. */
    @Nullable
    String address();
}
