package org.nansen.gateway.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Takes due letters and receipts of one system: what goes first, then the rest, and of a person never the later before the earlier. */
final class DueLetters {

    /** Earlier ones are asked for by "open > 0": only the index that leads to them by the person says so. */
    static final String DUE = "select l.id from letter l where l.open = 1 and l.channel = ? and l.system = ?"
            + " and l.state = 'ready' and l.priority = ? and l.due_at <= ?"
            + " and (l.kind = 'M2' or not exists (select 1 from hold h"
            + " where h.destination = l.destination or h.destination = 'all'))"
            + " and (l.person_id = '' or not exists (select 1 from letter e where e.open > 0"
            + " and e.person_id = l.person_id and e.destination = l.destination and e.id < l.id))"
            + " order by l.due_at, l.id limit ?";

    private static final String TAKE =
            "update letter set state = 'claimed', fence = fence + 1, holder = ?, lease_until = ? where id in (?)"
                    + " returning id, record_id, receipt_id, person_id, channel, system, attempts, fence, address";

    private final Archive archive;
    private final Duration lease;

    DueLetters(Archive archive, Duration lease) {
        this.archive = archive;
        this.lease = lease;
    }

    List<Claim> take(Batch batch, String channel, String system, Tenure tenure, int most) throws SQLException {
        List<Claim> taken = new ArrayList<>();
        for (int priority : Urgency.ALL) {
            int left = most - taken.size();
            if (left > 0) {
                List<String> due =
                        batch.sql().list(DUE, row -> row.getString(1), channel, system, priority, batch.now(), left);
                // By their keys, as tasks are.
                taken.addAll(batch.sql()
                        .among(TAKE, due, row -> claim(row, tenure), batch.node(), batch.now() + lease.toMillis()));
            }
        }
        return taken;
    }

    private Claim claim(ResultSet row, Tenure tenure) throws SQLException {
        String receiptId = row.getString(3);
        String id = row.getString(1);
        String channel = row.getString(5);
        String system = row.getString(6);
        int attempts = row.getInt(7);
        long fence = row.getLong(8);
        return receiptId == null
                ? new LetterInHand(
                        archive, id, row.getString(2), row.getString(4), channel, system, attempts, fence, tenure)
                : new ReceiptInHand(id, receiptId, row.getString(9), channel, system, attempts, fence, tenure);
    }
}
