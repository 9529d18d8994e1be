package org.nansen.gateway.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A letter as written, opened. A repeat uses the same id, so everything sent is derived from it alone.
 *
 * @param id opaque UUID; the Message-ID, the Idempotency-Key and the subject are made from it
 * @param content the message as JSON, UTF-8
 * @param createdAt when disclosure wrote it; the mail's date, so that a repeat is the same bytes
 */
public record Letter(
        String id,
        MessageKind kind,
        String recordId,
        String system,
        String destination,
        String channel,
        String rule,
        String policyVersion,
        byte[] content,
        Instant createdAt,
        @Nullable String supersedes) {

    @Override
    public String toString() {
        return "Letter[id=" + id + "]";
    }
}
