package org.nansen.gateway.ledger;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.record.Rejected;
import org.nansen.gateway.record.Unavailable;

/**
 * Takes chunks into the ledger, opening and ending their drops. Of a whole stock only what differs from what is known is
 * sealed and becomes a row; what is as it was is counted. That is looked at before the commit, so that nothing is sealed for
 * nothing, and once more in it.
 */
final class Taking {

    private final Readers readers;
    private final GroupCommit writer;
    private final Seals seals;
    private final Sealing sealing;
    private final Release release;

    Taking(Readers readers, GroupCommit writer, Seals seals, Sealing sealing, Release release) {
        this.readers = readers;
        this.writer = writer;
        this.seals = seals;
        this.sealing = sealing;
        this.release = release;
    }

    CompletableFuture<Written> take(NewDrop drop, Chunk chunk, Ending ending) {
        return drop.feed().isSnapshot()
                ? take(drop, hashed(drop, chunk), ending, true)
                : submit(drop, chunk, ending, new Content(List.of(), Set.of(), sealing.seal(chunk.arrivals())));
    }

    private CompletableFuture<Written> take(NewDrop drop, Chunk chunk, Ending ending, boolean mayLeaveOut) {
        List<Difference> rows = chunk.arrivals().stream().map(sealing::compared).toList();
        Set<String> same = mayLeaveOut ? same(drop, rows) : Set.of();
        List<Arrival> different = rows.stream()
                .filter(row -> !same.contains(row.record().messageId()))
                .map(Difference::arrival)
                .toList();
        Content content = new Content(rows, same, sealing.seal(different));
        return submit(drop, chunk, ending, content)
                .thenCompose(written -> written == null
                        ? take(drop, chunk, ending, false)
                        : CompletableFuture.completedFuture(written));
    }

    /** Numbers of source records go no further than this. */
    private Chunk hashed(NewDrop drop, Chunk chunk) {
        List<String> refs = chunk.others().numbers().stream()
                .map(number -> sealing.sourceRef(drop.system(), number))
                .toList();
        return new Chunk(
                chunk.after(),
                chunk.position(),
                chunk.digest(),
                chunk.arrivals(),
                chunk.rejections(),
                chunk.skipped(),
                new Chunk.Others(refs, chunk.others().unnumbered()));
    }

    /** The records, by their message ids, of which the very same was accepted before. */
    private Set<String> same(NewDrop drop, List<Difference> rows) {
        return readers.read(sql -> isAlone(sql, drop) ? same(known(sql, rows), rows) : Set.of());
    }

    private static Set<String> same(Known known, Collection<Difference> rows) {
        Set<String> same = new HashSet<>();
        for (Difference row : rows) {
            if (row.isKnown(known.seen(row.sourceKey()))) {
                same.add(row.record().messageId());
            }
        }
        return same;
    }

    private static Known known(Sql sql, List<Difference> rows) throws SQLException {
        return Known.of(sql, rows.stream().map(Difference::sourceKey).collect(Collectors.toSet()), Set.of(), Set.of());
    }

    /** While another drop of the system is unfinished, what is known may still change before this one's turn. */
    private static boolean isAlone(Sql sql, NewDrop drop) throws SQLException {
        return !sql.exists(
                "select 1 from intake_drop where state in ('arriving', 'releasing', 'sorting') and system = ?"
                        + " and receipt_id <> ?",
                drop.system(),
                drop.receiptId());
    }

    private CompletableFuture<@Nullable Written> submit(NewDrop drop, Chunk chunk, Ending ending, Content content) {
        return writer.submit(
                batch -> {
                    Boolean opened = write(batch, drop, chunk, content, ending);
                    return opened == null ? null : new Written(DropRows.load(batch.sql(), drop.receiptId()), opened);
                },
                chunk.arrivals().size() + 1);
    }

