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

    private static final Set<FaultCode> DELIVERY = EnumSet.of(
            FaultCode.NG_401_MAIL_UNREACHABLE,
            FaultCode.NG_402_MAIL_REFUSED,
            FaultCode.NG_403_MAIL_LOGIN,
            FaultCode.NG_404_REPLY_UNREACHABLE,
            FaultCode.NG_405_RECIPIENT);

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
    static FaultCode shown(FaultCode fault) {
        return TELLING.contains(fault) ? FaultCode.NG_305_REVIEW : fault;
    }

    /**
     * Returns the fault as an operator may see it beside a record: a mail that failed would tell that there was one, and
     * with it a hit or a decision. Counted over many records the cause is shown as it is.
     */
    static @Nullable FaultCode shownOfRecord(@Nullable FaultCode fault) {
        if (fault == null) {
            return null;
        }
        return DELIVERY.contains(fault) ? FaultCode.NG_406_NOT_HANDED_OVER : shown(fault);
    }
}
