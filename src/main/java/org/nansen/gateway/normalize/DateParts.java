package org.nansen.gateway.normalize;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A date as a source wrote it, in whatever calendar.
 *
 * @param month 0 or less when it is not known
 * @param day 0 or less when it is not known
 * @param until the other end of a range
 */
record DateParts(int year, int month, int day, @Nullable DateParts until) {

    /** What stands for nothing known at all. */
    static final String UNKNOWN = "XXXX";

    DateParts until(DateParts end) {
        return new DateParts(year, month, day, end);
    }

    /** Returns only the year: what is left of a day that somebody made up. */
    DateParts yearOnly() {
        return new DateParts(year, 0, 0, until);
    }

    /** Returns whether it is this day of the year, {@code MM-dd}. */
    boolean isDay(String monthAndDay) {
        return day > 0 && until == null && monthAndDay.equals("%02d-%02d".formatted(month, day));
    }

    /**
     * Returns the date as ISO 8601 in our calendar as far as it is known ({@code 1980}, {@code 1980-08}, {@code 1980-08-01},
     * or a range), {@code XXXX} for nothing but zeros, or nothing when the calendar has no such day.
     */
    Optional<String> iso(SourceCalendar calendar) {
        if (year == 0 && month <= 0 && day <= 0) {
            return Optional.of(UNKNOWN);
        }
        if (month > 12 || (month <= 0 && day > 0)) {
            return Optional.empty();
        }
        Optional<String> from = calendar.iso(year, month, day);
        if (until == null || from.isEmpty()) {
            return from;
        }
        return until.iso(calendar)
                .filter(to -> !to.equals(UNKNOWN))
                .map(to -> start(from.get()) + "/" + to.substring(to.indexOf('/') + 1))
                .filter(range -> start(range).compareTo(range.substring(range.indexOf('/') + 1)) <= 0);
    }

    private static String start(String dateOrRange) {
        int slash = dateOrRange.indexOf('/');
        return slash < 0 ? dateOrRange : dateOrRange.substring(0, slash);
    }
}
