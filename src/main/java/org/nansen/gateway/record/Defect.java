package org.nansen.gateway.record;

import org.jspecify.annotations.Nullable;

/** A fault that will not pass by itself and is not the sender's: the unit parks and says what to do. */
public final class Defect extends Fault {

    private static final long serialVersionUID = 1L;

    private Defect(FaultCode code, String at, @Nullable Throwable cause) {
        super(code, at, cause);
    }

    public static Defect of(FaultCode code, String at) {
        return new Defect(code, at, null);
    }

    public static Defect of(FaultCode code, String at, @Nullable Throwable cause) {
        return new Defect(code, at, cause);
    }
}
