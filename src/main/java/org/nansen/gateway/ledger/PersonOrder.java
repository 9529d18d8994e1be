package org.nansen.gateway.ledger;

import java.sql.SQLException;
import java.util.List;

/**
 * Keeps what is decided about one person in the order of the person's records. Decisions are taken in hand by several
 * workers and nodes at once, urgent ones first; a refusal that overtook the grant before it would be contradicted by the
 * older message that comes after it.
 */
final class PersonOrder {

    /** How soon a decision that came too early is looked at again, in milliseconds. */
    private static final long LOOK_AGAIN = 500;

    /** Further back than this nobody is still deciding. */
    private static final int FURTHEST_BACK = 50;

    private static final String BEFORE =
            "with recursive before (id, steps) as (select previous, 1 from record where id = ?"
                    + " union all select r.previous, b.steps + 1 from before b join record r on r.id = b.id"
                    + " where r.previous is not null and b.steps < " + FURTHEST_BACK + ")";

    private PersonOrder() {}

    /**
     * Whether an earlier record of the person is still being decided, or has letters whose ids are not before these: the
     * ids are drawn before the commit, and letters leave in the order of their ids.
     */
    static boolean isTooEarly(Sql sql, RecordInHand claim, List<Letters.Sealed> letters) throws SQLException {
        if (!claim.queue().equals("disclosure")) {
            return false;
        }
        if (sql.exists(
                BEFORE + " select 1 from before b join task t on t.record_id = b.id where t.queue = 'disclosure'"
                        + " and t.state in ('ready', 'claimed', 'waiting')",
                claim.recordId())) {
            return true;
        }
        if (letters.isEmpty()) {
            return false;
        }
        String last = sql.first(
                BEFORE + " select max(l.id) from before b join letter l on l.record_id = b.id",
                row -> row.getString(1),
                claim.recordId());
        return last != null && last.compareTo(letters.get(0).id()) > 0;
    }

    /** Puts the decision back for a moment; what was found out is found out anew. */
    static void putBack(Batch batch, RecordInHand claim) throws SQLException {
        batch.sql()
                .update(
                        "update task set state = 'ready', due_at = ? where record_id = ? and queue = ? and fence = ?"
                                + " and state = 'claimed'",
                        batch.now() + LOOK_AGAIN,
                        claim.recordId(),
                        claim.queue(),
                        claim.fence());
    }
}
