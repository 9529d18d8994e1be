package org.nansen.gateway.record;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who the record is about. Lists are never null and may be empty, except {@code names} and {@code nationalities}. */
public record Person(
        List<PersonName> names,
        BirthDate birthDate,
        @Nullable String birthPlace,
        @Nullable Country birthCountry,
        Sex sex,
        List<Nationality> nationalities,
        List<Alias> aliases,
        @Nullable Boolean minor,
        @Nullable String familyGroup,
        @Nullable String relationship,
        @Nullable Country formerHabitualResidence) {

    public Person {
        names = Lists.copy(names);
        nationalities = Lists.copy(nationalities);
        aliases = Lists.copy(aliases);
    }

    @Override
    public String toString() {
        return "Person[*]";
    }
}
