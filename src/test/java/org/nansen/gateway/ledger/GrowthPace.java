package org.nansen.gateway.ledger;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.nansen.gateway.record.AsylumRecord;
import org.nansen.gateway.record.Event;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.record.ScreeningResult;

/**
 * The whole work of the ledger on records: accept a drop, release it, claim, complete with what each database said, gather
 * the person's file, decide, write and hand over a letter. Intake and the three rooms work at the same time, as they do in
 * the gateway; what they would do outside the ledger takes no time here.
 */
final class GrowthPace {

    private static final int DROP = 100;
    private static final int IN_HAND = 128;
    private static final List<String> SYSTEMS = List.of("registry", "border", "casework");
    private static final byte[] LETTER = "x".repeat(600).getBytes(StandardCharsets.US_ASCII);

    private final LedgerRig rig;
    private final Random random = new Random(20261124);
    private final List<String> known = new ArrayList<>();
    private int number;

    GrowthPace(LedgerRig rig) {
        this.rig = rig;
    }

    /** Takes applications of so many new people the whole way; later rounds come back to them. */
    void meet(int people) {
        List<AsylumRecord> records = new ArrayList<>();
        for (int i = 0; i < people; i++) {
            String person = "known-" + ++number;
            known.add(person);
            records.add(TestRecords.application(system(number), "A-" + number, person, "C-" + person, "ALB"));
        }
        work(records);
    }

    /** Comes back to people whom another run over the same ledger took the whole way. */
    void meetAgain(int people) {
        for (int i = 0; i < people; i++) {
            known.add("known-" + ++number);
        }
    }

    /** Half of the records are of new people; the rest correct or decide what is known. Returns the seconds it took. */
    double round(int count) {
        List<AsylumRecord> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String id = "R-" + ++number;
            String system = system(i / DROP);
            String old = known.get(random.nextInt(known.size()));
            records.add(
                    switch (i % 4) {
                        case 0 ->
                            TestRecords.record(
                                    system, Event.CORRECTION, id, old, "C-" + old, null, Instant.now(), "ALB");
                        case 1 -> TestRecords.decision(system, id, old, null, Instant.now());
                        default -> TestRecords.application(system, id, "new-" + number, "C-" + number, "ALB");
                    });
        }
        long start = System.nanoTime();
        work(records);
        return (System.nanoTime() - start) / 1e9;
    }

    private static String system(int number) {
        return SYSTEMS.get(number % SYSTEMS.size());
    }

    private void work(List<AsylumRecord> records) {
        AtomicInteger sent = new AtomicInteger();
        ExecutorService rooms = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> all = List.of(
                    rooms.submit(() -> accept(records)),
                    rooms.submit(() -> room("screening", "disclosure", sent, records.size())),
                    rooms.submit(() -> room("disclosure", "closed", sent, records.size())),
                    rooms.submit(() -> room("mail", "closed", sent, records.size())));
            for (Future<?> one : all) {
                one.get();
            }
        } catch (InterruptedException | ExecutionException failed) {
            throw new CompletionException(failed);
        } finally {
            rooms.shutdownNow();
        }
    }

    private void accept(List<AsylumRecord> records) {
        Semaphore inHand = new Semaphore(4);
        List<CompletableFuture<Drop>> drops = new ArrayList<>();
        for (int from = 0; from < records.size(); from += DROP) {
            List<AsylumRecord> some = records.subList(from, Math.min(records.size(), from + DROP));
            inHand.acquireUninterruptibly();
            drops.add(rig.drops
                    .append(
                            LedgerRig.drop(some.get(0).source().system()),
                            LedgerRig.chunk(some.size(), some.toArray(AsylumRecord[]::new)),
                            Ending.release())
                    .whenComplete((drop, failed) -> inHand.release()));
        }
        drops.forEach(CompletableFuture::join);
    }

    private void room(String queue, String next, AtomicInteger sent, int upTo) {
        Semaphore inHand = new Semaphore(IN_HAND);
        while (sent.get() < upTo) {
            inHand.acquireUninterruptibly();
            int more = inHand.drainPermits() + 1;
            List<Claim> claims = rig.claims.take(queue, more).join();
            inHand.release(more - claims.size());
            for (Claim claim : claims) {
                rig.results.complete(claim, done(claim), next).whenComplete((ended, failed) -> {
                    inHand.release();
                    if (queue.equals("mail")) {
                        sent.incrementAndGet();
                    }
                });
            }
            if (claims.isEmpty()) {
                pause();
            }
        }
    }

    private Completion done(Claim claim) {
        Completion done = Completion.of(claim);
        if (claim instanceof LetterClaim letter) {
            letter.letter();
        } else if (claim.queue().equals("screening")) {
            ((RecordClaim) claim).record();
            for (String database : List.of("nominal", "sltd")) {
                done.part(new ScreeningPart(
                        "interpol",
                        database,
                        ScreeningResult.NO_HIT,
                        Instant.now(),
                        Instant.now().plus(Duration.ofDays(30)),
                        "q1",
                        1,
                        List.of(),
                        null));
            }
            done.screening(ScreeningResult.NO_HIT);
        } else {
            rig.cases.file((RecordClaim) claim);
            done.withheld(MessageKind.M8, "secretariat", "default", FaultCode.NG_309_NOTHING_HELD);
            done.letter(new NewLetter(
                    MessageKind.M7,
                    "system." + claim.system(),
                    "mail",
                    "answer",
                    "2026-03",
                    LETTER,
                    NewLetter.Release.AUTOMATIC,
                    null));
        }
        return done;
    }

    /** As a poll that found nothing does. */
    private static void pause() {
        java.util.concurrent.locks.LockSupport.parkNanos(2_000_000);
    }
}
