package org.nansen.gateway.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Each record against its work, its letters, its drop, the record before it, and its payload. */
final class RecordCheck implements Slices.Slice {

    /** Stages of records that are not, or not any more, work: they follow from the drop, not from tasks and letters. */
    private static final Set<String> WITHOUT_WORK =
            Set.of(Stages.ARRIVING, Stages.HELD, Stages.DUPLICATE, Stages.REJECTED, Stages.ABANDONED);

    private static final Set<String> WITHOUT_PAYLOAD = Set.of(Stages.DUPLICATE, Stages.REJECTED, Stages.ABANDONED);

    private final Slices slices;
    private final SealCheck seals;

    RecordCheck(Slices slices, SealCheck seals) {
        this.slices = slices;
        this.seals = seals;
    }

    @Override
    public @Nullable String after(Sql sql, String key) throws SQLException {
        Map<String, Row> rows = new LinkedHashMap<>();
        sql.list(
                "select r.id, r.stage, r.late, r.person_id, r.sequence, r.previous, p.person_id, p.sequence,"
                        + " y.record_id, d.receipt_id, k.removed from record r left join record p on p.id = r.previous"
                        + " left join person k on k.id = r.person_id"
                        + " left join payload y on y.record_id = r.id"
                        + " left join intake_drop d on d.receipt_id = r.receipt_id"
                        + " where r.id > ? order by r.id limit " + Slices.SIZE,
                row -> rows.put(row.getString(1), new Row(row)),
                key);
        String last = null;
        for (String id : rows.keySet()) {
            last = id;
        }
        boolean isEnd = rows.size() < Slices.SIZE;
        // The last slice has no upper bound: what belongs to no record at all may lie behind the last one.
        String bound = isEnd || last == null ? " > ?" : " > ? and record_id <= ?";
        Object[] range = isEnd || last == null ? new Object[] {key} : new Object[] {key, last};
        sql.list(
                "select record_id, queue, state from task where record_id" + bound,
                row -> task(rows, row.getString(1), row.getString(2), row.getString(3)),
                range);
        sql.list(
                "select record_id, state, open, id from letter where record_id" + bound,
                row -> letter(rows, row.getString(1), row.getString(2), row.getInt(3) != 0, row.getString(4)),
                range);
        for (var row : rows.entrySet()) {
            judge(row.getKey(), row.getValue());
        }
        seals.records(sql, rows.keySet(), key, isEnd ? null : last);
        slices.looked(Reconciliation.Part.RECORDS, rows.size());
        return isEnd ? null : last;
    }

    private boolean task(Map<String, Row> rows, String recordId, String queue, String state) {
        Row row = rows.get(recordId);
        if (row == null) {
            slices.found(Reconciliation.Kind.ORPHAN, recordId, "a task for " + queue + " belongs to no record");
        } else {
            row.work += state.equals("abandoned") ? 0 : 1;
            row.rule.task(queue, state);
        }
        return true;
    }

    private boolean letter(Map<String, Row> rows, String recordId, String state, boolean open, String id) {
        Row row = rows.get(recordId);
        if (row == null) {
            slices.found(Reconciliation.Kind.ORPHAN, id, "a letter belongs to a record that is not there: " + recordId);
        } else {
            row.work += open ? 1 : 0;
            row.rule.letter(state);
        }
        return true;
    }

    private void judge(String id, Row row) {
        if (row.receiptId == null) {
            slices.found(Reconciliation.Kind.ORPHAN, id, "a record belongs to no drop");
        }
        if (WITHOUT_WORK.contains(row.stage)) {
            if (row.work > 0) {
                slices.found(
                        Reconciliation.Kind.STAGE,
                        id,
                        "is " + row.stage + ", but has open work or letters: " + row.work);
            }
        } else {
            if (!row.rule.agrees(row.stage, row.late)) {
                slices.found(
                        Reconciliation.Kind.STAGE,
                        id,
                        "stands as " + row.stage + ", but its work and letters say " + row.rule.stage(row.late));
            }
            if (row.sequence == null) {
                slices.found(
                        Reconciliation.Kind.SEQUENCE, id, "is " + row.stage + ", but has no place among its person's");
            }
        }
        if (!row.hasPayload && !WITHOUT_PAYLOAD.contains(row.stage)) {
            slices.found(Reconciliation.Kind.SEAL, id, "has no payload");
        }
        if (row.sequence != null) {
            follows(id, row, row.sequence);
        }
    }

    private void follows(String id, Row row, long sequence) {
        if (row.previous == null) {
            if (sequence < 1 || sequence > 1 + row.removed) {
                slices.found(
                        Reconciliation.Kind.SEQUENCE, id, "is number " + sequence + " of its person, after no other");
            }
        } else if (row.previousSequence == null) {
            slices.found(
                    Reconciliation.Kind.SEQUENCE,
                    id,
                    "follows a record that is not there or not accepted: " + row.previous);
        } else if (row.previousSequence >= sequence
                || row.previousSequence < sequence - 1 - row.removed
                || !row.person.equals(row.previousPerson)) {
            slices.found(
                    Reconciliation.Kind.SEQUENCE,
                    id,
                    "is number " + sequence + " of its person, but follows " + row.previous + ", which is number "
                            + row.previousSequence
                            + (row.person.equals(row.previousPerson) ? "" : " of another person"));
        }
    }

    private static @Nullable Long number(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }

    private static final class Row {

        private final StageRule rule = new StageRule();
        private final String stage;
        private final boolean late;
        private final String person;
        private final @Nullable Long sequence;
        private final @Nullable String previous;
        private final @Nullable String previousPerson;
        private final @Nullable Long previousSequence;
        private final boolean hasPayload;
        private final @Nullable String receiptId;

        /** Records of the person that retention removed: so many numbers may be missing. */
        private final long removed;

        private int work;

        Row(ResultSet row) throws SQLException {
            stage = row.getString(2);
            late = row.getInt(3) != 0;
            person = row.getString(4);
            sequence = number(row, 5);
            previous = row.getString(6);
            previousPerson = row.getString(7);
            previousSequence = number(row, 8);
            hasPayload = row.getString(9) != null;
            receiptId = row.getString(10);
            removed = row.getLong(11);
        }
    }
}
