package org.nansen.gateway.crash;

/** What must become of a row. */
enum Expected {
    /** Accepted, and worked on to its end. */
    NEW,
    /** Known already. */
    DUPLICATE,
    /** Older than what is known: kept for a person's review, never acts by itself. */
    LATE,
    /** The same version with other content: rejected when its drop is released. */
    CONFLICT,
    /** Not understood: rejected when it is read. */
    REJECTED
}
