package org.nansen.gateway.operations;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.FaultCode;

/** How values are spelt in the API: small letters, hyphens, public fault codes. */
final class Words {

    private Words() {}

    static @Nullable String of(@Nullable Enum<?> value) {
        return value == null ? null : value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static @Nullable String code(@Nullable FaultCode fault) {
        return fault == null ? null : fault.code();
    }

    static @Nullable String hint(@Nullable FaultCode fault) {
        return fault == null ? null : fault.hint();
    }
}
