package org.nansen.gateway.security;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Remembers for a short while that a password fitted a hash, so that a system that posts often does not pay for bcrypt
 * (about 100 ms at cost 12) on every request. What is kept is a hash of both under a key that lives in this process
 * only; failures are never remembered.
 */
final class RememberedPasswords implements PasswordEncoder {

    static final Duration FOR = Duration.ofMinutes(5);
    private static final int MOST = 1_000;

    private final PasswordEncoder slow;
    private final LongSupplier nanoTime;
    private final SecretKeySpec key;
    private final Map<String, Long> fitted = new ConcurrentHashMap<>();

    RememberedPasswords(PasswordEncoder slow) {
        this(slow, System::nanoTime);
    }

    RememberedPasswords(PasswordEncoder slow, LongSupplier nanoTime) {
        this.slow = slow;
        this.nanoTime = nanoTime;
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        this.key = new SecretKeySpec(bytes, "HmacSHA256");
    }

    @Override
    public String encode(CharSequence password) {
        return slow.encode(password);
    }

    @Override
    public boolean matches(CharSequence password, String hash) {
        String both = keyed(password, hash);
        Long until = fitted.get(both);
        if (until != null && until - nanoTime.getAsLong() > 0) {
            return true;
        }
        fitted.remove(both);
        if (!slow.matches(password, hash)) {
            return false;
        }
        if (fitted.size() >= MOST) {
            fitted.clear();
        }
        fitted.put(both, nanoTime.getAsLong() + FOR.toNanos());
        return true;
    }

    @Override
    public boolean upgradeEncoding(String hash) {
        return false;
    }

    private String keyed(CharSequence password, String hash) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update(hash.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            mac.update(password.toString().getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(mac.doFinal());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is part of every JDK", e);
        }
    }
}
