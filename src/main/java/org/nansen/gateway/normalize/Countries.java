package org.nansen.gateway.normalize;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The canonical country codes: ISO 3166-1 alpha-3 and ICAO's special codes, and which state stands behind each. A
 * person must be shielded from a state, not from a code: the passport of a British overseas citizen reads {@code GBO},
 * the destination to be refused is {@code GBR}.
 */
final class Countries {

    private static final String NO_STATE = "-";

    /** Canonical code to the state behind it; the code itself, another, or {@link #NO_STATE}. */
    private final Map<String, String> states = new HashMap<>();

    private final Map<String, String> alpha2 = new HashMap<>();
    private final Map<String, String> numeric = new HashMap<>();
    private final Map<String, String> icao = new HashMap<>();

    Countries(CodeFile iso, CodeFile special) {
        for (CodeFile.Row row : iso.rows("alpha3", "alpha2", "numeric", "state", "name")) {
            String code = row.cell(0);
            states.put(code, row.cell(3).isEmpty() ? code : row.cell(3));
            alpha2.put(row.cell(1), code);
            numeric.put(row.cell(2), code);
            icao.put(code, code);
        }
        for (CodeFile.Row row : special.rows("code", "target", "state", "name")) {
            String target = row.cell(1).isEmpty() ? row.cell(0) : row.cell(1);
            icao.put(row.cell(0), target);
            if (row.cell(1).isEmpty()) {
                states.put(target, row.cell(2));
            }
        }
    }

    boolean has(String code) {
        return states.containsKey(code);
    }

    /** Returns the state whose authorities stand behind the code; nothing for codes of no state and unknown ones. */
    Optional<String> stateBehind(String code) {
        return Optional.ofNullable(states.get(code)).filter(state -> !state.equals(NO_STATE));
    }

    Map<String, String> alpha2() {
        return alpha2;
    }

    Map<String, String> alpha3() {
        Map<String, String> codes = new HashMap<>();
        alpha2.values().forEach(code -> codes.put(code, code));
        return codes;
    }

    Map<String, String> numeric() {
        return numeric;
    }

    Map<String, String> icao() {
        return icao;
    }
}
