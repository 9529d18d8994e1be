package org.nansen.gateway.ledger;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.FaultCode;

/** Letters and receipts as rows: one message to one destination each. */
final class Letters {

    /** After a restore, what is written for a record of before may have gone out already. */
    private static final String GUARDED = "exists (select 1 from restoration where guards_until >= ?)";

    /** The one row of a claim, found by its key alone, as tasks are. */
    private static final String HELD = " where id = ? and fence = ? and state || '' = 'claimed'";

    private Letters() {}

    /** Writes a letter; one that it supersedes and that has not gone yet is replaced. */
    static void insert(Batch batch, RecordInHand claim, Sealed sealed) {
        NewLetter letter = sealed.letter();
        String state = letter.release() == NewLetter.Release.AUTOMATIC ? "ready" : "review";
        long received = claim.receivedAt().toEpochMilli();
        if (letter.supersedes() != null) {
            batch.putOff(
                    "update letter set state = 'replaced', open = 0 where id = ? and state in ('ready', 'review')",
                    letter.supersedes());
        }
        batch.putOff(
                "insert into letter (id, record_id, person_id, system, kind, destination, channel, rule,"
                        + " policy_version, state, fault, open, due_at, attempts, lease_until, fence, sealed,"
                        + " supersedes, created_at, priority) values (?, ?, ?, ?, ?, ?, ?, ?, ?,"
                        + " case when " + GUARDED + " then 'review' else ? end,"
                        + " case when ? = 'ready' and " + GUARDED + " then '" + Restoring.HELD + "' end,"
                        + " 1, ?, 0, 0, 0, ?, ?, ?, coalesce((select priority from record where id = ?), 1))",
                sealed.id(),
                claim.recordId(),
                claim.personId(),
                claim.system(),
                letter.kind().name(),
                letter.destination(),
                letter.channel(),
                letter.rule(),
                letter.policyVersion(),
                received,
                state,
                state,
                received,
                batch.now(),
                sealed.bytes(),
                letter.supersedes(),
                batch.now(),
                claim.recordId());
    }

    /** Ends the claims of these results, and returns for each whether it was still held, as 1 or 0. */
    static int[] end(Batch batch, List<LetterResult> results) throws SQLException {
        List<@Nullable Object[]> claims = new ArrayList<>();
        for (LetterResult result : results) {
            FaultCode refused = result.refused();
            claims.add(new @Nullable Object[] {
                refused == null ? "delivered" : "refused",
                refused == null ? null : refused.code(),
                result.claim().id(),
                result.claim().fence()
            });
        }
        return batch.sql().each("update letter set state = ?, open = 0, fault = ?" + HELD, claims);
    }

    /** Numbers a reply among those of its channel that were handed over. */
    static void handedOver(Batch batch, String id) throws SQLException {
        batch.sql()
                .update(
                        "update letter set handed_over = (select coalesce(max(o.handed_over), 0) + 1 from letter o"
                                + " where o.channel = letter.channel and o.handed_over is not null) where id = ? and channel like 'reply.%'",
                        id);
    }

    /** Ends a letter of which a person says that it went out in a time that the ledger does not remember. */
    static void went(Batch batch, String id) throws SQLException {
        batch.sql().update("update letter set state = 'delivered', open = 0, fault = null where id = ?", id);
        handedOver(batch, id);
    }

    static void defer(Batch batch, ClaimInHand claim, FaultCode why, long pause) throws SQLException {
        batch.sql()
                .update(
                        "update letter set state = 'ready', due_at = ?, attempts = attempts + 1, fault = ?" + HELD,
                        batch.now() + pause,
                        why.code(),
                        claim.id(),
                        claim.fence());
    }

    /** Puts the letter back as it was before the claim. */
    static void giveBack(Batch batch, ClaimInHand claim) throws SQLException {
        batch.sql().update("update letter set state = 'ready'" + HELD, claim.id(), claim.fence());
    }

    static boolean park(Batch batch, ClaimInHand claim, FaultCode why) throws SQLException {
        return batch.sql()
                        .update(
                                "update letter set state = 'parked', attempts = attempts + 1, fault = ?, due_at = ?"
                                        + HELD,
                                why.code(),
                                batch.now(),
                                claim.id(),
                                claim.fence())
                > 0;
    }

    /** A letter with its id and its sealed content. */
    record Sealed(String id, NewLetter letter, byte[] bytes) {

        @Override
        public String toString() {
            return "Sealed[id=" + id + "]";
        }
    }
}
