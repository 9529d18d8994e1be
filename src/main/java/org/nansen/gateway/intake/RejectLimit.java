package org.nansen.gateway.intake;

import org.nansen.gateway.ledger.Ending;
import org.nansen.gateway.record.FaultCode;

/**
 * How many rejected records make a whole drop suspect.
 *
 * @param share share of units above which the drop is held
 * @param from units below which the share says nothing, because the sender sees each rejection at once anyway
 * @param refuseWhenAll whether a drop all of whose units are rejected is refused instead of held: there is nothing to keep
 */
record RejectLimit(SystemProfile.Share share, int from, boolean refuseWhenAll) {

    private static final int DIALOGUE = 20;

    /** For files: the share counts from the first record on. */
    static RejectLimit ofFiles(SystemProfile profile) {
        return new RejectLimit(profile.holdDropWhenRejected(), 1, false);
    }

    /** For messages and requests, which may hold a single record and are answered one by one. */
    static RejectLimit ofDialogue(SystemProfile profile) {
        return new RejectLimit(profile.holdDropWhenRejected(), DIALOGUE, true);
    }

    Ending judge(Gathering gathering) {
        if (refuseWhenAll && gathering.refused() == gathering.units()) {
            return Ending.refuse(FaultCode.NG_119_REJECT_LIMIT);
        }
        boolean suspect = gathering.units() >= from && share.exceededBy(gathering.refused(), gathering.units());
        return suspect ? Ending.hold(FaultCode.NG_119_REJECT_LIMIT) : Ending.release();
    }
}
