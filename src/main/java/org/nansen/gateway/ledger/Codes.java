package org.nansen.gateway.ledger;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.record.ScreeningResult;

/** Codes between their public form in the store and their types. */
final class Codes {

    private static final Map<String, FaultCode> FAULTS = new HashMap<>();

    static {
        for (FaultCode code : FaultCode.values()) {
            FAULTS.put(code.code(), code);
        }
    }

    private Codes() {}

    /** Returns the fault of a stored code, {@code NG-900} for one that this version does not know, null for null. */
    static @Nullable FaultCode fault(@Nullable String code) {
        return code == null ? null : FAULTS.getOrDefault(code, FaultCode.NG_900_DEFECT);
    }

    static @Nullable ScreeningResult result(@Nullable String name) {
        return name == null
                ? null
                : ScreeningResult.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
