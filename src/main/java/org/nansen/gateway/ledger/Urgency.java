package org.nansen.gateway.ledger;

import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.AsylumRecord;
import org.nansen.gateway.record.Event;
import org.nansen.gateway.record.StatusChange;

/**
 * What goes before everything else of its system: what was told before and is not true any more (corrections,
 * revocations), and what makes the set of feared countries grow. Nothing overtakes an earlier message about the same
 * person: what is still open of the person's earlier records goes first as well.
 */
final class Urgency {

    static final int FIRST = 0;

    /** In the order in which they are claimed. */
    static final int[] ALL = {FIRST, 1};

    private static final Set<StatusChange.Kind> TAKEN_BACK =
            EnumSet.of(StatusChange.Kind.REVOKED, StatusChange.Kind.CEASED, StatusChange.Kind.ANNULLED);

    private Urgency() {}

    static boolean of(AsylumRecord record) {
        return record.event() == Event.CORRECTION
                || (record.statusChange() != null
                        && TAKEN_BACK.contains(record.statusChange().kind()));
    }

    /** Makes what is open of this record and of those before it go first. */
    static void raise(Batch batch, @Nullable String recordId) throws SQLException {
        String id = recordId;
        while (id != null) {
            String[] previous = {null};
            String raised = id;
            batch.sql()
                    .first(
                            "select previous from record where id = ?",
                            row -> {
                                previous[0] = row.getString(1);
                                return raised;
                            },
                            raised);
            batch.sql().update("update record set priority = 0 where id = ? and priority > 0", raised);
            // By the record alone, not by an index over all that is due.
            batch.sql().update("update task set priority = 0 where record_id = ? and priority + 0 > 0", raised);
            batch.sql()
                    .update(
                            "update letter set priority = 0 where record_id = ? and open + 0 = 1 and priority > 0",
                            raised);
            id = previous[0];
        }
    }
}
