package org.nansen.gateway.ledger;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.Fault;
import org.nansen.gateway.record.Unavailable;

/**
 * Writes what became of claims. Each write carries the claim's fence; when the unit was meanwhile taken by another, the
 * result is void and nothing is written.
 */
final class Results {

    private final GroupCommit writer;
    private final Archive archive;
    private final LetterIds ids;
    private final BackOff backOff;
    private final Duration waitForPerson;

    Results(GroupCommit writer, Archive archive, LetterIds ids, BackOff backOff, Duration waitForPerson) {
        this.writer = writer;
        this.archive = archive;
        this.ids = ids;
        this.backOff = backOff;
        this.waitForPerson = waitForPerson;
    }

    /**
     * Ends the claim and hands on, in one commit.
     *
     * @param completion what was found out, or null where there is nothing to tell
     * @param next the queue that follows, or {@code closed}
     */
    CompletableFuture<Void> complete(Claim claim, @Nullable Completion completion, String next) {
        if (claim instanceof RecordInHand record) {
            Completion found = completion == null ? Completion.of(claim) : completion;
            List<Letters.Sealed> letters = seal(record, found);
            List<byte @Nullable []> hits = new ArrayList<>();
            found.parts().forEach(part -> hits.add(archive.sealHits(part, record.recordId(), record.personId())));
            RecordResult result = new RecordResult(record, found, letters, ids, hits, next, waitForPerson);
            return writer.submit(result, result.rows());
        }
        return writer.submit(new LetterResult((ClaimInHand) claim, completion == null ? null : completion.refused()));
    }

    /** Gives a unit back that was not even begun; it does not count as a try. */
    CompletableFuture<Void> giveBack(Claim claim) {
        return writer.submit(batch -> {
            if (claim instanceof RecordInHand record) {
                Tasks.giveBack(batch, record);
            } else {
                Letters.giveBack(batch, (ClaimInHand) claim);
            }
            return null;
        });
    }

    /** Hands the unit back for another try ({@link Unavailable}) or parks it (anything else). */
    CompletableFuture<Void> fail(Claim claim, Fault fault) {
        ClaimInHand inHand = (ClaimInHand) claim;
        long pause = backOff.pause(claim.attempts()).toMillis();
        return writer.submit(batch -> {
            boolean ofRecord = claim instanceof RecordInHand;
            if (fault instanceof Unavailable why) {
                if (ofRecord) {
                    Tasks.defer(batch, (RecordInHand) claim, why, pause);
                } else {
                    Letters.defer(batch, inHand, why.code(), pause);
                }
            } else if (ofRecord
                    ? Tasks.park(batch, (RecordInHand) claim, fault.code())
                    : Letters.park(batch, inHand, fault.code())) {
                String recordId = inHand.recordId();
                if (recordId != null) {
                    batch.sql()
                            .update(
                                    "update record set fault = ? where id = ?",
                                    fault.code().code(),
                                    recordId);
                }
                after(
                        batch,
                        inHand,
                        ofRecord ? "parked" : "letter.parked",
                        claim.queue() + " " + fault.code().code());
            }
            return null;
        });
    }

    /** What the record's stage is after the claim ended, and an entry that says so. */
    static void after(Batch batch, ClaimInHand claim, String kind, String detail) {
        String recordId = claim.recordId();
        if (recordId != null) {
            batch.settle(recordId);
        }
        batch.entry(kind, recordId == null ? claim.id() : recordId, detail);
    }

    private List<Letters.Sealed> seal(RecordInHand claim, Completion completion) {
        List<Letters.Sealed> letters = new ArrayList<>();
        for (NewLetter letter : completion.letters()) {
            String id = ids.next();
            letters.add(new Letters.Sealed(id, letter, archive.sealLetter(id, claim.personId(), letter.content())));
        }
        return letters;
    }
}
