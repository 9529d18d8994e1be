package org.nansen.gateway.ledger;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.nansen.gateway.record.Unavailable;

/** Drops in the SQL store: taken by {@link Taking}, let on by {@link Release}. */
final class SqlDrops implements Drops {

    private final Readers readers;
    private final GroupCommit writer;
    private final Seals seals;
    private final Release release;
    private final Taking taking;
    private final Systems systems;
    private final Executor after;

    SqlDrops(
            Readers readers,
            GroupCommit writer,
            Seals seals,
            Sealing sealing,
            Release release,
            Systems systems,
            Executor after) {
        this.readers = readers;
        this.writer = writer;
        this.seals = seals;
        this.release = release;
        this.taking = new Taking(readers, writer, seals, sealing, release);
        this.systems = systems;
        this.after = after;
    }

    /** Goes on with drops whose release a crash interrupted. */
    void resume() {
        releasing().keySet().forEach(this::releaseOn);
    }

    /** How far each drop is whose records are becoming work. */
    Map<String, Long> releasing() {
        Map<String, Long> begun = new HashMap<>();
        readers.read(sql -> sql.list(
                "select d.receipt_id, d.released + coalesce(u.walked, 0) from intake_drop d"
                        + " left join dump u on u.receipt_id = d.receipt_id where d.state in ('releasing', 'sorting')",
                row -> begun.put(row.getString(1), row.getLong(2))));
        return begun;
    }

    /** Goes on with a drop that nobody goes on with; done by two nodes at once it takes no harm. */
    void takeOver(String receiptId) {
        releaseOn(receiptId);
    }

    @Override
    public CompletableFuture<Drop> append(NewDrop drop, Chunk chunk, Ending ending) {
        systems.seen(drop.system());
        return taking.take(drop, chunk, ending).thenComposeAsync(this::releaseAfter, after);
    }

    /**
     * Who handed over a whole drop at once waits for its receipt. What came in many chunks is durable and the ledger's now;
     * its sender is answered when the release is through.
     */
    private CompletableFuture<Drop> releaseAfter(Taking.Written written) {
        if (written.drop().state() != Drop.State.RELEASING) {
            return CompletableFuture.completedFuture(written.drop());
        }
        CompletableFuture<Drop> released = releaseOn(written.drop().receiptId());
        return written.whole() ? released : CompletableFuture.completedFuture(written.drop());
    }

    /**
     * Releases slice after slice. Should the ledger be away, the caller hears so, and it goes on once the ledger is back.
     * A stock whose turn has not come is left as it is: the one before it goes on with it.
     */
    private CompletableFuture<Drop> releaseOn(String receiptId) {
        CompletableFuture<Stepped> step = writer.submit(
                batch -> {
                    boolean waits = release.slice(batch, receiptId);
                    Drop drop = DropRows.load(batch.sql(), receiptId);
                    List<String> next = drop.state() == Drop.State.RELEASING
                            ? List.of()
                            : Dumps.waiting(batch.sql(), drop.system());
                    return new Stepped(drop, waits, next);
                },
                ArrivedRecords.SLICE);
        return step.whenComplete((done, failed) -> {
                    if (failed instanceof Unavailable) {
                        CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS, after)
                                .execute(() -> releaseOn(receiptId));
                    }
                })
                .thenComposeAsync(
                        done -> {
                            done.waiting.forEach(this::releaseOn);
                            return done.drop.state() == Drop.State.RELEASING && !done.waits
                                    ? releaseOn(receiptId)
                                    : CompletableFuture.completedFuture(done.drop);
                        },
                        after);
    }

    @Override
    public CompletableFuture<Optional<Drop>> releaseHeld(String receiptId, String by) {
        return writer.submit(batch -> release.releaseHeld(batch, receiptId, by))
                .thenComposeAsync(
                        released -> released
                                ? releaseOn(receiptId).thenApply(Optional::of)
                                : CompletableFuture.completedFuture(Optional.empty()),
                        after);
    }

    @Override
    public CompletableFuture<Optional<Drop>> refuseHeld(String receiptId, String by) {
        return writer.submit(batch -> {
            Drop drop = DropRows.find(batch.sql(), receiptId);
            if (drop == null || drop.state() != Drop.State.HELD) {
                return Optional.empty();
            }
            release.refuse(batch, receiptId, drop.code(), by);
            return Optional.of(DropRows.load(batch.sql(), receiptId));
        });
    }

    @Override
    public Optional<Drop> find(String receiptId) {
        return Optional.ofNullable(readers.read(sql -> DropRows.find(sql, receiptId)));
    }

    @Override
    public Optional<Drop> findByKey(String system, String idempotencyKey) {
        return Optional.ofNullable(readers.read(sql -> sql.first(
                "select " + DropRows.COLUMNS + " from intake_drop where system = ? and key_hash = ?",
                DropRows::drop,
                system,
                seals.hash("i", system, idempotencyKey))));
    }

    @Override
    public List<Drop> arriving(String system) {
        return readers.read(sql -> sql.list(
                "select " + DropRows.COLUMNS + " from intake_drop where state = 'arriving' and system = ?",
                DropRows::drop,
                system));
    }

    @Override
    public Optional<Drops.Snapshot> stock(String receiptId) {
        return Optional.ofNullable(readers.read(sql -> SqlFeeds.stock(sql, receiptId)));
    }

    @Override
    public List<Mark> marks(String receiptId) {
        return readers.read(sql -> sql.list(
                "select position, digest from chunk where receipt_id = ? order by position",
                row -> new Mark(row.getLong(1), row.getString(2)),
                receiptId));
    }

    /**
     * How far a release is.
     *
     * @param waits whether another stock of the system comes first
     * @param waiting stocks of the system that may have waited for this one
     */
    private record Stepped(Drop drop, boolean waits, List<String> waiting) {}
}
