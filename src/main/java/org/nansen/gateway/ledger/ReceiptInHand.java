package org.nansen.gateway.ledger;

import org.jspecify.annotations.Nullable;

final class ReceiptInHand extends ClaimInHand implements ReceiptClaim {

    private final String receiptId;
    private final @Nullable String address;

    ReceiptInHand(
            String id,
            String receiptId,
            @Nullable String address,
            String queue,
            String system,
            int attempts,
            long fence,
            Tenure tenure) {
        super(id, queue, system, attempts, fence, tenure);
        this.receiptId = receiptId;
        this.address = address;
    }

    @Override
    @Nullable
    String recordId() {
        return null;
    }

    @Override
    public String receiptId() {
        return receiptId;
    }

    @Override
    public @Nullable String address() {
        return address;
    }
}
