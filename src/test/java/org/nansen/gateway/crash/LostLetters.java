package org.nansen.gateway.crash;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Answers and receipts that the broker had confirmed when its disk was lost. Of these, the ones that their reader had not
 * read by then are gone for good: to the gateway they are delivered.
 */
final class LostLetters {

    private final Set<String> records = ConcurrentHashMap.newKeySet();
    private final Set<String> receipts = ConcurrentHashMap.newKeySet();
    private final AtomicInteger losses = new AtomicInteger();

    /** Remembers what was delivered; called when the broker is dead and nothing can follow. */
    void note(Connection ledger) throws SQLException {
        try (Statement statement = ledger.createStatement();
                ResultSet row = statement.executeQuery("select record_id, receipt_id from letter"
                        + " where channel = 'reply.border' and state = 'delivered'")) {
            while (row.next()) {
                String record = row.getString(1);
                if (record == null) {
                    receipts.add(row.getString(2));
                } else {
                    records.add(record);
                }
            }
        }
        losses.incrementAndGet();
    }

    /** How often the broker lost its disk. */
    int losses() {
        return losses.get();
    }

    /** Whether the answer on this record may be lost. */
    boolean answerOn(String record) {
        return records.contains(record);
    }

    /** Whether the receipt of this drop may be lost. */
    boolean receiptOf(String drop) {
        return receipts.contains(drop);
    }

    /** How many receipts are lost when these were read. */
    long receiptsWithout(Set<String> read) {
        return receipts.stream().filter(receipt -> !read.contains(receipt)).count();
    }
}
