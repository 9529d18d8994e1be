package org.nansen.gateway.normalize;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * A day that a system keeps as the moment at which it begins in the system's own zone: 1 August 1980 in Berlin is
 * {@code 1980-07-31T22:00:00Z}. Cutting the time off would give the day before.
 */
final class DayInZone {

    private DayInZone() {}

    static boolean isMoment(String text) {
        return text.matches("\\d{4}-\\d{2}-\\d{2}[T ].*(Z|[+-]\\d{2}:?\\d{2})");
    }

    /** Returns the day; nothing when the moment is not the beginning of a day there, so that the zone cannot be right. */
    static Optional<String> of(String text, String zone) {
        try {
            ZoneId there = ZoneId.of(zone);
            ZonedDateTime moment = OffsetDateTime.parse(text.replace(' ', 'T')).atZoneSameInstant(there);
            LocalDate day = moment.toLocalDate();
            return day.atStartOfDay(there).isEqual(moment) ? Optional.of(day.toString()) : Optional.empty();
        } catch (DateTimeException wrong) {
            return Optional.empty();
        }
    }
}
