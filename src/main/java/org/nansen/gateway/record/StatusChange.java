package org.nansen.gateway.record;

/** A change in a case that is not a decision; {@code date} is an ISO 8601 date. */
public record StatusChange(Kind kind, String date) {

    /** What changed. */
    public enum Kind {
        WITHDRAWN,
        DISCONTINUED,
        TRANSFERRED,
        APPEAL_LODGED,
        BECAME_FINAL,
        ANNULLED,
        REOPENED,
        REVOKED,
        CEASED,
        NATURALISED,
        DECEASED,
        MERGED,
        SPLIT
    }

    @Override
    public String toString() {
        return "StatusChange[*]";
    }
}
