package org.nansen.gateway.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.FaultCode;

/**
 * A drop as the ledger knows it. {@code received = accepted + duplicate + rejected + skipped + arriving + abandoned};
 * {@code arriving} and {@code abandoned} records are not listed in the receipt as accepted.
 *
 * @param position source units durable so far
 * @param code why it is held or refused, or null
 */
public record Drop(
        String receiptId,
        String system,
        String door,
        @Nullable String name,
        State state,
        @Nullable FaultCode code,
        long position,
        long received,
        long accepted,
        long duplicate,
        long rejected,
        long skipped,
        @Nullable String bodyDigest,
        Instant openedAt,
        @Nullable Instant closedAt) {

    /** Where the drop stands. */
    public enum State {
        ARRIVING,
        RELEASING,
        ACCEPTED,
        HELD,
        REFUSED;

        /** Whether nothing more will be read for it. */
        public boolean ended() {
            return this != ARRIVING;
        }
    }
}
