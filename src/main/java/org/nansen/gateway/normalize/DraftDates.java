package org.nansen.gateway.normalize;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** In which forms the dates of an unknown source may be written. */
final class DraftDates {

    private static final List<String> FORMATS = List.of(
            "yyyy-MM-dd", "dd.MM.yyyy", "dd/MM/yyyy", "MM/dd/yyyy", "dd-MM-yyyy", "yyyy/MM/dd", "yyyyMMdd", "yyyy");

    /** Eight figures are a number as well; a year of ours, or of an Islamic calendar, and a month tell a day. */
    private static final Pattern BARE_DAY = Pattern.compile("(1[3-9]|20)\\d\\d(0[1-9]|1[0-2])([0-2]\\d|3[01])");

    private DraftDates() {}

    /** Returns the formats that all values fit; several where day and month cannot be told apart. */
    static List<String> formats(Set<String> values) {
        List<String> fitting = new ArrayList<>();
        for (String format : FORMATS) {
            Optional<DatePattern> pattern = DatePattern.of(format);
            if (!values.isEmpty()
                    && pattern.isPresent()
                    && (!format.equals("yyyyMMdd") || values.stream().anyMatch(BARE_DAY.asMatchPredicate()))
                    && values.stream()
                            .allMatch(value -> pattern.get().read(value).isPresent())) {
                fitting.add(format);
            }
        }
        return fitting;
    }
}
