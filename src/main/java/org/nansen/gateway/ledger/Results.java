package org.nansen.gateway.ledger;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.Fault;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.record.RecordJson;
import org.nansen.gateway.record.Unavailable;

/**
 * Writes what became of claims. Each write carries the claim's fence; when the unit was meanwhile taken by another, the
 * result is void and nothing is written.
 */
final class Results {

    private static final TimeBasedEpochGenerator IDS = Generators.timeBasedEpochGenerator();

    private final GroupCommit writer;
    private final Archive archive;
    private final BackOff backOff;
    private final Duration waitForPerson;

    Results(GroupCommit writer, Archive archive, BackOff backOff, Duration waitForPerson) {
        this.writer = writer;
        this.archive = archive;
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
            return writer.submit(
                    batch -> {
                        write(batch, record, found, letters, hits, next);
                        return null;
                    },
                    4 + letters.size() + hits.size());
        }
        FaultCode refused = completion == null ? null : completion.refused();
        return writer.submit(batch -> {
            boolean ended = Letters.end(batch, (ClaimInHand) claim, refused);
            if (ended) {
                after(batch, (ClaimInHand) claim, refused == null ? "letter.delivered" : "letter.refused", claim.id());
            }
            return null;
        });
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
                String recordId = recordOf(batch.sql(), inHand);
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
    private static void after(Batch batch, ClaimInHand claim, String kind, String detail) throws SQLException {
        String recordId = recordOf(batch.sql(), claim);
        if (recordId != null) {
            Stages.settle(batch, recordId);
        }
        batch.entry(kind, recordId == null ? claim.id() : recordId, detail);
    }

    private static @Nullable String recordOf(Sql sql, ClaimInHand claim) throws SQLException {
        return claim instanceof RecordInHand record
                ? record.recordId()
                : sql.first("select record_id from letter where id = ?", row -> row.getString(1), claim.id());
    }

    private List<Letters.Sealed> seal(RecordInHand claim, Completion completion) {
        List<Letters.Sealed> letters = new ArrayList<>();
        for (NewLetter letter : completion.letters()) {
            String id = IDS.generate().toString();
            letters.add(new Letters.Sealed(id, letter, archive.sealLetter(id, claim.personId(), letter.content())));
        }
        return letters;
    }

    private void write(
            Batch batch,
            RecordInHand claim,
            Completion completion,
            List<Letters.Sealed> letters,
            List<byte @Nullable []> hits,
            String next)
            throws SQLException {
        if (completion.again() == null && PersonOrder.isTooEarly(batch.sql(), claim, letters)) {
            PersonOrder.putBack(batch, claim);
            return;
        }
        if (!Tasks.end(batch, claim, completion, waitForPerson)) {
            batch.entry("void", claim.recordId(), claim.queue() + " fence=" + claim.fence());
            return;
        }
        for (int i = 0; i < hits.size(); i++) {
            Findings.part(batch, claim, completion.parts().get(i), hits.get(i));
        }
        if (completion.screening() != null) {
            batch.sql()
                    .update(
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
        handOn(batch, claim, completion, next);
        Stages.settle(batch, claim.recordId());
        boolean again = completion.again() != null;
        batch.entry(
                claim.queue() + (again ? ".again" : ".done"), claim.recordId(), String.join(" ", completion.notes()));
    }

    private static void handOn(Batch batch, RecordInHand claim, Completion completion, String next)
            throws SQLException {
        boolean goesOn = completion.again() == null && completion.review() == null;
        if (completion.isInterim() && completion.again() != null) {
            goesOn = batch.sql().update("update record set interim = 1 where id = ? and interim = 0", claim.recordId())
                    > 0;
        }
        if (goesOn && !next.equals(Queues.CLOSED)) {
            Tasks.insert(
                    batch,
                    claim.recordId(),
                    claim.personId(),
                    claim.system(),
                    next,
                    claim.receivedAt().toEpochMilli());
        }
    }
}
