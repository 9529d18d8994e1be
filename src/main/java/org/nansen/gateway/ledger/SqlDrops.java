package org.nansen.gateway.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.AsylumRecord;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.record.RecordJson;
import org.nansen.gateway.record.Rejected;

/** Drops in the SQL store. Sealing happens on the caller's thread, writing on the writer's. */
final class SqlDrops implements Drops {

    private static final String COLUMNS = "receipt_id, system, door, name, state, code, position, received, accepted,"
            + " duplicate, rejected, skipped, body_digest, opened_at, closed_at";

    private final Readers readers;
    private final GroupCommit writer;
    private final KeyRing keys;
    private final Seals seals;
    private final Release release;
    private final Systems systems;
    private final Executor after;

    SqlDrops(
            Readers readers,
            GroupCommit writer,
            KeyRing keys,
            Seals seals,
            Release release,
            Systems systems,
            Executor after) {
        this.readers = readers;
        this.writer = writer;
        this.keys = keys;
        this.seals = seals;
        this.release = release;
        this.systems = systems;
        this.after = after;
    }

    /** Goes on with drops whose release a crash interrupted. */
    void resume() {
        List<String> begun = readers.read(sql ->
                sql.list("select receipt_id from intake_drop where state = 'releasing'", row -> row.getString(1)));
        begun.forEach(this::releaseOn);
    }

    @Override
    public CompletableFuture<Drop> append(NewDrop drop, Chunk chunk, Ending ending) {
        List<SealedArrival> sealed = seal(chunk.arrivals());
        systems.seen(drop.system());
        return writer.submit(
                        batch -> {
                            write(batch, drop, chunk, sealed, ending);
                            return load(batch.sql(), drop.receiptId());
                        },
                        chunk.arrivals().size() + 1)
                .thenComposeAsync(
                        written -> written.state() == Drop.State.RELEASING
                                ? releaseOn(drop.receiptId())
                                : CompletableFuture.completedFuture(written),
                        after);
    }

    private CompletableFuture<Drop> releaseOn(String receiptId) {
        return writer.submit(
                        batch -> {
                            release.slice(batch, receiptId);
                            return load(batch.sql(), receiptId);
                        },
                        Release.SLICE)
                .thenComposeAsync(
                        drop -> drop.state() == Drop.State.RELEASING
                                ? releaseOn(receiptId)
                                : CompletableFuture.completedFuture(drop),
                        after);
    }

    private List<SealedArrival> seal(List<Arrival> arrivals) {
        if (arrivals.isEmpty()) {
            return List.of();
        }
        List<SealedArrival> sealed = new ArrayList<>(arrivals.size());
        Map<String, String> spaces = new HashMap<>();
        List<String> people = new ArrayList<>(arrivals.size());
        for (Arrival arrival : arrivals) {
            AsylumRecord record = arrival.record();
            String person = seals.hash(
                    "p", record.personRef().space(), record.personRef().value());
            people.add(person);
            spaces.put(person, record.personRef().space());
        }
        Map<String, SecretKey> personKeys = keys.ensure(spaces);
        for (int i = 0; i < arrivals.size(); i++) {
            Arrival arrival = arrivals.get(i);
            AsylumRecord record = arrival.record();
            String person = people.get(i);
            String ref =
                    seals.hash("s", record.source().system(), record.source().recordId());
            String event = RecordJson.name(record.event());
            sealed.add(new SealedArrival(
                    record,
                    arrival.line(),
                    person,
                    seals.hash("c", record.caseRef().space(), record.caseRef().value()),
                    ref,
                    seals.hash("k", ref, event, Integer.toString(record.source().ordinal())),
                    seals.hash(arrival.sourceContent()),
                    Seals.seal(personKeys.get(person), record.messageId(), RecordJson.write(record))));
        }
        return sealed;
    }

