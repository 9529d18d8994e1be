package org.nansen.gateway.screening;

import java.time.Duration;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.Defect;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.record.Unavailable;

/** Why a record's screening is not finished, and when to go on with it. */
final class Outlook {

    private static final Duration SEVERAL_LANES = Duration.ofMinutes(1);

    private final SortedSet<String> down = new TreeSet<>();
    private @Nullable FaultCode downWhy;
    private @Nullable FaultCode otherwise;
    private @Nullable Duration soonest;
    private @Nullable Defect refused;

    void unavailable(String lane, FaultCode why) {
        down.add(lane);
        downWhy = why;
    }

    void pending(Duration in) {
        otherwise = FaultCode.NG_210_ANSWER_PENDING;
        soonest = sooner(in);
    }

    void incomplete(Duration in) {
        otherwise = FaultCode.NG_204_ANSWER_NOT_UNDERSTOOD;
        soonest = sooner(in);
    }

    void refused(Defect why) {
        refused = why;
    }

    boolean isOnlyUnavailable() {
        return !down.isEmpty() && otherwise == null && refused == null;
    }

    /** Returns the refusal when nothing else is open. */
    @Nullable
    Defect onlyRefused() {
        return down.isEmpty() && otherwise == null ? refused : null;
    }

    Unavailable toUnavailable() {
        return Unavailable.of(why(), down.first());
    }

    FaultCode why() {
        if (downWhy != null) {
            return downWhy;
        }
        return otherwise != null ? otherwise : FaultCode.NG_207_ENDPOINT_REFUSED;
    }

    /** Returns the lane to wait for, or null when something is to be done whether or not a lane comes up. */
    @Nullable
    String lane() {
        return down.size() == 1 && otherwise == null ? down.first() : null;
    }

    Duration pause(Duration least) {
        if (lane() != null) {
            return least;
        }
        Duration pause = down.isEmpty() ? soonest : sooner(SEVERAL_LANES);
        return pause == null || pause.compareTo(least) < 0 ? least : pause;
    }

    private Duration sooner(Duration in) {
        return soonest == null || in.compareTo(soonest) < 0 ? in : soonest;
    }
}
