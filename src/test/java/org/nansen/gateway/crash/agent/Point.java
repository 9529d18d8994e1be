package org.nansen.gateway.crash.agent;

import static org.nansen.gateway.crash.agent.Weave.OURS;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Something that a gateway does and that a crash may come right before or right after: two failpoints each. */
public enum Point {
    /** A file of a sender gets the name {@code work/<receiptId>.<name>}. */
    CLAIM_RENAME,
    /** A file goes to {@code done} or {@code failed}. */
    DONE_RENAME,
    /** A receipt or answer that was written gets its real name. */
    REPLY_RENAME,
    /** People's new keys become durable. */
    KEY_COMMIT,
    /** A chunk of a drop becomes durable. */
    CHUNK_COMMIT,
    /** A full chunk becomes durable, so that the crash most likely comes in the middle of a file. */
    FULL_CHUNK_COMMIT,
    /** A slice of a drop's records becomes work. */
    SLICE_COMMIT,
    /** A drop ends and its receipt becomes a letter. */
    RECEIPT_COMMIT,
    /** Records are taken in hand. */
    CLAIM_COMMIT,
    /** Letters are taken in hand. */
    LETTER_CLAIM_COMMIT,
    /** What a database of the endpoint said becomes durable, and hands the record on. */
    SCREENED_COMMIT,
    /** What was found out becomes durable, together with what follows from it. */
    OUTCOME_COMMIT,
    /** A letter ends as handed over. */
    HANDED_OVER_COMMIT,
    /** A session of a queue is committed, and the message with it. */
    QUEUE_ACKNOWLEDGE,
    /** A request is answered. */
    ANSWER,
    /** The screening endpoint is asked. */
    QUESTION,
    /** A letter that was taken in hand is looked at, and sent. */
    LETTER_IN_HAND,
    /** A mail is handed to the server. */
    MAIL,
    /** The server's word on a mail that is wholly written is read. */
    MAIL_ANSWER,
    /** A receipt is written or sent to where its system fetches it. */
    RECEIPT_HAND_OVER,
    /** A start voids what the last process had in hand; {@code AFTER} is right before the commit of that. */
    START;

    /** Right before it is done, or right after. */
    public enum Side {
        BEFORE,
        AFTER
    }

    /** Returns the name of the failpoint. */
    public String name(Side side) {
        return (name() + "." + side).toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static List<Weave> weaves() {
        List<Weave> weaves = new ArrayList<>();
        for (String method : List.of("update", "list", "first", "exists")) {
            weaves.add(Weave.into(OURS + "ledger.Sql", method, Woven.Statement.class));
        }
        weaves.add(Weave.into(OURS + "ledger.Sql", "later", Woven.LaterStatement.class));
        weaves.add(Weave.into(OURS + "ledger.Batch", "flush", Woven.Flushed.class));
        weaves.add(Weave.into(OURS + "ledger.Batch", "kept", Woven.Kept.class));
        weaves.add(Weave.into(OURS + "ledger.Chain", "forgotten", Woven.Forgotten.class));
        weaves.add(Weave.into("org.apache.camel.component.file.FileOperations", "renameFile", Woven.Renaming.class));
        weaves.add(Weave.into(
                "org.apache.camel.component.file.remote.SftpOperations", "renameFile", Woven.Renaming.class));
        weaves.add(Weave.into(
                "org.eclipse.angus.mail.smtp.SMTPTransport", "readServerResponse", Woven.ServerResponse.class));
        weaves.add(Weave.into("org.apache.catalina.connector.OutputBuffer", "close", Woven.Answered.class));
        weaves.add(Weave.into(OURS + "ledger.LedgerProducer", "process", Woven.HandedOver.class));
        weaves.add(Weave.into(
                "org.springframework.jms.listener.AbstractMessageListenerContainer",
                "commitIfNecessary",
                Woven.Acknowledged.class));
        around(weaves, QUESTION, OURS + "screening.JsonAdapter", "send");
        around(weaves, LETTER_IN_HAND, OURS + "delivery.Mailbox", "send");
        around(weaves, MAIL, OURS + "delivery.SmtpLine", "deliver");
        around(weaves, START, OURS + "ledger.Chain", "begin");
        after(weaves, ANSWER.name(Side.BEFORE), OURS + "intake.RequestDoor", "take");
        after(weaves, RECEIPT_HAND_OVER.name(Side.BEFORE), OURS + "delivery.Replies", "prepare");
        after(weaves, RECEIPT_HAND_OVER.name(Side.BEFORE), OURS + "delivery.Replies", "prepareMessage");
        return weaves;
    }

    private static void around(List<Weave> weaves, Point point, String type, String method) {
        weaves.add(new Weave(type, method, Woven.Before.class, point.name(Side.BEFORE)));
        after(weaves, point.name(Side.AFTER), type, method);
    }

    private static void after(List<Weave> weaves, String point, String type, String method) {
        weaves.add(new Weave(type, method, Woven.After.class, point));
    }
}
