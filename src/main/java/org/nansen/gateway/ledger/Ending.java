package org.nansen.gateway.ledger;

import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.FaultCode;

/** What follows a chunk. */
public record Ending(Kind kind, @Nullable FaultCode code) {

    /** What follows. */
    public enum Kind {
        MORE,
        RELEASE,
        HOLD,
        REFUSE
    }

    /** More chunks will come. */
    public static Ending more() {
        return new Ending(Kind.MORE, null);
    }

    /** The drop is complete and its records become work. */
    public static Ending release() {
        return new Ending(Kind.RELEASE, null);
    }

    /** The drop is kept for an operator; nothing of it goes further. */
    public static Ending hold(FaultCode why) {
        return new Ending(Kind.HOLD, why);
    }

    /** The drop is refused; records that came with it are abandoned. */
    public static Ending refuse(FaultCode why) {
        return new Ending(Kind.REFUSE, why);
    }
}
