package org.nansen.gateway.security;

/** What a login may do. */
public enum Role {
    /** Sees stage, age, attempts and faults; holds destinations; decides on held drops. Of a record no result, message or rule. */
    OPERATOR,
    /** Sees what became of a record, without the person's data, and looks into drops; each reading is an entry. */
    OFFICER,
    /** Reads health and metrics only. */
    MONITOR,
    /** A national system: hands records over and fetches its own receipts and answers. */
    SYSTEM
}
