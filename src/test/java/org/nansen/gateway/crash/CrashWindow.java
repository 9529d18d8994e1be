package org.nansen.gateway.crash;

import static org.nansen.gateway.crash.Failpoint.after;
import static org.nansen.gateway.crash.Failpoint.before;

import java.util.List;
import org.nansen.gateway.crash.agent.Point;

/** The moments at which a crash could lose or repeat something, what closes each, and the failpoints that hit it. */
enum CrashWindow {
    FILE_HALF_WRITTEN(
            "a file is half written",
            "it gets its name when it is whole; a name that says otherwise is not read",
            before(Point.REPLY_RENAME),
            after(Point.REPLY_RENAME)),
    FILE_REPLACED(
            "a file is replaced or moved under a node that stands still",
            "it is claimed by renaming it before it is read; only that name is touched",
            before(Point.CLAIM_RENAME),
            after(Point.CLAIM_RENAME)),
    INSIDE_A_DROP(
            "the crash comes inside a drop",
            "chunk, position and chained digest are one commit; a second reading compares the digests; people's keys are"
                    + " durable before anything is sealed with them; a release goes on where it was",
            before(Point.FULL_CHUNK_COMMIT),
            after(Point.FULL_CHUNK_COMMIT),
            before(Point.SLICE_COMMIT),
            after(Point.SLICE_COMMIT),
            before(Point.KEY_COMMIT),
            after(Point.KEY_COMMIT),
            before(Point.CHUNK_COMMIT),
            after(Point.CHUNK_COMMIT)),
    FILE_NOT_MOVED(
            "rows are committed and the file is not moved",
            "what lies in work/ is looked at again: where the receipt is complete it is only moved",
            before(Point.DONE_RENAME)),
    MOVE_NOT_HEARD(
            "the file is moved and nobody heard so",
            "the receipt is complete and the file no longer in work/: there is nothing left to do",
            after(Point.DONE_RENAME)),
    MESSAGE_NOT_ACKNOWLEDGED(
            "a message is committed and its acknowledgement lost",
            "it comes again under its id, meets the key of its drop, and is acknowledged",
            before(Point.QUEUE_ACKNOWLEDGE),
            after(Point.QUEUE_ACKNOWLEDGE)),
    REQUEST_NOT_ANSWERED(
            "a request is committed and its 202 lost",
            "the sender's Idempotency-Key: the same body gets the same receipt",
            before(Point.ANSWER),
            after(Point.ANSWER)),
    CLAIMED(
            "a unit is claimed and its worker dead",
            "a lease, and a fence on every result; a start gives back what its predecessor held",
            before(Point.CLAIM_COMMIT),
            after(Point.CLAIM_COMMIT),
            before(Point.LETTER_CLAIM_COMMIT),
            after(Point.LETTER_CLAIM_COMMIT),
            before(Point.LETTER_IN_HAND),
            before(Point.START),
            after(Point.START)),
    ANSWER_LOST(
            "the endpoint is asked and its answer lost",
            "the key of a question is derived, not drawn: the same question has the same key again",
            before(Point.QUESTION),
            after(Point.QUESTION)),
    OUTCOME_WITHOUT_MESSAGE(
            "an outcome is committed and what follows from it not",
            "one commit ends the work, writes the letters and hands on; one ends the drop and writes its receipt",
            before(Point.SCREENED_COMMIT),
            after(Point.SCREENED_COMMIT),
            before(Point.OUTCOME_COMMIT),
            after(Point.OUTCOME_COMMIT),
            before(Point.RECEIPT_COMMIT),
            after(Point.RECEIPT_COMMIT)),
    TAKEN_NOT_HEARD(
            "a mail is taken and the 250 lost",
            "the same bytes go again under the same Message-ID",
            before(Point.MAIL),
            before(Point.MAIL_ANSWER),
            after(Point.MAIL),
            after(Point.LETTER_IN_HAND)),
    RECEIPT_NOT_HEARD(
            "a receipt is handed over and nobody heard so",
            "it goes again under the same file name or duplicate id",
            before(Point.RECEIPT_HAND_OVER),
            after(Point.RECEIPT_HAND_OVER)),
    RELAYED(
            "a mail is relayed, and may bounce later",
            "after the commit that says so nothing sends it again; what bounces comes back to the sender's mailbox, which this"
                    + " version does not read",
            before(Point.HANDED_OVER_COMMIT),
            after(Point.HANDED_OVER_COMMIT));

    private final String sentence;
    private final String closedBy;
    private final List<Failpoint> failpoints;

    CrashWindow(String sentence, String closedBy, Failpoint... failpoints) {
        this.sentence = sentence;
        this.closedBy = closedBy;
        this.failpoints = List.of(failpoints);
    }

    String sentence() {
        return sentence;
    }

    String closedBy() {
        return closedBy;
    }

    List<Failpoint> failpoints() {
        return failpoints;
    }
}
