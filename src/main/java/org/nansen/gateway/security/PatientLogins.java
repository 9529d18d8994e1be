package org.nansen.gateway.security;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/**
 * After five wrong passwords in a row for one name from one address that pair waits for a minute. By pair, because a
 * lock by name alone would let anybody shut a national system out.
 */
final class PatientLogins implements AuthenticationProvider {

    static final int TRIES = 5;
    static final Duration PAUSE = Duration.ofMinutes(1);
    private static final int MOST = 10_000;
    private static final int LONGEST_NAME = 128;

    private final AuthenticationProvider logins;
    private final LongSupplier nanoTime;
    private final Map<String, Failures> failures = new ConcurrentHashMap<>();

    PatientLogins(AuthenticationProvider logins, LongSupplier nanoTime) {
        this.logins = logins;
        this.nanoTime = nanoTime;
    }

    @Override
    public Authentication authenticate(Authentication attempt) {
        String name = attempt.getName();
        // Whoever has no login chooses the name: it must not choose how much is kept, too.
        String who = name.substring(0, Math.min(name.length(), LONGEST_NAME)) + "\n" + address(attempt);
        Failures before = failures.get(who);
        long now = nanoTime.getAsLong();
        if (before != null && before.count() >= TRIES && now - before.lastAt() < PAUSE.toNanos()) {
            throw new LockedException("too many failed logins");
        }
        try {
            Authentication done = logins.authenticate(attempt);
            failures.remove(who);
            return done;
        } catch (BadCredentialsException e) {
            if (failures.size() >= MOST) {
                failures.clear();
            }
            failures.compute(
                    who,
                    (key, known) -> known == null || now - known.lastAt() >= PAUSE.toNanos()
                            ? new Failures(1, now)
                            : new Failures(known.count() + 1, now));
            throw e;
        }
    }

    @Override
    public boolean supports(Class<?> kind) {
        return logins.supports(kind);
    }

    private static String address(Authentication attempt) {
        return attempt.getDetails() instanceof WebAuthenticationDetails details ? details.getRemoteAddress() : "";
    }

    private record Failures(int count, long lastAt) {}
}
