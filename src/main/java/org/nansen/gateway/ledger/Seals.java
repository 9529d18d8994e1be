package org.nansen.gateway.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.nansen.gateway.record.Defect;
import org.nansen.gateway.record.FaultCode;

/**
 * Sealing with AES-256-GCM (96-bit random nonce, the unit's id as associated data) and keyed hashing with HMAC-SHA256.
 * Two keys are derived from the master key, one to wrap people's keys and one to hash references.
 *
 * <p>Sealed form: one byte 1 (version), 12 bytes nonce, ciphertext with its 16-byte tag.
 */
final class Seals {

    private static final byte VERSION = 1;
    private static final int NONCE = 12;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKey wrapping;
    private final SecretKey hashing;

    /**
     * @param master 32 random bytes
     */
    Seals(byte[] master) {
        this.wrapping = new SecretKeySpec(mac(new SecretKeySpec(master, "HmacSHA256"), "nansen wrap 1"), "AES");
        this.hashing = new SecretKeySpec(mac(new SecretKeySpec(master, "HmacSHA256"), "nansen hash 1"), "HmacSHA256");
    }

    static SecretKey newKey() {
        byte[] key = new byte[32];
        RANDOM.nextBytes(key);
        return new SecretKeySpec(key, "AES");
    }

    byte[] wrap(SecretKey key, String personId) {
        return seal(wrapping, personId, key.getEncoded());
    }

    SecretKey unwrap(byte[] wrapped, String personId) {
        return new SecretKeySpec(unseal(wrapping, personId, wrapped), "AES");
    }

    static byte[] seal(SecretKey key, String id, byte[] clear) {
        byte[] nonce = new byte[NONCE];
        RANDOM.nextBytes(nonce);
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(128, nonce));
            cipher.updateAAD(id.getBytes(StandardCharsets.UTF_8));
            ByteBuffer sealed = ByteBuffer.allocate(1 + NONCE + cipher.getOutputSize(clear.length));
            sealed.put(VERSION).put(nonce);
            cipher.doFinal(ByteBuffer.wrap(clear), sealed);
            return sealed.array();
        } catch (GeneralSecurityException impossible) {
            throw Defect.of(FaultCode.NG_900_DEFECT, "seal");
        }
    }

    static byte[] unseal(SecretKey key, String id, byte[] sealed) {
        if (sealed.length < 1 + NONCE + 16 || sealed[0] != VERSION) {
            throw Defect.of(FaultCode.NG_505_UNSEAL, id);
        }
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(128, sealed, 1, NONCE));
            cipher.updateAAD(id.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(sealed, 1 + NONCE, sealed.length - 1 - NONCE);
        } catch (GeneralSecurityException altered) {
            throw Defect.of(FaultCode.NG_505_UNSEAL, id);
        }
    }

    /** Returns the keyed hash of the parts as 32 hexadecimal digits after {@code prefix}; parts cannot run together. */
    String hash(String prefix, String... parts) {
        StringBuilder text = new StringBuilder(prefix);
        for (String part : parts) {
            text.append(part.length()).append(':').append(part);
        }
        return prefix + HexFormat.of().formatHex(mac(hashing, text.toString()), 0, 16);
    }

    String hash(byte[] content) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(hashing);
            return HexFormat.of().formatHex(mac.doFinal(content), 0, 16);
        } catch (GeneralSecurityException impossible) {
            throw Defect.of(FaultCode.NG_900_DEFECT, "hash");
        }
    }

    private static byte[] mac(SecretKey key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw Defect.of(FaultCode.NG_900_DEFECT, "hash");
        }
    }
}
