package org.nansen.gateway.ledger;

import java.util.List;

/** Names of queues and of the dependency behind each. */
final class Queues {

    static final String CLOSED = "closed";

    /** The ledger itself, as a dependency that can be down. */
    static final String LEDGER = "ledger";

    static final List<String> FOR_RECORDS = List.of("screening", "disclosure");

    private Queues() {}

    static boolean isForRecords(String queue) {
        return FOR_RECORDS.contains(queue);
    }

    static String replyOf(String system) {
        return "reply." + system;
    }

    static boolean isReply(String queue) {
        return queue.startsWith("reply.");
    }

    static String replySystem(String queue) {
        return queue.substring("reply.".length());
    }

    /** Returns the dependency that the whole queue needs; screening and disclosure have none of their own. */
    static String lane(String queue) {
        return queue.equals("mail") ? "mailbox" : queue;
    }
}
