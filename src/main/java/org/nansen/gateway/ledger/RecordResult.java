package org.nansen.gateway.ledger;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.FaultCode;
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
        if (decides()) {
            batch.endings().turn(this);
        }
        if (isDone()) {
            batch.endings().add(this);
        }
    }

    /** Whether it is a decision, which has its turn among the person's. */
    boolean decides() {
        return PersonOrder.concerns(claim) && completion.again() == null;
    }

    private boolean isDone() {
        return completion.again() == null && completion.review() == null;
    }

    private boolean isDone(List<Letters.Sealed> overtaken) {
        return isDone() && overtaken.isEmpty();
    }

    @Override
    public @Nullable Void apply(Batch batch) throws SQLException {
        List<Letters.Sealed> overtaken = batch.endings().overtaken(this);
        FaultCode review = overtaken.isEmpty() ? completion.review() : FaultCode.NG_304_LATE;
        if (batch.endings().isTooEarly(this)) {
            PersonOrder.putBack(batch, claim);
        } else if (isDone(overtaken)
                ? batch.endings().ended(this)
                : Tasks.keepOpen(batch, claim, completion, review, waitForPerson)) {
            write(batch, overtaken);
        } else {
            batch.entry("void", claim.recordId(), claim.queue() + " fence=" + claim.fence());
        }
        return null;
    }

    private void write(Batch batch, List<Letters.Sealed> overtaken) throws SQLException {
        List<String> notes = new ArrayList<>(completion.notes());
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
            if (overtaken.contains(letter)) {
                notes.add("not told " + letter.letter().destination() + ", " + FaultCode.NG_304_LATE.code());
            } else {
                Letters.insert(batch, claim, letter);
            }
        }
        for (Completion.Withheld withheld : completion.withheld()) {
            Findings.withheld(batch, claim, withheld);
        }
        if (goesOn(batch, overtaken) && !next.equals(Queues.CLOSED)) {
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
        batch.entry(claim.queue() + (again ? ".again" : ".done"), claim.recordId(), String.join(" ", notes));
    }

    private boolean goesOn(Batch batch, List<Letters.Sealed> overtaken) throws SQLException {
        if (completion.isInterim() && completion.again() != null) {
            // One interim word a record, however often the rest is tried again.
            return batch.sql().update("update record set interim = 1 where id = ? and interim = 0", claim.recordId())
                    > 0;
        }
        return isDone(overtaken);
    }
}
