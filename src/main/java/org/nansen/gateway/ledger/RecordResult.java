package org.nansen.gateway.ledger;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.RecordJson;

/** What became of a claimed record, with everything in it that is confidential sealed. */
final class RecordResult implements Change<@Nullable Void> {

    private final RecordInHand claim;
    private final Completion completion;
    private final List<Letters.Sealed> letters;
    private final LetterIds ids;
    private final List<byte @Nullable []> hits;
    private final String next;
    private final Duration waitForPerson;

    /**
     * @param ids where the letters' ids were drawn
     * @param hits of each part of the completion
     * @param next the queue that follows, or {@code closed}
     * @param waitForPerson how long what waits for another record waits before it parks
     */
    RecordResult(
            RecordInHand claim,
            Completion completion,
            List<Letters.Sealed> letters,
            LetterIds ids,
            List<byte @Nullable []> hits,
            String next,
            Duration waitForPerson) {
        this.claim = claim;
        this.completion = completion;
        this.letters = letters;
        this.ids = ids;
        this.hits = hits;
        this.next = next;
        this.waitForPerson = waitForPerson;
    }

    RecordInHand claim() {
        return claim;
    }

    List<Letters.Sealed> letters() {
        return letters;
    }

    LetterIds ids() {
        return ids;
    }

    /** About how many rows it writes. */
    int rows() {
        return 4 + letters.size() + hits.size();
    }

    @Override
    public void prepare(Batch batch) {
        if (PersonOrder.concerns(claim) && completion.again() == null) {
            batch.endings().turn(this);
        }
        if (isDone()) {
            batch.endings().add(this);
        }
    }

    private boolean isDone() {
        return completion.again() == null && completion.review() == null;
    }

    @Override
    public @Nullable Void apply(Batch batch) throws SQLException {
        if (batch.endings().isTooEarly(claim)) {
            PersonOrder.putBack(batch, claim);
        } else if (isDone() ? batch.endings().ended(this) : Tasks.keepOpen(batch, claim, completion, waitForPerson)) {
            write(batch);
        } else {
            batch.entry("void", claim.recordId(), claim.queue() + " fence=" + claim.fence());
        }
        return null;
    }

    private void write(Batch batch) throws SQLException {
        for (int i = 0; i < hits.size(); i++) {
            Findings.part(batch, claim, completion.parts().get(i), hits.get(i));
        }
        if (completion.screening() != null) {
            batch.putOff(
                    "update record set screening = ? where id = ?",
                    RecordJson.name(completion.screening()),
                    claim.recordId());
        }
        for (Letters.Sealed letter : letters) {
            Letters.insert(batch, claim, letter);
        }
        for (Completion.Withheld withheld : completion.withheld()) {
            Findings.withheld(batch, claim.recordId(), withheld);
        }
        if (goesOn(batch) && !next.equals(Queues.CLOSED)) {
            Tasks.insert(
                    batch,
                    claim.recordId(),
                    claim.personId(),
                    claim.system(),
                    next,
                    claim.receivedAt().toEpochMilli());
        }
        batch.settle(claim.recordId());
        boolean again = completion.again() != null;
        batch.entry(
                claim.queue() + (again ? ".again" : ".done"), claim.recordId(), String.join(" ", completion.notes()));
    }

    private boolean goesOn(Batch batch) throws SQLException {
        if (completion.isInterim() && completion.again() != null) {
            // One interim word a record, however often the rest is tried again.
            return batch.sql().update("update record set interim = 1 where id = ? and interim = 0", claim.recordId())
                    > 0;
        }
        return isDone();
    }
}
