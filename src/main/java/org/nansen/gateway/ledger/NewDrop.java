package org.nansen.gateway.ledger;

import org.jspecify.annotations.Nullable;

/**
 * The head of a drop.
 *
 * @param receiptId UUID fixed before the first byte is read
 * @param system the national system, known from the door's credentials
 * @param door {@code sftp}, {@code file}, {@code jms} or {@code rest}
 * @param name the file's name, or null
 * @param idempotencyKey the caller's or message's key, or null
 * @param bodyDigest digest of the whole body where it is known before reading (REST, JMS), or null
 * @param receiptTo where the receipt (M2) goes as a delivery, or null where the answer itself is the receipt
 * @param feed how its records are judged
 */
public record NewDrop(
        String receiptId,
        String system,
        String door,
        @Nullable String name,
        @Nullable String idempotencyKey,
        @Nullable String bodyDigest,
        @Nullable ReplyTo receiptTo,
        Feed feed) {

    /** A drop that holds changes only. */
    public NewDrop(
            String receiptId,
            String system,
            String door,
            @Nullable String name,
            @Nullable String idempotencyKey,
            @Nullable String bodyDigest,
            @Nullable ReplyTo receiptTo) {
        this(receiptId, system, door, name, idempotencyKey, bodyDigest, receiptTo, Feed.CHANGES);
    }

    /**
     * Where an answer goes.
     *
     * @param channel the ledger queue, for example {@code reply.registry}
     * @param address what the channel needs beyond its configuration, for example a queue's name, or null
     */
    public record ReplyTo(String channel, @Nullable String address) {}
}
