package org.nansen.gateway.record;

/** What a record tells. */
public enum Event {
    APPLICATION,
    CORRECTION,
    DECISION,
    STATUS;

    /** Applications and corrections bring a person's identity and are screened; decisions and status changes are not. */
    public boolean bringsIdentity() {
        return this == APPLICATION || this == CORRECTION;
    }
}
