package org.nansen.gateway.ledger;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.FaultCode;

/**
 * Finds parked tasks and letters through the two indexes that hold nothing else. A subject is a record, or a receipt
 * under its letter's id.
 */
final class ParkedUnits {

    private static final String TASK = "state = 'parked'";
    private static final String LETTER = "open = 1 and state = 'parked'";
    private static final String SUBJECT = "coalesce(record_id, id)";

    private final Recovery.Filter filter;
    private final String where;
    private final List<Object> values = new ArrayList<>();

    ParkedUnits(Recovery.Filter filter) {
        this.filter = filter;
        StringBuilder conditions = new StringBuilder();
        if (filter.system() != null) {
            conditions.append(" and system = ?");
            values.add(filter.system());
        }
        List<String> faults =
                filter.faults().stream().map(FaultCode::code).sorted().toList();
        if (!faults.isEmpty()) {
            conditions
                    .append(" and coalesce(fault, '" + FaultCode.NG_900_DEFECT.code() + "') in (")
                    .append(Sql.marks(faults.size()))
                    .append(')');
            values.addAll(faults);
        }
        bound(conditions, " and due_at >= ?", filter.since());
        bound(conditions, " and due_at <= ?", filter.until());
        where = conditions.toString();
    }

    private void bound(StringBuilder conditions, String condition, @Nullable Instant time) {
        if (time != null) {
            conditions.append(condition);
            values.add(time.toEpochMilli());
        }
    }

    private boolean withTasks() {
        return filter.room() != Recovery.Room.DELIVERY;
    }

    private boolean withLetters() {
        return filter.room() == null || filter.room() == Recovery.Room.DELIVERY;
    }

    private boolean oneQueue() {
        return withTasks() && !withLetters();
    }

    private String tasks() {
        return TASK + (oneQueue() ? " and queue = ?" : "") + where;
    }

    private List<Object> taskValues() {
        List<Object> all = new ArrayList<>();
        if (oneQueue()) {
            all.add(queue(Objects.requireNonNull(filter.room())));
        }
        all.addAll(values);
        return all;
    }

    static String queue(Recovery.Room room) {
        return room.name().toLowerCase(Locale.ROOT);
    }

    /** Groups of records by cause, room and system. */
    List<Recovery.Group> groups(Sql sql) throws SQLException {
        List<Recovery.Group> groups = new ArrayList<>();
        String figures = ", count(distinct subject), min(due_at), max(due_at) from (";
        if (withTasks()) {
            groups.addAll(grouped(
                    sql,
                    "select queue, system, fault" + figures
                            + "select queue, system, fault, record_id as subject, due_at from task where " + tasks()
                            + ") u group by queue, system, fault",
                    taskValues()));
        }
        if (withLetters()) {
            groups.addAll(grouped(
                    sql,
                    "select 'delivery', system, fault" + figures + "select system, fault, " + SUBJECT
                            + " as subject, due_at from letter where " + LETTER + where
                            + ") u group by system, fault",
                    values));
        }
        return groups;
    }

    private static List<Recovery.Group> grouped(Sql sql, String question, List<Object> values) throws SQLException {
        return sql.list(
                question,
                row -> new Recovery.Group(
                        Objects.requireNonNullElse(Codes.fault(row.getString(3)), FaultCode.NG_900_DEFECT),
                        Recovery.Room.valueOf(row.getString(1).toUpperCase(Locale.ROOT)),
                        row.getString(2),
                        row.getLong(4),
                        Instant.ofEpochMilli(row.getLong(5)),
                        Instant.ofEpochMilli(row.getLong(6))),
                values.toArray());
    }

    /** How many subjects match. */
    long count(Sql sql) throws SQLException {
        List<String> parts = new ArrayList<>();
        List<Object> all = new ArrayList<>();
        if (withTasks()) {
            parts.add("select record_id as subject from task where " + tasks());
            all.addAll(taskValues());
        }
        if (withLetters()) {
            parts.add("select " + SUBJECT + " as subject from letter where " + LETTER + where);
            all.addAll(values);
        }
        Long count = sql.first(
                "select count(*) from (" + String.join(" union ", parts) + ") u", row -> row.getLong(1), all.toArray());
        return count == null ? 0 : count;
    }

    /** The next subjects after one, in their order; each says whether it is a record. */
    List<Subject> after(Sql sql, String position, int most) throws SQLException {
        TreeMap<String, Boolean> next = new TreeMap<>();
        if (withTasks()) {
            sql.list(
                    "select distinct record_id from task where " + tasks()
                            + " and record_id > ? order by record_id limit ?",
                    row -> next.put(row.getString(1), true),
                    with(taskValues(), position, most));
        }
        if (withLetters()) {
            sql.list(
                    "select distinct " + SUBJECT + " as subject, case when record_id is null then 0 else 1 end"
                            + " from letter where " + LETTER + where + " and " + SUBJECT
                            + " > ? order by subject limit ?",
                    row -> next.put(row.getString(1), row.getInt(2) != 0),
                    with(values, position, most));
        }
        return next.entrySet().stream()
                .limit(most)
                .map(one -> new Subject(one.getKey(), one.getValue()))
                .toList();
    }

    /** What somebody means by an id: a record, or the parked receipt of a drop. */
    static Optional<Subject> subject(Sql sql, String id) throws SQLException {
        if (sql.exists("select 1 from record where id = ?", id)) {
            return Optional.of(new Subject(id, true));
        }
        return Optional.ofNullable(sql.first(
                "select id from letter where " + LETTER + " and record_id is null and receipt_id = ?",
                row -> new Subject(row.getString(1), false),
                id));
    }

    /** Changes the subject's parked tasks; returns how many there were. */
    int changeTasks(Batch batch, Subject subject, String change, Object... changed) throws SQLException {
        if (!withTasks() || !subject.isRecord) {
            return 0;
        }
        List<Object> all = new ArrayList<>(List.of(changed));
        all.addAll(taskValues());
        all.add(subject.id);
        return batch.sql()
                .update("update task set " + change + " where " + tasks() + " and record_id = ?", all.toArray());
    }

    /** Changes the subject's parked letters; returns how many there were. */
    int changeLetters(Batch batch, Subject subject, String change, Object... changed) throws SQLException {
        if (!withLetters()) {
            return 0;
        }
        List<Object> all = new ArrayList<>(List.of(changed));
        all.addAll(values);
        all.add(subject.id);
        return batch.sql()
                .update(
                        "update letter set " + change + " where " + LETTER + where + " and "
                                + (subject.isRecord ? "record_id = ?" : "record_id is null and id = ?"),
                        all.toArray());
    }

    private static Object[] with(List<Object> values, Object... more) {
        List<Object> all = new ArrayList<>(values);
        all.addAll(List.of(more));
        return all.toArray();
    }

    /** A record, or a letter that belongs to none (a receipt). */
    record Subject(String id, boolean isRecord) {}
}
