package org.nansen.gateway.record;

import org.jspecify.annotations.Nullable;

/**
 * Sex by ISO/IEC 5218.
 *
 * @param code 0 not known, 1 male, 2 female, 9 not applicable
 * @param original what the source said
 */
public record Sex(int code, @Nullable String original) {

    public Sex {
        if (code != 0 && code != 1 && code != 2 && code != 9) {
            throw Rejected.of(FaultCode.NG_102_UNKNOWN_CODE, "person/sex");
        }
    }

    @Override
    public String toString() {
        return "Sex[*]";
    }
}
