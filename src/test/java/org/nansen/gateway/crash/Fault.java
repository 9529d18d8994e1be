package org.nansen.gateway.crash;

import java.util.Locale;

/** What happens to a site. */
public enum Fault {
    /** A node ends by SIGKILL and is started again at once. */
    KILL,
    /** A node stands still for longer than a lease and goes on. */
    PAUSE,
    /** A node ends in order and is started again. */
    STOP,
    /** The broker ends by SIGKILL and comes back. */
    BROKER,
    /** PostgreSQL ends by SIGKILL and comes back. */
    DATABASE,
    /** The screening endpoint refuses connections for a while. */
    ENDPOINT,
    /** The screening endpoint takes questions and cuts the connection where the answer should come. */
    ANSWERS,
    /** The mail server refuses connections for a while. */
    MAIL,
    /** The mail server takes mails and cuts the connection where its word should come. */
    WORD,
    /** The senders' SSH server goes away for a while, open sessions included. */
    SOURCE,
    /** A node is cut off from everything, the database first of all, for longer than a lease, and is back. */
    PARTITION,
    /** All connections of a node to the database are reset in the middle. */
    RESET,
    /** A node's line to the database or to the endpoint is slow, loses answers, or cuts them. */
    SLOW,
    /** PostgreSQL ends by SIGKILL for good, and its synchronous standby is promoted. */
    PROMOTION,
    /** A node's clock jumps by hours, forth or back, and some seconds later it is right again. */
    CLOCK,
    /** The disk under a ledger on SQLite is full for a while. */
    DISK,
    /** A node lives for a while with hardly more file descriptors than it opens at its start. */
    DESCRIPTORS,
    /** A node lives with a heap too small for its work until it ends, or for a while. */
    MEMORY,
    /** A sender replaces a file that it has just dropped while a node stands still for longer than a lease. */
    REPLACED,
    /** The broker's disk is lost with all that was only there. */
    LOST_DISK;

    /** Its name on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the fault of this name. */
    public static Fault of(String word) {
        return valueOf(word.strip().toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** Whether such a site can have it. */
    boolean fits(Engine engine, int nodes) {
        return switch (this) {
            case DATABASE, RESET, PROMOTION -> engine == Engine.POSTGRESQL;
            case PARTITION -> nodes > 1;
            case DISK -> engine == Engine.SQLITE;
            default -> true;
        };
    }

    /** Whether it may also strike a node that is just starting. */
    boolean comesEarly() {
        return this == KILL || this == PAUSE;
    }

    /** Whether it must last for longer than a lease to be one. */
    boolean outlastsLease() {
        return this == PAUSE || this == PARTITION || this == REPLACED;
    }

    /** Whether nodes need lines of their own to their neighbours for it. */
    boolean needsLines() {
        return this == PARTITION || this == RESET || this == SLOW || this == PROMOTION;
    }
}
