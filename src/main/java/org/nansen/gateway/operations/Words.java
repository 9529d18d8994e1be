package org.nansen.gateway.operations;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.FaultCode;

/** How values are spelt in the API: small letters, hyphens, public fault codes. */
final class Words {

    private static final Set<FaultCode> TELLING = EnumSet.of(
            FaultCode.NG_301_WALL,
            FaultCode.NG_302_NO_RULE,
            FaultCode.NG_306_NOT_TEST,
            FaultCode.NG_307_OPEN_HIT,
            FaultCode.NG_309_NOTHING_HELD);

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

    /**
     * Returns the fault as an operator may see it: which reason held a message back would tell a result or a rule, so
     * each of them shows as "a person must look".
     */
    static @Nullable FaultCode forOperator(@Nullable FaultCode fault) {
        return fault != null && TELLING.contains(fault) ? FaultCode.NG_305_REVIEW : fault;
    }
}
