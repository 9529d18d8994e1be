package org.nansen.gateway.screening;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.SortedSet;
import java.util.UUID;
import org.nansen.gateway.record.AsylumRecord;

/**
 * One question to one connection about one record. Its key and reference are derived, not drawn: after a crash the same
 * question has the same key again, and neither says anything about the person or the case.
 *
 * @param round number of the question, from 1; a repeat of a question that got no answer keeps its round
 */
record Question(
        String connection,
        String recordId,
        int round,
        SortedSet<String> databases,
        String purpose,
        AsylumRecord record) {

    /** Returns the Idempotency-Key: stable over retries and restarts, new for a new round and for a new way of writing questions. */
    UUID key() {
        return derived("key", round + " " + purpose + " " + String.join(" ", databases) + " " + QuestionJson.FORM);
    }

    /** Returns the reference that the answer must echo, the same in every round. */
    UUID reference() {
        return derived("reference", "");
    }

    /** A UUID of version 8 (RFC 9562, section 5.8) from a hash. */
    private UUID derived(String use, String more) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            String text = String.join("\n", use, recordId, connection, more);
            ByteBuffer hash = ByteBuffer.wrap(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
            long high = (hash.getLong() & ~0xF000L) | 0x8000L;
            long low = (hash.getLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
            return new UUID(high, low);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }

    @Override
    public String toString() {
        return "Question[connection=" + connection + ", record=" + recordId + ", round=" + round + "]";
    }
}
