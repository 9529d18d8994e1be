package org.nansen.gateway.normalize;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.chrono.HijrahDate;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The calendars in which sources date. A day becomes one day of our calendar; a month or year of another one lies across
 * several of ours, so it becomes the range from its first to its last day.
 */
enum SourceCalendar {
    GREGORIAN("gregorian") {
        @Override
        Optional<String> iso(int year, int month, int day) {
            try {
                if (year < 1000) {
                    return Optional.empty();
                }
                if (month <= 0) {
                    return Optional.of(String.format(Locale.ROOT, "%04d", year));
                }
                return Optional.of(
                        day <= 0
                                ? YearMonth.of(year, month).toString()
                                : LocalDate.of(year, month, day).toString());
            } catch (DateTimeException impossible) {
                return Optional.empty();
            }
        }

        @Override
        long firstDay(int year, int month) {
            return LocalDate.of(year, month, 1).toEpochDay();
        }
    },

    /** The civil calendar of Saudi Arabia, as Java has its table; what is older than the table is refused. */
    HIJRI_UMM_AL_QURA("hijri-umm-al-qura", 1300, 1599) {
        @Override
        long firstDay(int year, int month) {
            return HijrahDate.of(year, month, 1).toEpochDay();
        }
    },

    /**
     * The reckoned lunar calendar: odd months have 30 days, even ones 29, and the last one 30 in the years 2, 5, 7, 10, 13,
     * 16, 18, 21, 24, 26 and 29 of 30; counted from Friday, 16 July 622 of the Julian calendar. What people saw in the
     * sky may differ by a day or two.
     */
    HIJRI_TABULAR("hijri-tabular", 1200, 1599) {
        @Override
        long firstDay(int year, int month) {
            return HIJRA + 354L * (year - 1) + (3 + 11L * year) / 30 + 29L * (month - 1) + (6L * month - 1) / 11;
        }
    },

    /**
     * The solar calendar of Iran and Afghanistan: six months of 31 days, five of 30, the last one of 29 or 30. Eight years
     * of 33 are leap years; for the years taken here that is what the equinox as seen from Tehran gave and gives (K. M. Borkowski,
     * The Persian calendar for 3000 years, 1996).
     */
    SOLAR_HIJRI("solar-hijri", 1210, 1599) {
        @Override
        long firstDay(int year, int month) {
            return SOLAR
                    + 365L * (year - 1)
                    + (8L * year + 21) / 33
                    + (month <= 7 ? 31L : 30L) * (month - 1)
                    + (month <= 7 ? 0 : 6);
        }
    };

    /** Days from 1 January 1970 to the first day of the lunar count, 19 July 622 of our calendar. */
    private static final long HIJRA = LocalDate.of(622, 7, 19).toEpochDay();

    /** Days from 1 January 1970 to where the rule's line of new years begins; right for the years taken, not for year 1. */
    private static final long SOLAR = LocalDate.of(622, 3, 21).toEpochDay();

    private final String word;
    private final int earliest;
    private final int latest;

    SourceCalendar(String word) {
        this(word, 0, 0);
    }

    SourceCalendar(String word, int earliest, int latest) {
        this.word = word;
        this.earliest = earliest;
        this.latest = latest;
    }

    static Optional<SourceCalendar> of(String word) {
        return Stream.of(values())
                .filter(calendar -> calendar.word.equals(word))
                .findFirst();
    }

    static String words() {
        return Stream.of(values()).map(calendar -> calendar.word).collect(Collectors.joining(", "));
    }

    /** Returns the day, month or year as ISO 8601 has it in our calendar, or nothing when there is none such. */
    Optional<String> iso(int year, int month, int day) {
        if (year < earliest || year > latest) {
            return Optional.empty();
        }
        if (month <= 0) {
            return Optional.of(range(firstDay(year, 1), firstDay(year + 1, 1)));
        }
        long first = firstDay(year, month);
        long next = month == 12 ? firstDay(year + 1, 1) : firstDay(year, month + 1);
        if (day > next - first) {
            return Optional.empty();
        }
        return Optional.of(day <= 0 ? range(first, next) : day(first + day - 1));
    }

    /** Days from 1 January 1970 to the first day of the month. */
    abstract long firstDay(int year, int month);

    private static String range(long first, long next) {
        return day(first) + "/" + day(next - 1);
    }

    private static String day(long sinceEpoch) {
        return LocalDate.ofEpochDay(sinceEpoch).toString();
    }
}
