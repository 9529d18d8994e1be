package org.nansen.gateway.record;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A whole alternative identity under which the person is known. */
public record Alias(List<PersonName> names, @Nullable BirthDate birthDate, List<Nationality> nationalities) {

    public Alias {
        names = Lists.copy(names);
        nationalities = Lists.copy(nationalities);
    }

    @Override
    public String toString() {
        return "Alias[*]";
    }
}
