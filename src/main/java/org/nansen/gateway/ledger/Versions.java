package org.nansen.gateway.ledger;

import java.math.BigInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Order of a source's versions: whole numbers by value, ISO 8601 dates and times as text. */
final class Versions {

    private static final Pattern NUMBER = Pattern.compile("\\d{1,64}");

    private Versions() {}

    /** Whether {@code version} is older than {@code newest}; unknown where either is absent. */
    static boolean isOlder(@Nullable String version, @Nullable String newest) {
        if (version == null || newest == null) {
            return false;
        }
        if (NUMBER.matcher(version).matches() && NUMBER.matcher(newest).matches()) {
            return new BigInteger(version).compareTo(new BigInteger(newest)) < 0;
        }
        return version.compareTo(newest) < 0;
    }
}
