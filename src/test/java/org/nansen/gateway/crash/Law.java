package org.nansen.gateway.crash;

/** What must hold after any fault. */
public enum Law {
    EVERYTHING_ENDS("all that was sent is taken and comes to its end"),
    ACKNOWLEDGED_IS_KEPT("what was acknowledged to a sender is in the ledger"),
    ONE_STATE("each accepted record ends in exactly one state, the one that its content asks for"),
    IDENTITY("received = delivered + withheld + rejected + duplicate + skipped + abandoned + parked + in flight"),
    ONE_RECEIPT("each drop has exactly one receipt, and its counts are what was sent"),
    ONE_KEY("each question has one key, whatever became of its first try"),
    EACH_ASKED("each record that must be screened was asked, and no other"),
    CLEAR_IS_SAID("what is kept as clear the endpoint said so, in an answer that arrived whole"),
    ONE_MAIL("each outcome has one Message-ID, and tells what was decided"),
    EACH_TOLD("each outcome that the policy lets out reached the mailbox, and no other"),
    ONE_ANSWER("each answer that the asking system may have reached it, under one id"),
    REPEATS_EXPLAINED("a repeat begins right before a fault of whoever sent it"),
    IN_ORDER("messages about one person reach a destination in the order of the person's records"),
    SEQUENCE("a person's records are numbered without gap or double"),
    CHAIN("the chain of entries verifies"),
    NOTHING_IN_CLEAR("no name and no number of a person lies in clear in any file of the gateway or its database");

    private final String words;

    Law(String words) {
        this.words = words;
    }

    /** The law for people. */
    public String words() {
        return words;
    }
}
