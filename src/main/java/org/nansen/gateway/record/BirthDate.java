package org.nansen.gateway.record;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.regex.Pattern;

/**
 * A birth date as far as it is known: never a timestamp, never shifted by a time zone.
 *
 * @param value ISO 8601-2: {@code 1980}, {@code 1980-08}, {@code 1980-08-01}, a range {@code 1978/1982}, or
 *     {@code XXXX} when nothing is known
 * @param estimated whether the source calls it an estimate
 */
public record BirthDate(String value, boolean estimated) {

    public static final BirthDate UNKNOWN = new BirthDate("XXXX", false);

    private static final Pattern PART = Pattern.compile("\\d{4}(-\\d{2}(-\\d{2})?)?");

    public BirthDate {
        if (!"XXXX".equals(value)) {
            int slash = value.indexOf('/');
            if (slash < 0) {
                checkPart(value);
            } else {
                checkPart(value.substring(0, slash));
                checkPart(value.substring(slash + 1));
            }
        }
    }

    private static void checkPart(String part) {
        if (!PART.matcher(part).matches()) {
            throw Rejected.of(FaultCode.NG_103_BIRTH_DATE, "person/birthDate");
        }
        try {
            if (part.length() == 10) {
                LocalDate.parse(part);
            } else if (part.length() == 7) {
                YearMonth.parse(part);
            }
        } catch (DateTimeException impossible) {
            throw Rejected.of(FaultCode.NG_103_BIRTH_DATE, "person/birthDate");
        }
    }

    @Override
    public String toString() {
        return "BirthDate[*]";
    }
}
