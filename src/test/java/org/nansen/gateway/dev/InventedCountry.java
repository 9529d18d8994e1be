package org.nansen.gateway.dev;

import java.util.List;

/**
 * Nationality of an invented person, as the demo's systems write it. Countries are real, because code systems know no
 * others; who comes from where is drawn by lot.
 *
 * @param destatis key of the German statistics office
 */
public record InventedCountry(String alpha3, String alpha2, String destatis) {

    static final List<InventedCountry> ALL = List.of(
            new InventedCountry("ALB", "AL", "121"),
            new InventedCountry("ARM", "AM", "422"),
            new InventedCountry("GEO", "GE", "430"),
            new InventedCountry("IRQ", "IQ", "438"),
            new InventedCountry("PAK", "PK", "461"),
            new InventedCountry("SYR", "SY", "475"));

    /** Returns the country with this code. */
    public static InventedCountry of(String alpha3) {
        return ALL.stream()
                .filter(country -> country.alpha3().equals(alpha3))
                .findFirst()
                .orElseThrow();
    }
}
