package org.nansen.gateway.normalize;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A pattern such as {@code dd.MM.yyyy} read as far as it goes: day or month {@code 00} are not known, and a time of day
 * after the date, or the offset that XML Schema lets a date have, is cut off, never converted (1980-08-01T00:00:00+02:00
 * and 1980-08-01+02:00 are the first of August).
 */
final class DatePattern {

    private static final String ISO_DAY = "yyyy-MM-dd";
    private static final String OFFSET = "[+-](0\\d|1[0-4])(:?[0-5]\\d)?";

    private static final String TIME =
            "[T ]([01]?\\d|2[0-4]):[0-5]\\d(:([0-5]\\d|60)([.,]\\d{1,9})?)?( ?(Z|" + OFFSET + "))?";

    /** What may stand behind a date and says nothing of the day. */
    private static final Pattern BEHIND = Pattern.compile(TIME);

    private static final Pattern BEHIND_ISO = Pattern.compile(TIME + "|Z|[+-](0\\d|1[0-4]):[0-5]\\d");
    private static final Pattern ISO_RANGE = Pattern.compile("\\d{4}(-\\d\\d){0,2}/\\d{4}(-\\d\\d){0,2}");

    private final String pattern;

    private DatePattern(String pattern) {
        this.pattern = pattern;
    }

    /** Returns the pattern, or nothing when it is none: it must have {@code yyyy} and may have {@code MM} and {@code dd}. */
    static Optional<DatePattern> of(String pattern) {
        if (pattern.equals("iso")) {
            return Optional.of(new DatePattern(pattern));
        }
        String letters = pattern.replaceAll("[^A-Za-z]", "");
        boolean fits = pattern.contains("yyyy")
                && letters.replaceFirst("yyyy", "")
                        .replaceFirst("MM?", "")
                        .replaceFirst("dd?", "")
                        .isEmpty()
                && (!letters.contains("d") || letters.contains("M"));
        return fits ? Optional.of(new DatePattern(pattern)) : Optional.empty();
    }

    /**
     * Returns the date as far as the text says it, both ends of an ISO range, or nothing when the text does not fit. Whether
     * there is such a day is for the calendar to say.
     */
    Optional<DateParts> read(String text) {
        if (pattern.equals("iso")) {
            if (ISO_RANGE.matcher(text).matches()) {
                String[] ends = text.split("/");
                Optional<DateParts> to = read(ends[1]);
                return to.isEmpty() ? to : read(ends[0]).map(from -> from.until(to.get()));
            }
            for (String form : new String[] {ISO_DAY, "yyyy-MM", "yyyy"}) {
                Optional<DateParts> read = read(form, text);
                if (read.isPresent()) {
                    return read;
                }
            }
            return Optional.empty();
        }
        return read(pattern, text);
    }

    private static Optional<DateParts> read(String pattern, String text) {
        int year = -1;
        int month = -1;
        int day = -1;
        int at = 0;
        for (int in = 0; in < pattern.length(); ) {
            char letter = pattern.charAt(in);
            if (letter != 'y' && letter != 'M' && letter != 'd') {
                if (at >= text.length() || text.charAt(at) != letter) {
                    return Optional.empty();
                }
                at++;
                in++;
                continue;
            }
            int width = 1;
            while (in + width < pattern.length() && pattern.charAt(in + width) == letter) {
                width++;
            }
            int digits = digits(text, at, width == 1 ? 2 : width);
            if (digits == 0 || (width > 1 && digits < width)) {
                return Optional.empty();
            }
            int number = Integer.parseInt(text, at, at + digits, 10);
            at += digits;
            in += width;
            switch (letter) {
                case 'y' -> year = number;
                case 'M' -> month = number;
                default -> day = number;
            }
        }
        if (at < text.length()
                && !(day >= 0
                        && (pattern.equals(ISO_DAY) ? BEHIND_ISO : BEHIND)
                                .matcher(text.substring(at))
                                .matches())) {
            return Optional.empty();
        }
        return Optional.of(new DateParts(year, month, day, null));
    }

    private static int digits(String text, int from, int most) {
        int count = 0;
        while (count < most && from + count < text.length()) {
            char c = text.charAt(from + count);
            if (c < '0' || c > '9') {
                break;
            }
            count++;
        }
        return count;
    }
}
