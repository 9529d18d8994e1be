package org.nansen.gateway.intake;

import java.util.regex.Pattern;

/** Which queues a system may have its receipts sent to. */
final class ReplyQueues {

    private static final Pattern NAME = Pattern.compile("(?!.*\\.\\.)[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

    private ReplyQueues() {}

    /** Whether the queue is the configured one or its name begins with the system's; never the queue it sends to. */
    static boolean own(SystemEntry entry, String queue) {
        if (!NAME.matcher(queue).matches()
                || (entry.profile().door() instanceof Door.Queue door
                        && door.queue().equals(queue))) {
            return false;
        }
        return queue.startsWith(entry.name() + ".")
                || (entry.profile().reply() instanceof Reply.Queue reply
                        && reply.queue().equals(queue));
    }

    /** Where receipts go when the sender names no queue of its own. */
    static String usual(SystemEntry entry) {
        return entry.profile().reply() instanceof Reply.Queue reply ? reply.queue() : entry.name() + ".replies";
    }
}
