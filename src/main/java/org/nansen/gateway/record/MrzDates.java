package org.nansen.gateway.record;

import java.time.DateTimeException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Dates of machine readable zones: years of two figures, and fillers for what is not known (ICAO Doc 9303-3, section 4.8). */
final class MrzDates {

    /** Late enough that a year of two figures may be any, the leap year 2000 among them. */
    static final LocalDate EVERY_DAY = LocalDate.of(2049, 12, 31);

    private static final String NOT_KNOWN = "<<";

    private MrzDates() {}

    /** Returns the date as far as it is known, {@code XXXX} when it is not, null when it cannot be; never one to come. */
    static @Nullable String birthDate(String text, LocalDate today) {
        String year = text.substring(0, 2);
        String month = known(text.substring(2, 4));
        String day = known(text.substring(4, 6));
        if (year.equals(NOT_KNOWN)) {
            // Month or day without a year say nothing that can be searched for.
            return text.matches("[0-9<]{6}") ? "XXXX" : null;
        }
        if (!text.matches("\\d\\d(\\d\\d|<<)(\\d\\d|<<)") || (month.isEmpty() && !day.isEmpty())) {
            return null;
        }
        int century = today.getYear() / 100 * 100;
        for (int first : new int[] {century, century - 100}) {
            String read = date(first + Integer.parseInt(year), month, day);
            if (read != null && read.compareTo(today.toString().substring(0, read.length())) <= 0) {
                return read;
            }
        }
        return null;
    }

    /** Returns the day of a document's end, within 50 years of today, or null when there is none or it cannot be. */
    static @Nullable String expiry(String text, LocalDate today) {
        if (!text.matches("\\d{6}")) {
            return null;
        }
        int earliest = today.getYear() - 50;
        int year = earliest / 100 * 100 + Integer.parseInt(text.substring(0, 2));
        return date(year < earliest ? year + 100 : year, text.substring(2, 4), text.substring(4, 6));
    }

    private static String known(String part) {
        return part.equals(NOT_KNOWN) || part.equals("00") ? "" : part;
    }

    private static @Nullable String date(int year, String month, String day) {
        try {
            LocalDate first = LocalDate.of(
                    year, month.isEmpty() ? 1 : Integer.parseInt(month), day.isEmpty() ? 1 : Integer.parseInt(day));
            return first.toString().substring(0, month.isEmpty() ? 4 : day.isEmpty() ? 7 : 10);
        } catch (DateTimeException impossible) {
            return null;
        }
    }
}
