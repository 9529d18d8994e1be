package org.nansen.gateway.ledger;

import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.FaultCode;

/** What feeds leave for people, in the SQL store. */
final class SqlFeeds implements Feeds {

    private final Readers readers;
    private final GroupCommit writer;
    private final Archive archive;

    SqlFeeds(Readers readers, GroupCommit writer, Archive archive) {
        this.readers = readers;
        this.writer = writer;
        this.archive = archive;
    }

    @Override
    public Optional<DropView> drop(String receiptId) {
        return Optional.ofNullable(readers.read(sql -> {
            Drop drop = DropRows.find(sql, receiptId);
            if (drop == null) {
                return null;
            }
            Map<String, Long> events = new TreeMap<>();
            sql.list(
                    "select event, count(*) from record where receipt_id = ? group by event",
                    row -> events.put(row.getString(1), row.getLong(2)),
                    receiptId);
            List<RejectionSet> rejections = sql.list(
                    "select code, field, count(*), min(line) from rejection where receipt_id = ? group by code, field"
                            + " order by 3 desc, 1, 2 limit 100",
                    row -> new RejectionSet(
                            Objects.requireNonNullElse(Codes.fault(row.getString(1)), FaultCode.NG_900_DEFECT),
                            row.getString(2),
                            row.getLong(3),
                            row.getLong(4)),
                    receiptId);
            return new DropView(drop, events, rejections, stock(sql, receiptId));
        }));
    }

    static Drops.@Nullable Snapshot stock(Sql sql, String receiptId) throws SQLException {
        return sql.first(
                "select u.present, u.vanished, u.returned, d.unchanged, u.complete, u.unnumbered from dump u"
                        + " join intake_drop d on d.receipt_id = u.receipt_id where u.receipt_id = ?",
                row -> new Drops.Snapshot(
                        row.getLong(1),
                        row.getLong(2),
                        row.getLong(3),
                        row.getLong(4),
                        row.getInt(5) != 0 && row.getLong(6) == 0),
                receiptId);
    }

    @Override
    public Map<String, VanishedSet> vanished() {
        Map<String, VanishedSet> sets = new TreeMap<>();
        readers.read(sql -> sql.list(
                "select system, count(*), min(due_at) from task where queue = '" + Dumps.QUEUE
                        + "' and state = 'review' group by system",
                row -> sets.put(
                        row.getString(1), new VanishedSet(row.getLong(2), Instant.ofEpochMilli(row.getLong(3))))));
        return sets;
    }

    @Override
    public List<VanishedRow> vanished(String system, @Nullable String after, int limit) {
        Position position = Position.of(after);
        return readers.read(sql -> sql.list(
                "select t.record_id, r.receipt_id, r.line, t.due_at from task t join record r on r.id = t.record_id"
                        + " where t.queue = '" + Dumps.QUEUE + "' and t.system = ? and t.state = 'review'"
                        + " and t.due_at >= ? and (t.due_at > ? or t.record_id > ?) order by t.due_at, t.record_id limit ?",
                row -> new VanishedRow(
                        row.getString(1),
                        row.getString(2),
                        row.getLong(3),
                        Instant.ofEpochMilli(row.getLong(4)),
                        row.getLong(4) + "." + row.getString(1)),
                system,
                position.at,
                position.at,
                position.record,
                limit));
    }

    @Override
    public Optional<String> sourceNumber(String recordId) {
        String person = readers.read(
                sql -> sql.first("select person_id from record where id = ?", row -> row.getString(1), recordId));
        return person == null
                ? Optional.empty()
                : Optional.of(archive.record(recordId, person).source().recordId());
    }

    @Override
    public CompletableFuture<Integer> seen(List<String> records, String by) {
        return writer.submit(
                batch -> {
                    int seen = 0;
                    for (String record : records) {
                        seen += Vanishing.seen(batch, record, by) ? 1 : 0;
                    }
                    return seen;
                },
                records.size() * 3);
    }

    @Override
    public List<ShadowCount> shadow(LocalDate since) {
        Map<String, ShadowCount> counts = new LinkedHashMap<>();
        readers.read(sql -> sql.list(
                "select system, day, what, value from shadow_count order by system, day, what",
                row -> LocalDate.ofEpochDay(row.getLong(2)).isBefore(since)
                        ? null
                        : counts.put(
                                row.getString(1) + row.getLong(2) + row.getString(3),
                                count(row.getString(1), row.getLong(2), row.getString(3), row.getLong(4)))));
        return List.copyOf(counts.values());
    }

    private static ShadowCount count(String system, long day, String what, long value) {
        int blank = what.indexOf(' ');
        return new ShadowCount(
                system, LocalDate.ofEpochDay(day), what.substring(0, blank), what.substring(blank + 1), value);
    }

    @Override
    public List<Move> moves(String system) {
        return readers.read(sql -> sql.list(
                "select receipt_id, name, moves_to from intake_drop where system = ? and moves_to is not null"
                        + " and state not in ('arriving', 'sorting', 'releasing') order by receipt_id limit 100",
                row -> new Move(row.getString(1), row.getString(2), row.getString(3)),
                system));
    }

    @Override
    public CompletableFuture<Void> moved(Move move) {
        return writer.submit(batch -> {
            batch.sql()
                    .update(
                            "update intake_drop set moves_to = null where receipt_id = ? and moves_to = ?",
                            move.receiptId(),
                            move.folder());
            return null;
        });
    }

    /** A place in the list: the time of a review, and its record. */
    private record Position(long at, String record) {

        static Position of(@Nullable String text) {
            int dot = text == null ? -1 : text.indexOf('.');
            try {
                return dot < 0
                        ? new Position(0, "")
                        : new Position(Long.parseLong(text.substring(0, dot)), text.substring(dot + 1));
            } catch (NumberFormatException elsewhere) {
                return new Position(0, "");
            }
        }
    }
}
