package org.nansen.gateway.record;

import org.jspecify.annotations.Nullable;

/**
 * A coded fault. Its message holds the code, the place and the hint, never a value from a record; causes are kept for
 * the stack only and their messages are never shown outside.
 */
public abstract sealed class Fault extends RuntimeException permits Rejected, Unavailable, Defect {

    private static final long serialVersionUID = 1L;

    private final FaultCode code;
    private final String at;

    protected Fault(FaultCode code, String at, @Nullable Throwable cause) {
        super(code.code() + (at.isEmpty() ? "" : " at " + at) + ": " + code.hint(), cause);
        this.code = code;
        this.at = at;
    }

    public FaultCode code() {
        return code;
    }

    /** Returns the field, file or dependency at fault, or an empty text. */
    public String at() {
        return at;
    }
}