    private void write(Batch batch, NewDrop drop, Chunk chunk, List<SealedArrival> arrivals, Ending ending)
            throws SQLException {
        Sql sql = batch.sql();
        Head head = head(sql, drop.receiptId());
        if (head == null) {
            open(batch, drop);
            head = new Head("arriving", 0, 0, 0);
        }
        if (!head.state.equals("arriving")) {
            return;
        }
        if (chunk.position() > head.position || (chunk.position() == 0 && head.position == 0)) {
            writeChunk(batch, drop, chunk, arrivals, head);
        }
        end(batch, drop, ending);
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

    private static void writeChunk(Batch batch, NewDrop drop, Chunk chunk, List<SealedArrival> arrivals, Head head)
            throws SQLException {
        Sql sql = batch.sql();
        long unit = head.units;
        for (SealedArrival arrival : arrivals) {
            AsylumRecord record = arrival.record;
            unit++;
            sql.update(
                    "insert into record (id, receipt_id, unit, line, system, event, person_id, case_id, source_ref,"
                            + " source_key, version, content_hash, event_time, received_at, stage, late, shield,"
                            + " feared_confirmed, interim)"
                            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'arriving', 0, ?, ?, 0)",
                    record.messageId(),
                    drop.receiptId(),
                    unit,
                    arrival.line,
                    drop.system(),
                    RecordJson.name(record.event()),
                    arrival.person,
                    arrival.caseId,
                    arrival.sourceRef,
                    arrival.sourceKey,
                    record.source().version(),
                    arrival.contentHash,
                    record.eventTime().toEpochMilli(),
                    batch.now(),
                    String.join(",", record.shieldedFrom()),
                    record.fearedCountriesConfirmed() ? 1 : 0);
            sql.update("insert into payload (record_id, sealed) values (?, ?)", record.messageId(), arrival.sealed);
        }
        long fault = head.faults;
        int counted = 0;
        for (Rejection rejection : chunk.rejections()) {
            fault++;
            counted += rejection.counted() ? 1 : 0;
            writeRejection(sql, drop.receiptId(), fault, rejection);
        }
        sql.update(
                "insert into chunk (receipt_id, position, digest) values (?, ?, ?) on conflict (receipt_id, position)"
                        + " do nothing",
                drop.receiptId(),
                chunk.position(),
                chunk.digest());
        int received = arrivals.size() + counted + chunk.skipped();
        sql.update(
                "update intake_drop set position = ?, units = ?, faults = ?, received = received + ?,"
                        + " rejected = rejected + ?, skipped = skipped + ? where receipt_id = ?",
                chunk.position(),
                unit,
                fault,
                received,
                counted,
                chunk.skipped(),
                drop.receiptId());
        batch.count(drop.system(), Stages.RECEIVED, received);
        batch.count(drop.system(), Stages.ARRIVING, arrivals.size());
        batch.count(drop.system(), Stages.REJECTED, counted);
        batch.count(drop.system(), Stages.SKIPPED, chunk.skipped());
        batch.entry("chunk", drop.receiptId(), chunk.position() + " " + chunk.digest() + " records=" + arrivals.size());
    }

    static void writeRejection(Sql sql, String receiptId, long number, Rejection rejection) throws SQLException {
        sql.update(
                "insert into rejection (receipt_id, number, line, field, code, hint, counted)"
                        + " values (?, ?, ?, ?, ?, ?, ?)",
                receiptId,
                number,
                rejection.line(),
                rejection.field(),
                rejection.code().code(),
                rejection.hint(),
                rejection.counted() ? 1 : 0);
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
            Drop drop = loadOrNull(batch.sql(), receiptId);
            if (drop == null || drop.state() != Drop.State.HELD) {
                return Optional.empty();
            }
            release.refuse(batch, receiptId, drop.code(), by);
            return Optional.of(load(batch.sql(), receiptId));
        });
    }

    @Override
    public Optional<Drop> find(String receiptId) {
        return Optional.ofNullable(readers.read(sql -> loadOrNull(sql, receiptId)));
    }

    @Override
    public Optional<Drop> findByKey(String system, String idempotencyKey) {
        return Optional.ofNullable(readers.read(sql -> sql.first(
                "select " + COLUMNS + " from intake_drop where system = ? and key_hash = ?",
                SqlDrops::drop,
                system,
                seals.hash("i", system, idempotencyKey))));
    }

    @Override
    public List<Mark> marks(String receiptId) {
        return readers.read(sql -> sql.list(
                "select position, digest from chunk where receipt_id = ? order by position",
                row -> new Mark(row.getLong(1), row.getString(2)),
                receiptId));
    }

    private static @Nullable Head head(Sql sql, String receiptId) throws SQLException {
        return sql.first(
                "select state, position, units, faults from intake_drop where receipt_id = ?",
                row -> new Head(row.getString(1), row.getLong(2), row.getLong(3), row.getLong(4)),
                receiptId);
    }

    private static @Nullable Drop loadOrNull(Sql sql, String receiptId) throws SQLException {
        return sql.first("select " + COLUMNS + " from intake_drop where receipt_id = ?", SqlDrops::drop, receiptId);
    }

    private static Drop load(Sql sql, String receiptId) throws SQLException {
        Drop drop = loadOrNull(sql, receiptId);
        if (drop == null) {
            throw new IllegalStateException("drop not found");
        }
        return drop;
    }

    private static Drop drop(ResultSet row) throws SQLException {
        long closed = row.getLong(15);
        boolean open = row.wasNull();
        return new Drop(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                Drop.State.valueOf(row.getString(5).toUpperCase(Locale.ROOT)),
                Codes.fault(row.getString(6)),
                row.getLong(7),
                row.getLong(8),
                row.getLong(9),
                row.getLong(10),
                row.getLong(11),
                row.getLong(12),
                row.getString(13),
                Instant.ofEpochMilli(row.getLong(14)),
                open ? null : Instant.ofEpochMilli(closed));
    }

    private record Head(String state, long position, long units, long faults) {}

    private record SealedArrival(
            AsylumRecord record,
            long line,
            String person,
            String caseId,
            String sourceRef,
            String sourceKey,
            String contentHash,
            byte[] sealed) {}
}
