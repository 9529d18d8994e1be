package org.nansen.gateway.crash;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The hashes by which the ledger and the endpoint know a record, worked out here once more and apart from the gateway. */
final class KeyedHash {

    private final byte[] key;

    KeyedHash(byte[] master) {
        this.key = mac(master, "nansen hash 1");
    }

    /** What the ledger writes for a source's own record number. */
    String sourceRef(Source source, String recordId) {
        StringBuilder text = new StringBuilder("s");
        for (String part : new String[] {source.system(), recordId}) {
            text.append(part.length()).append(':').append(part);
        }
        return "s" + HexFormat.of().formatHex(mac(key, text.toString()), 0, 16);
    }

    /** Under which reference the endpoint is asked about a record. */
    static String reference(String recordId) {
        ByteBuffer hash = ByteBuffer.wrap(sha256(String.join("\n", "reference", recordId, "interpol", "")));
        long high = (hash.getLong() & ~0xF000L) | 0x8000L;
        long low = (hash.getLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
        return new UUID(high, low).toString();
    }

    /** Hash of an entry over the one before it. */
    static String entry(String... parts) {
        StringBuilder text = new StringBuilder();
        for (String part : parts) {
            text.append(part.length()).append(':').append(part);
        }
        return HexFormat.of().formatHex(sha256(text.toString()));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] mac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
