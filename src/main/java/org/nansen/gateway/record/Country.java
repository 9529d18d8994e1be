package org.nansen.gateway.record;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A state, as ISO 3166-1 alpha-3 or an ICAO 9303-3 special code.
 *
 * @param code three capital letters, or one of ICAO's shorter special codes ({@code D} is given as {@code DEU})
 * @param original what the source said
 * @param originalSystem the code system of {@code original}, for example {@code DESTATIS}
 */
public record Country(
        String code, @Nullable String original, @Nullable String originalSystem) {

    private static final Pattern CODE = Pattern.compile("[A-Z]{3}");

    public Country {
        if (!CODE.matcher(code).matches()) {
            throw Rejected.of(FaultCode.NG_102_UNKNOWN_CODE, "country");
        }
    }

    public static Country of(String code) {
        return new Country(code, null, null);
    }

    @Override
    public String toString() {
        return "Country[*]";
    }
}
