package org.nansen.gateway.crash.agent;

import static org.nansen.gateway.crash.agent.Weave.OURS;

import java.util.List;

/** A defect that the crash harness must find. Each is woven in as the gateway starts; none is in its code. */
public enum SeededDefect {
    ACKNOWLEDGED_BEFORE_COMMIT(
            "Callers hear that a change is durable before it is committed.",
            Weave.into(OURS + "ledger.GroupCommit$Entry", "apply", Wrong.CompletedEarly.class)),
    NOT_SYNCED(
            "The store does not wait for the disk, so that losing power loses commits.",
            Weave.into("org.sqlite.SQLiteConfig", "setSynchronous", Wrong.SynchronousOff.class)),
    FENCE_DROPPED(
            "A result counts whoever holds the unit by now.",
            Twist.rewrite(" and fence = \\? and state \\|\\| '' = 'claimed'", " and (fence = ? or 1 = 1)")),
    LEASE_IGNORED(
            "What another worker has in hand is taken nevertheless.",
            Twist.rewrite("(select record_id from task where .*state) = \\? and ", "$1 in (?, 'claimed') and ")),
    NEW_MESSAGE_ID_EACH_TRY(
            "Every try to send a mail draws a Message-ID of its own.",
            Weave.into(OURS + "delivery.SmtpLine", "deliver", Wrong.OwnMessageId.class)),
    NEW_KEY_EACH_TRY(
            "Every try to ask draws an Idempotency-Key of its own.",
            Weave.into(OURS + "screening.Question", "key", Wrong.OwnKey.class)),
    RESUMES_ONE_TOO_EARLY(
            "The position after a chunk is written one too low, so that a resumed read takes the chunk again.",
            Twist.rewrite("^update intake_drop set position = \\?,", "update intake_drop set position = ? - 1,")),
    RETURN_TO_EARLIER_CONTENT_IS_A_DUPLICATE(
            "Content is compared with the first that was accepted, not with the newest.",
            Twist.rewrite("content_hash = excluded\\.content_hash", "content_hash = seen.content_hash")),
    OLDER_SUPERSEDES_NEWER(
            "Version and event time are not compared with what was accepted before.",
            Twist.rewrite(
                    "^select source_key, version, content_hash, event_time, versions, record_id from seen",
                    "select source_key, null, content_hash, 0, versions, record_id from seen")),
    DUPLICATE_FORGOTTEN(
            "What was accepted is remembered by the process alone and forgotten with it.",
            Twist.rewrite("from seen where source_key in \\(\\?[^)]*\\)", "$0 and record_id > '{start}'")),
    RECEIPT_IN_THE_NEXT_COMMIT(
            "The receipt is written after the commit that ends the drop.",
            Twist.inTheNextCommit("^insert into letter .*'M2'", null)),
    SECOND_RECEIPT(
            "A start ends once more what was ended before.",
            Twist.rewrite("(select .* where d\\.state in \\('releasing', 'sorting')\\)", "$1, 'accepted')"),
            // What brings a drop to its end looks itself whether somebody else has.
            Twist.rewrite(
                    "^select state from intake_drop where receipt_id = \\?$",
                    "select case when state = 'accepted' then 'releasing' else state end from intake_drop"
                            + " where receipt_id = ?")),
    HAND_ON_IN_THE_NEXT_COMMIT(
            "The next work is written after the commit that ends the work before it.",
            Twist.inTheNextCommit("^insert into task ", "screening")),
    COUNTER_IN_THE_NEXT_COMMIT(
            "The counters of the identity are written after the commit that they count.",
            Twist.inTheNextCommit("^insert into counter ", null)),
    ENTRY_LEFT_OUT(
            "Now and then an entry of the chain is not written.", Twist.leaveOut("^insert into entry ", null, 7)),
    HANDED_OVER_WHEN_TAKEN(
            "A letter ends when it is taken in hand, not when the next hop has it.",
            Twist.rewrite(
                    "^update letter set state = 'claimed', fence = fence \\+ 1",
                    "update letter set state = 'delivered', open = 0, fence = fence + 1"),
            Twist.rewrite("^(update letter set .*fence = \\? and state \\|\\| '' = )'claimed'", "$1'delivered'")),
    ORDER_IGNORED(
            "A letter does not wait for the person's earlier ones to the same destination.",
            Twist.rewrite(
                    " and \\(l\\.person_id = '' or not exists \\(select 1 from letter e .*? and e\\.id < l\\.id\\)\\)",
                    "")),
    FAILURE_IS_CLEAR(
            "An answer that is not understood counts as no hit.",
            Weave.into(OURS + "screening.AnswerReading", "incomplete", Wrong.Clear.class)),
    PEOPLE_IN_THE_LOG(
            "Records are printed before they are sealed.",
            Weave.into(OURS + "record.RecordJson", "write", Wrong.Printed.class));

    private final String sentence;
    private final List<Weave> weaves;
    private final List<Twist> twists;

    SeededDefect(String sentence, Weave weave) {
        this.sentence = sentence;
        this.weaves = List.of(weave);
        this.twists = List.of();
    }

    SeededDefect(String sentence, Twist... twists) {
        this.sentence = sentence;
        this.weaves = List.of();
        this.twists = List.of(twists);
    }

    /** What is wrong. */
    public String sentence() {
        return sentence;
    }

    List<Weave> weaves() {
        return weaves;
    }

    List<Twist> twists() {
        return twists;
    }
}
