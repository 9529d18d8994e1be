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
    SOURCE;

    /** Its name on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the fault of this name. */
    public static Fault of(String word) {
        return valueOf(word.strip().toUpperCase(Locale.ROOT));
    }

    /** Whether it strikes one node, rather than what all nodes use. */
    boolean ofNode() {
        return this == KILL || this == PAUSE || this == STOP;
    }
}
