package org.nansen.gateway.operations;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.ledger.Chunk;
import org.nansen.gateway.ledger.Drop;
import org.nansen.gateway.ledger.Drops;
import org.nansen.gateway.ledger.Ending;
import org.nansen.gateway.ledger.Holds;
import org.nansen.gateway.ledger.Journal;
import org.nansen.gateway.ledger.Lanes;
import org.nansen.gateway.ledger.Letter;
import org.nansen.gateway.ledger.NewDrop;
import org.nansen.gateway.ledger.Nodes;
import org.nansen.gateway.ledger.Views;
import org.nansen.gateway.record.FaultCode;

/** A ledger that a test fills by hand, to see what the windows show of it. */
class LedgerDouble implements Views, Holds, Journal, Lanes, Drops {

    final Map<String, Counts> accounting = new HashMap<>();
    final Map<String, StageDepth> stages = new HashMap<>();
    final Map<String, Instant> lastArrivals = new HashMap<>();
    final Map<String, RecordView> records = new LinkedHashMap<>();
    final Map<String, Drop> drops = new HashMap<>();
    final List<ReceiptLine> lines = new ArrayList<>();
    final List<Letter> letters = new ArrayList<>();
    final Map<String, Set<String>> shields = new HashMap<>();
    final List<Parked> parked = new ArrayList<>();
    final List<Outage> outages = new ArrayList<>();
    final List<Nodes.Node> nodes = new ArrayList<>();
    final List<String> entries = new ArrayList<>();
    final Map<String, Hold> holds = new LinkedHashMap<>();

    @Nullable
    RuntimeException broken;

    void clear() {
        List.of(accounting, stages, lastArrivals, records, drops, holds, shields)
                .forEach(Map::clear);
        List.of(lines, letters, parked, outages, nodes, entries).forEach(List::clear);
        broken = null;
    }

    @Override
    public Map<String, Counts> accounting() {
        if (broken != null) {
            throw broken;
        }
        return accounting;
    }

    @Override
    public Map<String, StageDepth> stages() {
        return stages;
    }

    @Override
    public Map<String, Instant> lastArrivals() {
        if (broken != null) {
            throw broken;
        }
        return lastArrivals;
    }

    @Override
    public Optional<RecordView> record(String recordId) {
        return Optional.ofNullable(records.get(recordId));
    }

    @Override
    public List<RecordView> recordsOf(String system, String sourceRecordId) {
        return records.values().stream()
                .filter(record -> record.system().equals(system))
                .toList();
    }

    @Override
    public List<ReceiptLine> receiptRecords(String receiptId, long after, int limit) {
        return lines.stream().filter(line -> line.number() > after).limit(limit).toList();
    }

    @Override
    public List<NumberedRejection> receiptRejections(String receiptId, long after, int limit) {
        return List.of();
    }

    @Override
    public List<Parked> parked(int limit) {
        return parked;
    }

    @Override
    public List<Drop> heldDrops(int limit) {
        return drops.values().stream()
                .filter(drop -> drop.state() == Drop.State.HELD)
                .limit(limit)
                .toList();
    }

    @Override
    public List<Letter> published(String system, @Nullable String after, int limit) {
        return letters.stream()
                .filter(letter -> letter.system().equals(system))
                .limit(limit)
                .toList();
    }

    @Override
    public Set<String> shieldOf(String recordId) {
        return shields.getOrDefault(recordId, Set.of());
    }

    @Override
    public CompletableFuture<Hold> hold(String destination, String by, String reason) {
        Hold hold = new Hold(destination, by, Instant.now(), reason, null);
        holds.put(destination, hold);
        return CompletableFuture.completedFuture(hold);
    }

    @Override
    public CompletableFuture<@Nullable Hold> lift(String destination, String by) {
        Hold hold = holds.get(destination);
        if (hold.liftAskedBy() != null && !hold.liftAskedBy().equals(by)) {
            holds.remove(destination);
            return CompletableFuture.completedFuture(null);
        }
        Hold asked = new Hold(destination, hold.by(), hold.since(), hold.reason(), by);
        holds.put(destination, asked);
        return CompletableFuture.completedFuture(asked);
    }

    @Override
    public List<Hold> holds() {
        return List.copyOf(holds.values());
    }

    @Override
    public CompletableFuture<Void> note(String kind, String subject, String actor) {
        entries.add(kind + " " + subject + " " + actor);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void down(String lane, FaultCode why) {
        outages.add(new Outage(lane, Instant.now(), why, Instant.now().plusSeconds(5)));
    }

    @Override
    public void up(String lane) {
        outages.removeIf(outage -> outage.lane().equals(lane));
    }

    @Override
    public boolean mayTry(String lane) {
        return outage(lane).isEmpty();
    }

    @Override
    public Optional<Outage> outage(String lane) {
        return outages.stream().filter(outage -> outage.lane().equals(lane)).findFirst();
    }

    @Override
    public List<Outage> outages() {
        return outages;
    }

    @Override
    public CompletableFuture<Drop> append(NewDrop drop, Chunk chunk, Ending ending) {
        throw new UnsupportedOperationException("windows never write");
    }

    @Override
    public Optional<Drop> find(String receiptId) {
        return Optional.ofNullable(drops.get(receiptId));
    }

    @Override
    public Optional<Drop> findByKey(String system, String idempotencyKey) {
        return Optional.empty();
    }

    @Override
    public List<Drop> arriving(String system) {
        return List.of();
    }

    @Override
    public List<Mark> marks(String receiptId) {
        return List.of();
    }

    @Override
    public CompletableFuture<Optional<Drop>> releaseHeld(String receiptId, String by) {
        return CompletableFuture.completedFuture(decided(receiptId, Drop.State.RELEASING));
    }

    @Override
    public CompletableFuture<Optional<Drop>> refuseHeld(String receiptId, String by) {
        return CompletableFuture.completedFuture(decided(receiptId, Drop.State.REFUSED));
    }

    private Optional<Drop> decided(String receiptId, Drop.State state) {
        Drop drop = drops.get(receiptId);
        if (drop.state() != Drop.State.HELD) {
            return Optional.empty();
        }
        Drop after = drop(receiptId, drop.system(), state);
        drops.put(receiptId, after);
        return Optional.of(after);
    }

    static Drop drop(String id, String system, Drop.State state) {
        return new Drop(id, system, "rest", null, state, null, 3, 3, 3, 0, 0, 0, null, Instant.now(), Instant.now());
    }
}
