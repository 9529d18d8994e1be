package org.nansen.gateway.record;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Marking of the record, and countries that must not learn of it for reasons other than fear. */
public record Handling(String level, List<Country> restrictedCountries) {

    public Handling {
        restrictedCountries = Lists.copy(restrictedCountries);
    }

    public static Handling ordinary(@Nullable List<Country> restricted) {
        return new Handling("restricted", Lists.copy(restricted));
    }

    @Override
    public String toString() {
        return "Handling[level=" + level + "]";
    }
}
