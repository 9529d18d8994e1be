package org.nansen.gateway.record;

import org.jspecify.annotations.Nullable;

/** The sender's mistake: the record or drop is rejected, trying again is of no use. */
public final class Rejected extends Fault {

    private static final long serialVersionUID = 1L;

    private Rejected(FaultCode code, String at, @Nullable Throwable cause) {
        super(code, at, cause);
    }

    /**
     * @param code what is wrong
     * @param at the field's path, for example {@code person/birthDate}; never a value
     */
    public static Rejected of(FaultCode code, String at) {
        return new Rejected(code, at, null);
    }

    public static Rejected of(FaultCode code, String at, Throwable cause) {
        return new Rejected(code, at, cause);
    }
}
