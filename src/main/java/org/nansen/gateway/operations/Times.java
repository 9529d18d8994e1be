package org.nansen.gateway.operations;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;

/** Times as commands print them: UTC, to the second. */
final class Times {

    private Times() {}

    static String at(String time) {
        try {
            return Instant.parse(time).truncatedTo(ChronoUnit.SECONDS).toString();
        } catch (DateTimeParseException absent) {
            return time;
        }
    }
}
