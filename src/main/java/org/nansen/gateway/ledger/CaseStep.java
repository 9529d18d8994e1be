package org.nansen.gateway.ledger;

import org.nansen.gateway.record.AsylumRecord;
import org.nansen.gateway.record.Decision;
import org.nansen.gateway.record.StatusChange;

/** What a record does to its person's case: retention counts from the close of the last one. */
enum CaseStep {
    CLOSES(1),
    OPENS(-1),
    NEITHER(0);

    private final int code;

    CaseStep(int code) {
        this.code = code;
    }

    /** As it stands in the store. */
    int code() {
        return code;
    }

    static CaseStep of(int code) {
        return code > 0 ? CLOSES : code < 0 ? OPENS : NEITHER;
    }

    /** An application or a decision that can still be appealed against opens; a final word or an end of status closes. */
    static CaseStep of(AsylumRecord record) {
        Decision decision = record.decision();
        StatusChange change = record.statusChange();
        return switch (record.event()) {
            case APPLICATION -> OPENS;
            case CORRECTION -> NEITHER;
            case DECISION -> decision != null && decision.finality() == Decision.Finality.FINAL ? CLOSES : OPENS;
            case STATUS -> change == null ? NEITHER : of(change.kind());
        };
    }

    private static CaseStep of(StatusChange.Kind kind) {
        return switch (kind) {
            case WITHDRAWN, DISCONTINUED, TRANSFERRED, BECAME_FINAL, REVOKED, CEASED, NATURALISED, DECEASED -> CLOSES;
            case APPEAL_LODGED, ANNULLED, REOPENED -> OPENS;
            case MERGED, SPLIT -> NEITHER;
        };
    }
}
