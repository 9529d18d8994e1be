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
            List<SealedLetter> letters = seal(record, found);
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
            endLetter(batch, (ClaimInHand) claim, refused == null ? "delivered" : "refused", refused);
            return null;
        });
    }

    /** Hands the unit back for another try ({@link Unavailable}) or parks it (anything else). */
    CompletableFuture<Void> fail(Claim claim, Fault fault) {
        return writer.submit(batch -> {
            if (fault instanceof Unavailable unavailable) {
                defer(batch, claim, unavailable);
            } else {
                park(batch, (ClaimInHand) claim, fault.code());
            }
            return null;
        });
    }

    private void defer(Batch batch, Claim claim, Unavailable why) throws SQLException {
        long due = batch.now() + backOff.pause(claim.attempts()).toMillis();
        String deferred = " set state = 'ready', due_at = ?, attempts = attempts + 1, fault = ?";
        if (claim instanceof RecordInHand task) {
            batch.sql()
                    .update(
                            "update task" + deferred + ", lane = ? where record_id = ? and queue = ? and fence = ?"
                                    + " and state = 'claimed'",
                            due,
                            why.code().code(),
                            why.dependency(),
                            task.recordId(),
                            task.queue(),
                            task.fence());
        } else {
            batch.sql()
                    .update(
                            "update letter" + deferred + " where id = ? and fence = ? and state = 'claimed'",
                            due,
                            why.code().code(),
                            claim.id(),
                            ((ClaimInHand) claim).fence());
        }
    }

    private static void park(Batch batch, ClaimInHand claim, FaultCode why) throws SQLException {
        String parking = " set state = 'parked', attempts = attempts + 1, fault = ?, due_at = ?";
        int parked = claim instanceof RecordInHand task
                ? batch.sql()
                        .update(
                                "update task" + parking + " where record_id = ? and queue = ? and fence = ?"
                                        + " and state = 'claimed'",
                                why.code(),
                                batch.now(),
                                task.recordId(),
                                task.queue(),
                                task.fence())
                : batch.sql()
                        .update(
                                "update letter" + parking + " where id = ? and fence = ? and state = 'claimed'",
                                why.code(),
                                batch.now(),
                                claim.id(),
                                claim.fence());
        if (parked > 0) {
            String recordId = recordOf(batch.sql(), claim);
            if (recordId != null) {
                batch.sql().update("update record set fault = ? where id = ?", why.code(), recordId);
                Stages.settle(batch, recordId);
            }
            batch.entry("parked", recordId == null ? claim.id() : recordId, claim.queue() + " " + why.code());
        }
    }

    private static @Nullable String recordOf(Sql sql, ClaimInHand claim) throws SQLException {
        return claim instanceof RecordInHand record
                ? record.recordId()
                : sql.first("select record_id from letter where id = ?", row -> row.getString(1), claim.id());
    }

    private static void endLetter(Batch batch, ClaimInHand claim, String state, @Nullable FaultCode why)
            throws SQLException {
        int ended = batch.sql()
                .update(
                        "update letter set state = ?, open = 0, fault = ? where id = ? and fence = ?"
                                + " and state = 'claimed'",
                        state,
                        why == null ? null : why.code(),
                        claim.id(),
                        claim.fence());
        if (ended > 0) {
            String recordId = recordOf(batch.sql(), claim);
            if (recordId != null) {
                Stages.settle(batch, recordId);
            }
            batch.entry("letter." + state, recordId == null ? claim.id() : recordId, claim.id());
        }
    }

    private List<SealedLetter> seal(RecordInHand claim, Completion completion) {
        List<SealedLetter> letters = new ArrayList<>();
        for (NewLetter letter : completion.letters()) {
            String id = IDS.generate().toString();
            letters.add(new SealedLetter(id, letter, archive.sealLetter(id, claim.personId(), letter.content())));
        }
        return letters;
    }

    private void write(
            Batch batch,
            RecordInHand claim,
            Completion completion,
            List<SealedLetter> letters,
            List<byte @Nullable []> hits,
            String next)
            throws SQLException {
        if (!endTask(batch, claim, completion)) {
            batch.entry("void", claim.recordId(), claim.queue() + " fence=" + claim.fence());
            return;
        }
        for (int i = 0; i < hits.size(); i++) {
            writePart(batch, claim, completion.parts().get(i), hits.get(i));
        }
        if (completion.screening() != null) {
            batch.sql()
                    .update(
                            "update record set screening = ? where id = ?",
                            RecordJson.name(completion.screening()),
                            claim.recordId());
        }
        for (SealedLetter letter : letters) {
            writeLetter(batch, claim, letter);
        }
        for (Completion.Withheld withheld : completion.withheld()) {
            batch.sql()
                    .update(
                            "insert into withheld (record_id, kind, destination, rule, code, at) values (?, ?, ?, ?, ?, ?)"
                                    + " on conflict (record_id, kind, destination) do update set rule = excluded.rule,"
                                    + " code = excluded.code, at = excluded.at",
                            claim.recordId(),
                            withheld.kind().name(),
                            withheld.destination(),
                            withheld.rule(),
                            withheld.why().code(),
                            batch.now());
        }
        handOn(batch, claim, completion, next);
        Stages.settle(batch, claim.recordId());
        boolean again = completion.again() != null;
        batch.entry(
                claim.queue() + (again ? ".again" : ".done"), claim.recordId(), String.join(" ", completion.notes()));
    }

    private boolean endTask(Batch batch, RecordInHand claim, Completion completion) throws SQLException {
        Completion.Again again = completion.again();
        FaultCode review = completion.review();
        if (again == null && review == null) {
            return batch.sql()
                            .update(
                                    "delete from task where record_id = ? and queue = ? and fence = ? and state = 'claimed'",
                                    claim.recordId(),
                                    claim.queue(),
                                    claim.fence())
                    > 0;
        }
        String state = "review";
        FaultCode why = review;
        long due = batch.now();
        String lane = "";
        if (again != null) {
            boolean over =
                    again.waiting() && batch.now() - claim.receivedAt().toEpochMilli() > waitForPerson.toMillis();
            state = over ? "parked" : again.waiting() ? "waiting" : "ready";
            why = again.why();
            due += Math.min(again.in().toMillis(), Claims.FURTHEST.toMillis() - 60_000);
            lane = again.lane() == null ? "" : again.lane();
        }
        long wake = completion.noLaterThan() == null
                ? Long.MAX_VALUE
                : completion.noLaterThan().toEpochMilli();
        int kept = batch.sql()
                .update(
                        "update task set state = ?, due_at = ?, wake_at = ?, attempts = attempts + 1, lane = ?, fault = ?"
                                + " where record_id = ? and queue = ? and fence = ? and state = 'claimed'",
                        state,
                        Math.min(due, wake),
                        wake,
                        lane,
                        why == null ? null : why.code(),
                        claim.recordId(),
                        claim.queue(),
                        claim.fence());
        if (kept > 0 && !state.equals("ready")) {
            batch.sql()
                    .update(
                            "update record set fault = ? where id = ?",
                            why == null ? null : why.code(),
                            claim.recordId());
        }
        return kept > 0;
    }

    private static void writePart(Batch batch, RecordInHand claim, ScreeningPart part, byte @Nullable [] hits)
            throws SQLException {
        batch.sql()
                .update(
                        "insert into screening_part (record_id, connection, database, person_id, result, asked_at,"
                                + " valid_until, request_id, round, sealed_hits, fault)"
                                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                                + " on conflict (record_id, connection, database) do update set result = excluded.result,"
                                + " asked_at = excluded.asked_at, valid_until = excluded.valid_until,"
                                + " request_id = excluded.request_id, round = excluded.round,"
                                + " sealed_hits = excluded.sealed_hits, fault = excluded.fault",
                        claim.recordId(),
                        part.connection(),
                        part.database(),
                        claim.personId(),
                        RecordJson.name(part.result()),
                        part.askedAt().toEpochMilli(),
                        part.validUntil() == null ? null : part.validUntil().toEpochMilli(),
                        part.requestId(),
                        part.round(),
                        hits,
                        part.fault() == null ? null : part.fault().code());
    }

    private static void writeLetter(Batch batch, RecordInHand claim, SealedLetter sealed) throws SQLException {
        NewLetter letter = sealed.letter;
        if (letter.supersedes() != null) {
            batch.sql()
                    .update(
                            "update letter set state = 'replaced', open = 0 where id = ? and state in ('ready', 'review')",
                            letter.supersedes());
        }
        batch.sql()
                .update(
                        "insert into letter (id, record_id, person_id, system, kind, destination, channel, rule,"
                                + " policy_version, state, open, due_at, attempts, lease_until, fence, sealed, supersedes,"
                                + " created_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, 0, 0, 0, ?, ?, ?)",
                        sealed.id,
                        claim.recordId(),
                        claim.personId(),
                        claim.system(),
                        letter.kind().name(),
                        letter.destination(),
                        letter.channel(),
                        letter.rule(),
                        letter.policyVersion(),
                        letter.release() == NewLetter.Release.AUTOMATIC ? "ready" : "review",
                        batch.now(),
                        sealed.bytes,
                        letter.supersedes(),
                        batch.now());
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

    private record SealedLetter(String id, NewLetter letter, byte[] bytes) {}
}
