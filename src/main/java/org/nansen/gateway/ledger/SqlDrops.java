package org.nansen.gateway.ledger;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.record.Rejected;
import org.nansen.gateway.record.Unavailable;

/** Drops in the SQL store. Sealing happens on the caller's thread, writing on the writer's. */
final class SqlDrops implements Drops {

    private final Readers readers;
    private final GroupCommit writer;
    private final Sealing sealing;
    private final Seals seals;
    private final Release release;
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
        this.sealing = sealing;
        this.seals = seals;
        this.release = release;
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
                "select receipt_id, released from intake_drop where state = 'releasing'",
                row -> begun.put(row.getString(1), row.getLong(2))));
        return begun;
    }

    /** Goes on with a drop that nobody goes on with; done by two nodes at once it takes no harm. */
    void takeOver(String receiptId) {
        releaseOn(receiptId);
    }

    @Override
    public CompletableFuture<Drop> append(NewDrop drop, Chunk chunk, Ending ending) {
        List<Sealing.SealedArrival> sealed = sealing.seal(chunk.arrivals());
        systems.seen(drop.system());
        return writer.submit(
                        batch -> {
                            boolean whole = write(batch, drop, chunk, sealed, ending);
                            return new Written(DropRows.load(batch.sql(), drop.receiptId()), whole);
                        },
                        chunk.arrivals().size() + 1)
                .thenComposeAsync(this::releaseAfter, after);
    }

    /**
     * Who handed over a whole drop at once waits for its receipt. What came in many chunks is durable and the ledger's now;
     * its sender is answered when the release is through.
     */
    private CompletableFuture<Drop> releaseAfter(Written written) {
        if (written.drop.state() != Drop.State.RELEASING) {
            return CompletableFuture.completedFuture(written.drop);
        }
        CompletableFuture<Drop> released = releaseOn(written.drop.receiptId());
        return written.whole ? released : CompletableFuture.completedFuture(written.drop);
    }

    /** Releases slice after slice. Should the ledger be away, the caller hears so, and it goes on once the ledger is back. */
    private CompletableFuture<Drop> releaseOn(String receiptId) {
        CompletableFuture<Drop> slice = writer.submit(
                batch -> {
                    release.slice(batch, receiptId);
                    return DropRows.load(batch.sql(), receiptId);
                },
                Release.SLICE);
        return slice.whenComplete((drop, failed) -> {
                    if (failed instanceof Unavailable) {
                        CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS, after)
                                .execute(() -> releaseOn(receiptId));
                    }
                })
                .thenComposeAsync(
                        drop -> drop.state() == Drop.State.RELEASING
                                ? releaseOn(receiptId)
                                : CompletableFuture.completedFuture(drop),
                        after);
    }

    /** Returns whether the drop was opened by this very chunk. */
    private boolean write(Batch batch, NewDrop drop, Chunk chunk, List<Sealing.SealedArrival> arrivals, Ending ending)
            throws SQLException {
        Sql sql = batch.sql();
        ChunkRows.Head head = ChunkRows.head(sql, drop.receiptId());
        boolean opened = head == null;
        if (head == null) {
            open(batch, drop);
            head = new ChunkRows.Head("arriving", 0, 0, 0);
        }
        if (!head.state().equals("arriving")) {
            return opened;
        }
        if (ChunkRows.follows(sql, drop.receiptId(), chunk, head)) {
            ChunkRows.write(batch, drop, chunk, arrivals, head);
        } else if (!ChunkRows.isKnown(sql, drop.receiptId(), chunk)) {
            throw Unavailable.of(FaultCode.NG_509_TURN_OVER, "intake");
        } else if (chunk.position() < head.position()) {
            return opened;
        } else if (ending.kind() != Ending.Kind.MORE) {
            // Nothing more was read, but the end may say what is wrong with the drop as a whole.
            List<Rejection> ofDrop = chunk.rejections().stream()
                    .filter(rejection -> !rejection.counted())
                    .toList();
            ChunkRows.write(
                    batch, drop, new Chunk(head.position(), chunk.digest(), List.of(), ofDrop, 0), List.of(), head);
        }
        end(batch, drop, ending);
        return opened;
    }

    private void open(Batch batch, NewDrop drop) throws SQLException {
        String key = drop.idempotencyKey() == null ? null : seals.hash("i", drop.system(), drop.idempotencyKey());
        if (key != null
                && batch.sql()
                        .exists(
                                "select 1 from intake_drop where system = ? and key_hash = ? and receipt_id <> ?",
                                drop.system(),
                                key,
                                drop.receiptId())) {
            throw Rejected.of(FaultCode.NG_123_KEY_REUSED, "Idempotency-Key");
        }
        batch.sql()
                .update(
                        "insert into arrival (system, last_at) values (?, ?)"
                                + " on conflict (system) do update set last_at = excluded.last_at",
                        drop.system(),
                        batch.now());
        Expiries.add(batch.sql(), drop.system(), Expiries.DROP, batch.now(), drop.receiptId());
        NewDrop.ReplyTo to = drop.receiptTo();
        batch.sql()
                .update(
                        "insert into intake_drop (receipt_id, system, door, name, key_hash, body_digest, state, position,"
                                + " units, released, faults, received, accepted, duplicate, rejected, skipped, receipt_channel,"
                                + " receipt_address, opened_at) values (?, ?, ?, ?, ?, ?, 'arriving', 0, 0, 0, 0, 0, 0, 0, 0, 0,"
                                + " ?, ?, ?)",
                        drop.receiptId(),
                        drop.system(),
                        drop.door(),
                        drop.name(),
                        key,
                        drop.bodyDigest(),
                        to == null ? null : to.channel(),
                        to == null ? null : to.address(),
                        batch.now());
    }

    private void end(Batch batch, NewDrop drop, Ending ending) throws SQLException {
        String receiptId = drop.receiptId();
        FaultCode code = ending.code();
        switch (ending.kind()) {
            case MORE -> {}
            case RELEASE -> {
                batch.sql().update("update intake_drop set state = 'releasing' where receipt_id = ?", receiptId);
                // A small drop becomes work in the very commit that accepts it.
                release.slice(batch, receiptId);
            }
            case HOLD -> release.hold(batch, receiptId, code);
            case REFUSE -> release.refuse(batch, receiptId, code, null);
        }
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
    public List<Mark> marks(String receiptId) {
        return readers.read(sql -> sql.list(
                "select position, digest from chunk where receipt_id = ? order by position",
                row -> new Mark(row.getLong(1), row.getString(2)),
                receiptId));
    }

    private record Written(Drop drop, boolean whole) {}
}
