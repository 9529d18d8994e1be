package org.nansen.gateway.normalize;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The numbers of a workbook as text: what they are shown as decides, never the way in which the file writes them. */
final class ExcelNumbers {

    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{0,40}(\\.[0-9]{0,60})?([eE][+-]?[0-9]{1,3})?");

    /** Excel keeps 15 digits: of a longer number the rest has become zeros, and nobody sees it. */
    private static final BigDecimal EXACT_BELOW = BigDecimal.TEN.pow(15);

    private static final LocalDate BEFORE_1900 = LocalDate.of(1899, 12, 31);
    private static final LocalDate FROM_1904 = LocalDate.of(1904, 1, 1);

    /** 29 February 1900, a day that Excel has and the calendar does not. */
    private static final int NO_SUCH_DAY = 60;

    private static final long LAST_DAY = 2_958_465;
    private static final BigDecimal MILLIS_OF_DAY = BigDecimal.valueOf(86_400_000);

    private ExcelNumbers() {}

    /** Returns the text, or null when the number stands for nothing that is sure. */
    static @Nullable String text(String raw, CellFormats.Format format, boolean from1904) {
        if (!NUMBER.matcher(raw).matches() || !raw.matches(".*[0-9].*")) {
            return null;
        }
        double value = Double.parseDouble(raw);
        if (Double.isInfinite(value)) {
            return null;
        }
        // The shortest decimal that is this number: Excel writes 1.1 as 1.1000000000000001.
        BigDecimal number = new BigDecimal(Double.toString(value));
        if (format.shown() == CellFormats.Shown.NUMBER) {
            return number(number, format.digits());
        }
        return moment(number, format.shown(), from1904);
    }

    private static @Nullable String number(BigDecimal number, int digits) {
        if (number.abs().compareTo(EXACT_BELOW) >= 0) {
            return null;
        }
        String plain = number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
        boolean whole = plain.indexOf('.') < 0 && number.signum() >= 0;
        return whole && plain.length() < digits ? "0".repeat(digits - plain.length()) + plain : plain;
    }

    private static @Nullable String moment(BigDecimal serial, CellFormats.Shown shown, boolean from1904) {
        if (serial.signum() < 0 || serial.compareTo(BigDecimal.valueOf(LAST_DAY + 1)) >= 0) {
            return null;
        }
        long millis =
                serial.multiply(MILLIS_OF_DAY).setScale(0, RoundingMode.HALF_UP).longValueExact();
        if (shown == CellFormats.Shown.ELAPSED) {
            return String.format("%02d:%02d:%02d", millis / 3_600_000, millis / 60_000 % 60, millis / 1_000 % 60);
        }
        long day = Math.floorDiv(millis, MILLIS_OF_DAY.longValue());
        LocalTime time = LocalTime.ofNanoOfDay(Math.floorMod(millis, MILLIS_OF_DAY.longValue()) * 1_000_000);
        boolean whole = time.equals(LocalTime.MIDNIGHT);
        if (shown == CellFormats.Shown.TIME && day == 0) {
            return time(time);
        }
        LocalDate date = date(day, from1904);
        if (date == null) {
            return null;
        }
        return switch (shown) {
            // A date that is shown as a time: what else it holds is not to be lost.
            case TIME, DATE_TIME -> date + "T" + time(time);
            case AS_IT_IS -> whole ? date.toString() : date + "T" + time(time);
            default -> date.toString();
        };
    }

    private static @Nullable LocalDate date(long day, boolean from1904) {
        if (from1904) {
            return FROM_1904.plusDays(day);
        }
        if (day == 0 || day == NO_SUCH_DAY) {
            return null;
        }
        return BEFORE_1900.plusDays(day < NO_SUCH_DAY ? day : day - 1);
    }

    private static String time(LocalTime time) {
        return time.getSecond() == 0 && time.getNano() == 0 ? time + ":00" : time.toString();
    }
}
