package org.nansen.gateway.dev;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who does not exist.
 *
 * @param number counts up from 1
 * @param birthDate null when only the year is known
 */
public record InventedPerson(
        int number,
        String surname,
        String given,
        int birthYear,
        @Nullable LocalDate birthDate,
        int sex,
        InventedCountry country) {

    /** Whether INTERPOL is said to hold a reference on the person. */
    public boolean referenced() {
        return number % 4 == 1;
    }
}