    /** Returns whether the drop was opened by this very chunk, or null when what is known has changed meanwhile. */
    private @Nullable Boolean write(Batch batch, NewDrop drop, Chunk chunk, Content content, Ending ending)
            throws SQLException {
        Sql sql = batch.sql();
        ChunkRows.Head head = ChunkRows.head(sql, drop.receiptId());
        boolean opened = head == null;
        if (!content.same.isEmpty() && !stillSame(sql, drop, content)) {
            return null;
        }
        if (head == null) {
            open(batch, drop);
            head = new ChunkRows.Head("arriving", 0, 0, 0);
        }
        if (!head.state().equals("arriving")) {
            return opened;
        }
        if (ChunkRows.follows(sql, drop.receiptId(), chunk, head)) {
            Dump dump = drop.feed().isSnapshot() ? Dump.find(sql, drop.receiptId()) : null;
            if (dump == null && !content.same.isEmpty()) {
                // It was opened when the system was configured otherwise, and is read on as it was begun.
                return null;
            }
            write(batch, dump, drop, chunk, content, head);
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

    private static boolean stillSame(Sql sql, NewDrop drop, Content content) throws SQLException {
        return isAlone(sql, drop)
                && same(known(sql, content.rows), content.rows).containsAll(content.same);
    }

    private static void write(
            Batch batch, @Nullable Dump dump, NewDrop drop, Chunk chunk, Content content, ChunkRows.Head head)
            throws SQLException {
        if (dump == null) {
            ChunkRows.write(batch, drop, chunk, content.sealed, head);
            return;
        }
        Known known = known(batch.sql(), content.rows);
        Map<String, Seen> accepted = new HashMap<>();
        content.rows.forEach(row -> {
            Seen seen = known.seen(row.sourceKey());
            if (seen != null) {
                accepted.put(row.sourceKey(), seen);
            }
        });
        Stock.Met met = Stock.meet(batch, dump, content.rows, accepted, chunk.others());
        Map<String, Sealing.SealedArrival> sealed = new HashMap<>();
        content.sealed.forEach(one -> sealed.put(one.record().messageId(), one));
        List<Sealing.SealedArrival> different = new ArrayList<>();
        for (Difference row : met.pass()) {
            Sealing.SealedArrival one = sealed.get(row.record().messageId());
            if (one != null) {
                different.add(one);
            }
        }
        int unchanged = met.repeats() + met.pass().size() - different.size();
        ChunkRows.write(batch, drop, chunk, different, head, met.twice(), unchanged);
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
                                + " receipt_address, opened_at, sorted) values (?, ?, ?, ?, ?, ?, 'arriving', 0, 0, 0, 0, 0,"
                                + " 0, 0, 0, 0, ?, ?, ?, ?)",
                        drop.receiptId(),
                        drop.system(),
                        drop.door(),
                        drop.name(),
                        key,
                        drop.bodyDigest(),
                        to == null ? null : to.channel(),
                        to == null ? null : to.address(),
                        batch.now(),
                        drop.feed().isSorted() ? 1 : 0);
        if (drop.feed().snapshot() != null) {
            Dump.open(batch, drop, drop.feed().snapshot());
        }
    }

    private void end(Batch batch, NewDrop drop, Ending ending) throws SQLException {
        String receiptId = drop.receiptId();
        FaultCode code = ending.code();
        boolean isWhole = ending.kind() == Ending.Kind.RELEASE
                || ending.kind() == Ending.Kind.HOLD && code == FaultCode.NG_119_REJECT_LIMIT;
        if (isWhole && drop.feed().isSnapshot()) {
            batch.sql().update("update dump set complete = 1 where receipt_id = ?", receiptId);
        }
        switch (ending.kind()) {
            case MORE -> {}
            case RELEASE -> {
                Release.begin(batch, receiptId, "arriving");
                // A small drop becomes work in the very commit that accepts it.
                release.slice(batch, receiptId);
            }
            case HOLD -> release.hold(batch, receiptId, code);
            case REFUSE -> release.refuse(batch, receiptId, code, null);
        }
    }

    /**
     * What a chunk holds.
     *
     * @param rows of a whole stock, all of them, in the order of the source
     * @param same message ids of those that are as they were
     * @param sealed all others
     */
    private record Content(List<Difference> rows, Set<String> same, List<Sealing.SealedArrival> sealed) {}

    /** A drop as a chunk left it, and whether it was opened by that very chunk. */
    record Written(Drop drop, boolean whole) {}
}
