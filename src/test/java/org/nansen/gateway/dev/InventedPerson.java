package org.nansen.gateway.dev;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who does not exist.
 *
 * @param number counts up from 1
 * @param birthDate null when only the year is known
 * @param referenced whether INTERPOL is said to hold a reference on the person
 */
public record InventedPerson(
        int number,
        String surname,
        String given,
        int birthYear,
        @Nullable LocalDate birthDate,
        int sex,
        InventedCountry country,
        boolean referenced) {}
