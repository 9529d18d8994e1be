package org.nansen.gateway.ledger;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.AsylumRecord;
import org.nansen.gateway.record.Defect;
import org.nansen.gateway.record.FaultCode;

/** A whole ledger with parked units in it and the tools to put them right, without Spring and Camel. */
public final class ParkedLedger implements AutoCloseable {

    final LedgerRig rig;
    final RecoveryWorker worker;
    private final SqlRecovery recovery;

    public ParkedLedger(Path folder) {
        rig = new LedgerRig(folder);
        recovery = new SqlRecovery(rig.store.readers(), rig.store.writer());
        worker = new RecoveryWorker(rig.store.readers(), rig.store.writer(), Clock.systemUTC());
    }

    public Recovery recovery() {
        return recovery;
    }

    static Recovery.Filter filter(@Nullable String system, Recovery.@Nullable Room room, FaultCode... faults) {
        return new Recovery.Filter(Set.of(faults), room, system, null, null);
    }

    /** What the scheduled worker does each second. */
    public void goOn() {
        worker.goOn();
    }

    public Views.Counts counts(String system) {
        return rig.counts(system);
    }

    /** Accepts so many records of new people and parks each in screening; returns their ids. */
    public List<String> parkInScreening(String system, int count, FaultCode why) {
        accept(system, count);
        return parkAll(rig.claims.take("screening", count).join(), why);
    }

    /** Accepts records and parks a letter to each of the destinations for each; returns the records' ids. */
    public List<String> parkLetters(String system, int count, FaultCode why, String... destinations) {
        List<String> ids = lettersInHand(system, count, destinations);
        parkAll(rig.claims.take("mail", count * destinations.length).join(), why);
        return ids;
    }

    /** Takes what is due in the queue and parks it. */
    public void parkAgain(String queue, FaultCode why) {
        parkAll(rig.take(queue), why);
    }

    /** Takes what is due in the queue and completes it. */
    public void complete(String queue, String next) {
        rig.take(queue).forEach(claim -> rig.complete(claim, next));
    }

    private List<String> lettersInHand(String system, int count, String... destinations) {
        accept(system, count);
        List<String> ids = new ArrayList<>();
        for (Claim claim : rig.claims.take("screening", count).join()) {
            ids.add(claim.id());
            rig.complete(claim, "disclosure");
        }
        for (Claim claim : rig.claims.take("disclosure", count).join()) {
            rig.decide(claim, Stream.of(destinations).map(TestLetters::to).toArray(NewLetter[]::new));
        }
        return ids;
    }

    private void accept(String system, int count) {
        long salt = System.nanoTime();
        rig.accept(
                system,
                IntStream.range(0, count)
                        .mapToObj(i -> TestRecords.application(
                                system, salt + "-" + i, "p" + salt + "-" + i, "c" + salt + "-" + i, "SYR"))
                        .toArray(AsylumRecord[]::new));
    }

    private List<String> parkAll(List<Claim> claims, FaultCode why) {
        claims.stream()
                .map(claim -> rig.results.fail(claim, Defect.of(why, "test")))
                .toList()
                .forEach(CompletableFuture::join);
        return claims.stream().map(Claim::id).sorted().toList();
    }

    /** Entries of the chain that are about the subject, as {@code kind detail}. */
    public List<String> entries(String subject) {
        return rig.store
                .readers()
                .read(sql -> sql.list(
                        "select kind, detail from entry where subject = ? order by at, number",
                        row -> row.getString(1) + " " + row.getString(2),
                        subject));
    }

    /** Throws when the identity does not hold or the ledger disagrees with itself. */
    public void prove() {
        rig.proveIdentity();
        Map<String, Views.Counts> all = rig.views.accounting();
        if (all.isEmpty()) {
            throw new AssertionError("nothing was ever accepted");
        }
    }

    @Override
    public void close() {
        worker.close();
        rig.close();
    }
}
