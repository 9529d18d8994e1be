package org.nansen.gateway.record;

import org.jspecify.annotations.Nullable;

/**
 * A dependency cannot do its part now: the unit is deferred and tried again without limit, and the dependency alone is
 * paused and probed.
 */
public final class Unavailable extends Fault {

    private static final long serialVersionUID = 1L;

    private Unavailable(FaultCode code, String dependency, @Nullable Throwable cause) {
        super(code, dependency, cause);
    }

    /**
     * @param code what is wrong
     * @param dependency the lane to pause, for example {@code screening.interpol}, {@code mailbox} or
     *     {@code reply.registry}; shown in health under this name
     */
    public static Unavailable of(FaultCode code, String dependency) {
        return new Unavailable(code, dependency, null);
    }

    public static Unavailable of(FaultCode code, String dependency, @Nullable Throwable cause) {
        return new Unavailable(code, dependency, cause);
    }

    public String dependency() {
        return at();
    }
}
