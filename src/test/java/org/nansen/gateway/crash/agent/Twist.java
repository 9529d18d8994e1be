package org.nansen.gateway.crash.agent;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A wrong way with some of the ledger's statements.
 *
 * @param statement which ones
 * @param replacement what stands in place of what matched
 * @param value only those that hold this value, or null
 * @param every of these only each so many
 */
record Twist(
        Kind kind,
        Pattern statement,
        String replacement,
        @Nullable Object value,
        int every,
        AtomicInteger seen) {

    /** No UUIDv7 that was drawn before this process is greater. */
    private static final String START = start(ProcessHandle.current()
            .info()
            .startInstant()
            .orElseThrow(() -> new IllegalStateException("the start of this process is unknown"))
            .toEpochMilli());

    private static String start(long millis) {
        String hex = "%012x".formatted(millis);
        return hex.substring(0, 8) + "-" + hex.substring(8);
    }

    /** What happens to the statement. */
    enum Kind {
        REWRITTEN,
        LEFT_OUT,
        IN_THE_NEXT_COMMIT
    }

    static Twist rewrite(String statement, String replacement) {
        return new Twist(Kind.REWRITTEN, Pattern.compile(statement), replacement, null, 1, new AtomicInteger());
    }

    static Twist leaveOut(String statement, @Nullable Object value, int every) {
        return new Twist(Kind.LEFT_OUT, Pattern.compile(statement), "", value, every, new AtomicInteger());
    }

    static Twist inTheNextCommit(String statement, @Nullable Object value) {
        return new Twist(Kind.IN_THE_NEXT_COMMIT, Pattern.compile(statement), "", value, 1, new AtomicInteger());
    }

    boolean isMeant(String text, @Nullable Object[] values) {
        return statement.matcher(text).find()
                && (value == null || Arrays.asList(values).contains(value))
                && seen.incrementAndGet() % every == 0;
    }

    String rewritten(String text) {
        return statement.matcher(text).replaceAll(replacement).replace("{start}", START);
    }
}
