package org.nansen.gateway.ledger;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Order of a source's versions: whole numbers by value, ISO 8601 dates and times by the moment that they mean. */
final class Versions {

    private static final Pattern NUMBER = Pattern.compile("\\d{1,64}");

    private static final Pattern TIME = Pattern.compile(
            "(\\d{4}-\\d{2}-\\d{2})(?:T(\\d{2}:\\d{2}(?::\\d{2}(?:[.,]\\d{1,9})?)?)(Z|[+-]\\d{2}(?::?\\d{2})?)?)?");

    private Versions() {}

    /** Whether {@code version} is older than {@code newest}; unknown where either is absent. */
    static boolean isOlder(@Nullable String version, @Nullable String newest) {
        if (version == null || newest == null) {
            return false;
        }
        if (NUMBER.matcher(version).matches() && NUMBER.matcher(newest).matches()) {
            return new BigInteger(version).compareTo(new BigInteger(newest)) < 0;
        }
        Instant time = time(version);
        Instant newestTime = time(newest);
        return time == null || newestTime == null ? version.compareTo(newest) < 0 : time.isBefore(newestTime);
    }

    /** Returns the moment that it means, in UTC where it says no offset, or null where it is none. */
    private static @Nullable Instant time(String version) {
        Matcher parts = TIME.matcher(version);
        if (!parts.matches()) {
            return null;
        }
        try {
            String clock = parts.group(2) == null ? "00:00" : parts.group(2).replace(',', '.');
            String offset = parts.group(3) == null ? "Z" : parts.group(3);
            return LocalDateTime.parse(parts.group(1) + "T" + clock).toInstant(ZoneOffset.of(offset));
        } catch (DateTimeException impossible) {
            return null;
        }
    }
}
