package org.nansen.gateway.ledger;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Fills a gateway's ledger with records of one system that are all still open: seven of ten wait to be screened, three
 * have a letter for the mailbox. They are sealed as real ones are, so that work on them simply goes on; each has an entry.
 */
public final class OpenLedger {

    private static final int SLICE = 2_000;

    private final LedgerRig rig;
    private final Sealing sealing;
    private final long people;

    private OpenLedger(LedgerRig rig, long people) {
        this.rig = rig;
        this.people = people;
        this.sealing =
                new Sealing(rig.store.seals(), new KeyRing(rig.store.seals(), rig.store.readers(), rig.store.writer()));
    }

    /**
     * Fills it on the engine that {@code ledger.engine} names.
     *
     * @return settings under {@code gateway.ledger} with which a gateway finds it
     */
    public static Map<String, String> fill(Path home, String system, int records) {
        LedgerSettings settings = LedgerEngine.settings(home, "one", Duration.ofMinutes(10));
        try (LedgerRig rig = new LedgerRig(home, Clock.systemUTC(), settings)) {
            OpenLedger ledger = new OpenLedger(rig, Math.max(1, records / 4));
            for (int from = 0; from < records; from += SLICE) {
                ledger.slice(system, from, Math.min(records, from + SLICE), from % (10 * SLICE) >= 7 * SLICE);
            }
        }
        showWhatAStartDoes(home, settings);
        Map<String, String> found = new LinkedHashMap<>();
        found.put("url", settings.url());
        if (settings.user() != null) {
            found.put("user", settings.user());
            found.put("password-file", settings.passwordFile());
        }
        return found;
    }

    /** Prints what of a start depends on the ledger's content, step by step. */
    private static void showWhatAStartDoes(Path home, LedgerSettings settings) {
        long[] since = {System.nanoTime()};
        try (LedgerRig rig = new LedgerRig(home, Clock.systemUTC(), settings)) {
            step("open, void claims, go on with releases", since);
            rig.views.accounting();
            rig.views.stages();
            rig.views.lastArrivals();
            step("gauges", since);
            new SqlBacklog(rig.store.readers(), rig.lanes, rig.systems).bySystem();
            step("backlog", since);
            List<Claim> first = rig.take("screening");
            step("tidy and first claim of tasks", since);
            List<Claim> letters = rig.take("mail");
            step("first claim of letters", since);
            first.forEach(claim -> rig.results.giveBack(claim).join());
            letters.forEach(claim -> rig.results.giveBack(claim).join());
        }
    }

    private static void step(String what, long[] since) {
        long now = System.nanoTime();
        System.out.printf("%8.3f s  %s%n", (now - since[0]) / 1e9, what);
        since[0] = now;
    }

    private void slice(String system, int from, int upTo, boolean decided) {
        List<Arrival> arrivals = new ArrayList<>();
        for (int i = from; i < upTo; i++) {
            String person = "p" + i % people;
            arrivals.add(new Arrival(
                    TestRecords.application(system, "n" + i, person, "c-" + person, "SYR"),
                    i - from + 1,
                    ("n" + i).getBytes(StandardCharsets.UTF_8),
                    LedgerRig.MAPPING));
        }
        List<Sealing.SealedArrival> sealed = sealing.seal(arrivals);
        NewDrop drop = LedgerRig.drop(system);
        rig.store
                .writer()
                .submit(
                        batch -> {
                            write(
                                    batch,
                                    drop,
                                    new Chunk(arrivals.size(), "d", arrivals, List.of(), 0),
                                    sealed,
                                    decided);
                            return null;
                        },
                        SLICE)
                .join();
    }

    private static void write(
            Batch batch, NewDrop drop, Chunk chunk, List<Sealing.SealedArrival> sealed, boolean decided)
            throws SQLException {
        Sql sql = batch.sql();
        int records = sealed.size();
        sql.update(
                "insert into arrival (system, last_at) values (?, ?) on conflict (system) do update set last_at = excluded.last_at",
                drop.system(),
                batch.now());
        sql.update(
                "insert into intake_drop (receipt_id, system, door, name, state, position, units, released, faults,"
                        + " received, accepted, duplicate, rejected, skipped, opened_at, closed_at)"
                        + " values (?, ?, ?, ?, 'accepted', 0, 0, ?, 0, 0, ?, 0, 0, 0, ?, ?)",
                drop.receiptId(),
                drop.system(),
                drop.door(),
                drop.name(),
                records,
                records,
                batch.now(),
                batch.now());
        ChunkRows.write(batch, drop, chunk, sealed, new ChunkRows.Head("arriving", 0, 0, 0));
        sql.update(
                "update record set stage = ? where receipt_id = ?",
                decided ? Stages.DELIVERY : Stages.SCREENING,
                drop.receiptId());
        batch.count(drop.system(), Stages.ARRIVING, -records);
        batch.count(drop.system(), decided ? Stages.DELIVERY : Stages.SCREENING, records);
        sql.update(
                decided
                        // A letter under its record's id, so that the same seal opens it.
                        ? "insert into letter (id, record_id, person_id, system, kind, destination, channel, rule,"
                                + " policy_version, state, open, due_at, attempts, lease_until, fence, sealed, created_at)"
                                + " select r.id, r.id, r.person_id, r.system, 'M5', 'ncb', 'mail', 'rule', '2026-03',"
                                + " 'ready', 1, r.received_at, 0, 0, 0, p.sealed, r.received_at from record r"
                                + " join payload p on p.record_id = r.id where r.receipt_id = ?"
                        : "insert into task (record_id, person_id, queue, system, state, due_at, attempts, lane,"
                                + " lease_until, fence, received_at) select id, person_id, 'screening', system, 'ready',"
                                + " received_at, 0, '', 0, 0, received_at from record where receipt_id = ?",
                drop.receiptId());
        for (Sealing.SealedArrival one : sealed) {
            batch.entry("accepted", one.record().messageId(), "");
        }
    }
}
