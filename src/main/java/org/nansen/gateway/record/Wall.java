package org.nansen.gateway.record;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The first guard rail: nothing goes to a destination in a country that is feared or restricted, nor to one whose
 * country nobody attested. Asked when a message is decided on, and again for the final bytes.
 */
public final class Wall {

    /** Organisations that ICAO 9303-3 section 5 lets issue documents; those such as {@code XPO} lie in XAA to XZZ. */
    private static final Set<String> ORGANISATIONS = Set.of("UNO", "UNA", "EUE");

    /**
     * Codes behind which the same state stands: other codes of it, and territories that it runs and whose offices answer
     * to it (INTERPOL knows the police of Hong Kong and Macao as sub-bureaus of China's). An entry under any of them
     * shields from all of them. No word on whose a territory is: it errs on the side of silence.
     */
    private static final Map<String, String> SAME_STATE = sameStates(Map.ofEntries(
            Map.entry("AUS", "CCK CXR HMD NFK"),
            Map.entry("CHN", "HKG MAC"),
            Map.entry("DNK", "FRO GRL"),
            Map.entry("FIN", "ALA"),
            Map.entry("FRA", "ATF BLM GLP GUF MAF MTQ MYT NCL PYF REU SPM WLF"),
            Map.entry("GBR", "GBD GBN GBO GBP GBS AIA BMU CYM FLK GGY GIB IMN IOT JEY MSR PCN SGS SHN TCA VGB"),
            Map.entry("MAR", "ESH"),
            Map.entry("NLD", "ABW BES CUW SXM"),
            Map.entry("NOR", "BVT SJM"),
            Map.entry("NZL", "COK NIU TKL"),
            Map.entry("USA", "ASM GUM MNP PRI UMI VIR"),
            Map.entry("XKX", "RKS UNK")));

    /** ICAO codes of people without a state or with none stated: nobody can belong there. */
    private static final Set<String> NO_STATE = Set.of("XXA", "XXB", "XXC", "XXX");

    private static final Set<String> ISO = new HashSet<>(Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA3));

    private Wall() {}

    /**
     * Returns whether something about a person may pass to a destination.
     *
     * @param country the destination's country, or null when nobody attested one
     * @param shield codes of the person's feared and restricted countries
     */
    public static boolean passes(@Nullable String country, Collection<String> shield) {
        if (country == null || !known(country)) {
            return false;
        }
        String state = state(country);
        return shield.stream().noneMatch(code -> state(code).equals(state));
    }

    /** Returns whether the code names a state, a part of one, or an organisation: what somebody can belong to. */
    public static boolean known(String country) {
        return ISO.contains(country)
                || ORGANISATIONS.contains(country)
                || SAME_STATE.containsKey(country)
                || SAME_STATE.containsValue(country)
                // ISO 3166-1 leaves XAA to XZZ to its users: ICAO's organisations, and the invented countries of tests.
                || (country.matches("X[A-Z]{2}") && !NO_STATE.contains(country));
    }

    private static Map<String, String> sameStates(Map<String, String> codesOfStates) {
        Map<String, String> states = new HashMap<>();
        codesOfStates.forEach((state, codes) -> Set.of(codes.split(" ")).forEach(code -> states.put(code, state)));
        return Map.copyOf(states);
    }

    private static String state(String code) {
        return SAME_STATE.getOrDefault(code, code);
    }
}
