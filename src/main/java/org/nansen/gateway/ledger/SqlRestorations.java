package org.nansen.gateway.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Restorations in the SQL store. */
final class SqlRestorations implements Restorations {

    private static final int SLICE = 500;
    private static final String HELD = "fault = '" + Restoring.HELD + "' and state = 'review' and open = 1";

    private final Readers readers;
    private final GroupCommit writer;
    private final Executor after;

    SqlRestorations(Readers readers, GroupCommit writer, Executor after) {
        this.readers = readers;
        this.writer = writer;
        this.after = after;
    }

    @Override
    public List<Restoration> all() {
        return readers.read(sql -> sql.list(
                "select found_at, why, backup, known_until, ended_by from restoration order by found_at desc",
                row -> new Restoration(
                        Instant.ofEpochMilli(row.getLong(1)),
                        row.getString(2),
                        row.getString(3),
                        Instant.ofEpochMilli(row.getLong(4)),
                        row.getString(5))));
    }

    @Override
    public List<HeldSet> held() {
        return readers.read(sql -> sql.list(
                "select system, destination, count(*), min(created_at), max(created_at) from letter where " + HELD
                        + " group by system, destination order by system, destination",
                row -> new HeldSet(
                        row.getString(1),
                        row.getString(2),
                        row.getLong(3),
                        Instant.ofEpochMilli(row.getLong(4)),
                        Instant.ofEpochMilli(row.getLong(5)))));
    }

    @Override
    public List<HeldLetter> letters(@Nullable String system, @Nullable String destination, String after, int limit) {
        List<Object> values = new ArrayList<>();
        String where = where(new Which(system, destination, null), values);
        values.add(after);
        values.add(limit);
        return readers.read(sql -> sql.list(
                "select id, record_id, system, destination, created_at from letter where " + where
                        + " and id > ? order by id limit ?",
                SqlRestorations::letter,
                values.toArray()));
    }

    private static HeldLetter letter(ResultSet row) throws SQLException {
        return new HeldLetter(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                Instant.ofEpochMilli(row.getLong(5)));
    }

    private static String where(Which which, List<Object> values) {
        StringBuilder where = new StringBuilder(HELD);
        if (which.system() != null) {
            where.append(" and system = ?");
            values.add(which.system());
        }
        if (which.destination() != null) {
            where.append(" and destination = ?");
            values.add(which.destination());
        }
        return where.toString();
    }

    @Override
    public CompletableFuture<Long> settle(Which which, Word word, String by) {
        return slice(which, word, by, 0, 0);
    }

    /** Slice after slice, each a commit of its own, so that a large set does not stop everything else. */
    private CompletableFuture<Long> slice(Which which, Word word, String by, int from, long settled) {
        List<String> ids = which.ids();
        int to = ids == null ? 0 : Math.min(ids.size(), from + SLICE);
        List<String> chosen = ids == null ? List.of() : ids.subList(from, to);
        return writer.submit(batch -> settle(batch, which, chosen, word, by), SLICE)
                .thenComposeAsync(
                        done -> (ids == null ? done < SLICE : to >= ids.size())
                                ? CompletableFuture.completedFuture(settled + done)
                                : slice(which, word, by, to, settled + done),
                        after);
    }

    private static int settle(Batch batch, Which which, List<String> chosen, Word word, String by) throws SQLException {
        List<Object> values = new ArrayList<>();
        String where = where(which, values);
        if (which.ids() != null) {
            if (chosen.isEmpty()) {
                return 0;
            }
            where += " and id in (" + Sql.marks(chosen.size()) + ")";
            values.addAll(chosen);
        }
        List<HeldLetter> letters = batch.sql()
                .list(
                        "select id, record_id, system, destination, created_at from letter where " + where
                                + " order by id limit " + SLICE,
                        SqlRestorations::letter,
                        values.toArray());
        TreeSet<String> records = new TreeSet<>();
        for (HeldLetter letter : letters) {
            if (word == Word.SEND) {
                batch.sql()
                        .update(
                                "update letter set state = 'ready', fault = null, due_at = ? where id = ?",
                                batch.now(),
                                letter.id());
            } else {
                Letters.went(batch, letter.id());
            }
            String subject = letter.recordId() == null ? letter.id() : letter.recordId();
            batch.entry(word == Word.SEND ? "restored.send" : "restored.sent", subject, letter.id() + " by=" + by);
            if (letter.recordId() != null) {
                records.add(letter.recordId());
            }
        }
        for (String record : records) {
            batch.settle(record);
        }
        return letters.size();
    }

    @Override
    public CompletableFuture<Boolean> end(String by) {
        return writer.submit(batch -> {
            int ended = batch.sql()
                    .update(
                            "update restoration set guards_until = ?, ended_by = ? where ended_by is null",
                            batch.now(),
                            by);
            if (ended > 0) {
                batch.entry("restored.end", "restoration", "by=" + by);
            }
            return ended > 0;
        });
    }
}
