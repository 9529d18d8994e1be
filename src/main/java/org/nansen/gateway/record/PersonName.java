package org.nansen.gateway.record;

import org.jspecify.annotations.Nullable;

/**
 * One name of a person.
 *
 * @param type what kind of name
 * @param surname primary identifier, absent for people with a single name given as {@code full}
 * @param given secondary identifier
 * @param full the name as one text, where the source does not part it
 * @param script ISO 15924 code of the script it is written in, for example {@code Latn}
 * @param latin a Latin form given by the source
 * @param mrz the form in a machine readable zone (ICAO 9303-3)
 */
public record PersonName(
        Type type,
        @Nullable String surname,
        @Nullable String given,
        @Nullable String full,
        @Nullable String script,
        @Nullable String latin,
        @Nullable String mrz) {

    /** What kind of name it is. */
    public enum Type {
        PRIMARY,
        BIRTH,
        ALIAS,
        SPELLING
    }

    @Override
    public String toString() {
        return "PersonName[*]";
    }
}
