package org.nansen.gateway.ledger;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.AsylumRecord;
import org.nansen.gateway.settings.Home;

/** A whole ledger in a folder, without Spring and Camel, on the engine that the test run is for. */
final class LedgerRig implements AutoCloseable {

    /** The version of the mapping that all records here are said to come from. */
    static final String MAPPING = "0b7bf57c5e5ad3cb";

    final Store store;
    final Systems systems = new Systems();
    final ExecutorService after = Executors.newSingleThreadExecutor();
    final ProbedLanes lanes;
    final SqlDrops drops;
    final Claims claims;
    final Results results;
    /** Results as another node writes them, whose letters get their ids by another clock. */
    final Function<Clock, Results> withClock;

    final SqlViews views;
    final SqlFeeds feeds;
    final SqlCases cases;
    final SqlHolds holds;

    LedgerRig(Path folder) {
        this(folder, Clock.systemUTC());
    }

    LedgerRig(Path folder, Clock clock) {
        this(folder, clock, "one", Duration.ofMinutes(10));
    }

    /**
     * @param node the name of this node among those on the same folder; several only where {@link LedgerEngine#isShared()}
     */
    LedgerRig(Path folder, Clock clock, String node, Duration lease) {
        this(folder, clock, LedgerEngine.settings(folder, node, lease));
    }

    LedgerRig(Path folder, Clock clock, LedgerSettings settings) {
        store = Store.open(settings, new Home(folder), clock);
        systems.load(store.readers());
        KeyRing keys = new KeyRing(store.seals(), store.readers(), store.writer());
        Archive archive = new Archive(store.readers(), keys);
        BackOff backOff = new BackOff(settings.retryFrom(), settings.retryUpTo());
        lanes = new ProbedLanes(clock, backOff);
        Sealing sealing = new Sealing(store.seals(), keys);
        drops = new SqlDrops(store.readers(), store.writer(), store.seals(), sealing, new Release(), systems, after);
        claims = new Claims(store.writer(), archive, lanes, systems, clock, settings.lease());
        withClock = theirs ->
                new Results(store.writer(), archive, new LetterIds(theirs), backOff, settings.waitForPerson());
        results = withClock.apply(clock);
        views = new SqlViews(store.readers(), archive, new RecordViews(store.readers(), archive, sealing));
        feeds = new SqlFeeds(store.readers(), store.writer(), archive);
        cases = new SqlCases(store.readers(), archive);
        holds = new SqlHolds(store.readers(), store.writer(), store.engine().isRemote());
        drops.resume();
    }

    static NewDrop drop(String system) {
        return new NewDrop(UUID.randomUUID().toString(), system, "file", "a.csv", null, null, null);
    }

    /** Accepts the records as one drop and returns it. */
    Drop accept(String system, AsylumRecord... records) {
        return drops.append(drop(system), chunk(records.length, records), Ending.release())
                .join();
    }

    static Chunk chunk(long position, AsylumRecord... records) {
        List<Arrival> arrivals = new ArrayList<>();
        for (AsylumRecord record : records) {
            // The content stands for the source row: all but what the gateway adds.
            String content = record.event() + "|" + record.source().version() + "|" + record.eventTime() + "|"
                    + record.fearedCountries().get(0).code();
            arrivals.add(new Arrival(record, arrivals.size() + 1, content.getBytes(StandardCharsets.UTF_8), MAPPING));
        }
        long before = position - records.length;
        Drops.Mark after = before == 0 ? Drops.Mark.START : new Drops.Mark(before, "digest-" + before);
        return new Chunk(after, position, "digest-" + position, arrivals, List.of(), 0);
    }

    List<Claim> take(String queue) {
        return claims.take(queue, 100).join();
    }

    /** The one record that is due in the queue. */
    RecordClaim takeRecord(String queue) {
        return (RecordClaim) takeOnly(queue);
    }

    /** The one letter that is due in the queue. */
    LetterClaim takeLetter(String queue) {
        return (LetterClaim) takeOnly(queue);
    }

    private Claim takeOnly(String queue) {
        List<Claim> taken = take(queue);
        if (taken.size() != 1) {
            throw new AssertionError(taken.size() + " are due in " + queue);
        }
        return taken.get(0);
    }

    /** Accepts the record and takes it through screening; disclosure has it in hand. */
    RecordClaim takeToDisclosure(AsylumRecord record) {
        accept(record.source().system(), record);
        complete(takeRecord("screening"), "disclosure");
        return takeRecord("disclosure");
    }

    /** Ends the work that is in hand, with nothing to say of it. */
    void complete(Claim claim, String next) {
        results.complete(claim, null, next).join();
    }

    /** Ends what disclosure has in hand with the letters that it writes. */
    void decide(Claim deciding, NewLetter... letters) {
        Completion decided = Completion.of(deciding);
        for (NewLetter letter : letters) {
            decided.letter(letter);
        }
        results.complete(deciding, decided, "closed").join();
    }

    /** Takes a record of its own to a letter that waits for the mailbox. */
    LetterClaim takeToMail() {
        decide(takeToDisclosure(TestRecords.application("1")), TestLetters.to("secretariat"));
        return takeLetter("mail");
    }

    /** Changes rows behind the ledger's back. */
    void write(String sql, Object... values) {
        store.writer().submit(batch -> batch.sql().update(sql, values)).join();
    }

    Views.Counts counts(String system) {
        return views.accounting().getOrDefault(system, SqlViews.counts(Map.of()));
    }

    /** The identity, and everything else that the ledger's rows must agree on. */
    void proveIdentity() {
        List<Reconciliation.Finding> findings = reconcile();
        if (!findings.isEmpty()) {
            throw new AssertionError("the ledger disagrees with itself: " + findings);
        }
    }

    /** Looks at everything, and opens everything. */
    List<Reconciliation.Finding> reconcile() {
        List<Reconciliation.Finding> findings = new ArrayList<>();
        new SqlReconciliation(store.readers(), store.seals(), false)
                .run(new Reconciliation.Scope(true, null), findings::add);
        return findings;
    }

    /** Bounds the size of the database, as a full disk would: to the pages it has (null), or to so many. */
    static void pages(LedgerRig rig, @Nullable String most) {
        rig.store
                .writer()
                .submit(batch -> {
                    String bound =
                            most == null ? batch.sql().first("pragma page_count", row -> row.getString(1)) : most;
                    return batch.sql().first("pragma max_page_count = " + bound, row -> row.getString(1));
                })
                .join();
    }

    @Override
    public void close() {
        try {
            store.close();
        } catch (java.sql.SQLException | java.io.IOException failed) {
            throw new IllegalStateException(failed);
        } finally {
            after.shutdownNow();
        }
    }
}
