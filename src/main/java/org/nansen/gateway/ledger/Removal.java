package org.nansen.gateway.ledger;

import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks at what is due and removes what may go, a slice in one commit. What may not go yet is looked at again: when it
 * counts from a later time, from then; when something of it is unfinished, a day later; when a case is open, when it
 * closes. Entries of the chain stay, and so does what duplicates are judged by; the person's row keeps the sequence and the
 * feared countries.
 */
final class Removal {

    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final int MOST_LINES = 1_000;

    private final Batch batch;
    private final Sql sql;
    private final Map<String, PersonLife> people = new HashMap<>();

    Removal(Batch batch) throws SQLException {
        this.batch = batch;
        this.sql = batch.sql();
    }

    /** Looks at up to so many things of a system that are due; returns how many. */
    int look(String system, Retention kept, int most) throws SQLException {
        int looked = 0;
        for (int step : List.of(Expiries.BARE_RECORD, Expiries.RECORD, Expiries.DROP)) {
            long period = (step == Expiries.RECORD ? kept.firstStep() : kept.record()).toMillis();
            List<Expiries.Due> all = Expiries.due(sql, system, step, batch.now() - period, most - looked);
            for (Expiries.Due due : all) {
                if (step == Expiries.DROP) {
                    drop(due, kept);
                } else {
                    record(due, kept);
                }
            }
            looked += all.size();
        }
        return looked;
    }

    private void record(Expiries.Due due, Retention kept) throws SQLException {
        Head head = sql.first(
                "select stage, person_id, received_at, receipt_id, sequence, history from record where id = ?",
                row -> new Head(
                        row.getString(1),
                        row.getString(2),
                        row.getLong(3),
                        row.getString(4),
                        row.getLong(5) > 0,
                        row.getInt(6) != 0),
                due.subject());
        if (head == null) {
            Expiries.forget(sql, due);
            return;
        }
        PersonLife life = null;
        Long from = head.receivedAt;
        if (head.accepted) {
            life = people.get(head.personId);
            if (life == null) {
                life = PersonLife.of(sql, head.personId);
                people.put(head.personId, life);
            }
            if (kept.from() == Retention.From.CASE_CLOSED) {
                from = life.closedAt() == null ? null : Long.valueOf(Math.max(life.closedAt(), head.receivedAt));
            }
        }
        if (from == null) {
            // The record that closes the case brings it back.
            Expiries.forget(sql, due);
        } else if (!PersonLife.ENDED.contains(head.stage) || life != null && life.isUnfinished()) {
            tomorrow(due, kept);
        } else if (from + kept.record().toMillis() <= batch.now()) {
            remove(due, head, life);
        } else if (due.step() == Expiries.RECORD && from + kept.firstStep().toMillis() <= batch.now()) {
            sql.update("delete from screening_part where record_id = ?", due.subject());
            batch.entry("answers.removed", due.subject(), "");
            Expiries.move(sql, due, Expiries.BARE_RECORD, from);
        } else {
            Expiries.move(sql, due, due.step(), from);
        }
    }

    private void tomorrow(Expiries.Due due, Retention kept) throws SQLException {
        long period = (due.step() == Expiries.RECORD ? kept.firstStep() : kept.record()).toMillis();
        Expiries.move(sql, due, due.step(), batch.now() - period + DAY);
    }

    private void remove(Expiries.Due due, Head head, @Nullable PersonLife life) throws SQLException {
        String id = due.subject();
        if (life != null) {
            life.takeOut(sql, id);
            gone(due.system(), "accepted", 1);
        }
        for (String table : List.of("payload", "screening_part", "withheld", "task")) {
            sql.update("delete from " + table + " where record_id = ?", id);
        }
        letters("record_id", id);
        sql.update("delete from record where id = ?", id);
        sql.update("update intake_drop set removed = removed + 1 where receipt_id = ?", head.receiptId);
        if (!head.stage.equals(Stages.REJECTED)) {
            // What was rejected counts with its drop.
            gone(due.system(), head.stage, 1);
        }
        if (head.accepted && head.history) {
            gone(due.system(), Stages.HISTORY, 1);
        }
        batch.entry("record.removed", id, head.stage);
        Expiries.forget(sql, due);
    }

    /**
     * Removes letters that are through. Of what a system fetches, the newest leaves its number behind: the numbers go on
     * from there, and so does whoever fetched up to it.
     */
    private void letters(String owner, String id) throws SQLException {
        sql.update(
                "update letter set record_id = null, receipt_id = null, person_id = '', address = null, rule = null,"
                        + " policy_version = null, sealed = null, supersedes = null where " + owner + " = ?"
                        + " and handed_over is not null and handed_over ="
                        + " (select max(n.handed_over) from letter n where n.channel = letter.channel"
                        + " and n.handed_over is not null)",
                id);
        sql.update("delete from letter where " + owner + " = ?", id);
    }

    private void drop(Expiries.Due due, Retention kept) throws SQLException {
        String id = due.subject();
        Ended drop = sql.first(
                "select state, received, rejected, skipped, unchanged from intake_drop where receipt_id = ?",
                row -> new Ended(row.getString(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5)),
                id);
        if (drop == null) {
            Expiries.forget(sql, due);
        } else if (!drop.isOver()
                || sql.exists("select 1 from record where receipt_id = ?", id)
                || sql.exists("select 1 from letter where receipt_id = ? and open = 1", id)) {
            tomorrow(due, kept);
        } else if (lines("rejection", "number", id) + lines("chunk", "position", id) > 0) {
            sql.update("update intake_drop set expiring = 1 where receipt_id = ?", id);
        } else {
            letters("receipt_id", id);
            sql.update("delete from dump where receipt_id = ?", id);
            sql.update("delete from intake_drop where receipt_id = ?", id);
            gone(due.system(), Stages.RECEIVED, drop.received);
            gone(due.system(), Stages.ofUnchanged(drop.state), drop.unchanged);
            gone(due.system(), Stages.REJECTED, drop.rejected);
            gone(due.system(), Stages.SKIPPED, drop.skipped);
            batch.entry("drop.removed", id, drop.state);
            Expiries.forget(sql, due);
        }
    }

    private void gone(String system, String name, long count) throws SQLException {
        if (count > 0) {
            sql.update(
                    "insert into removed (system, name, value) values (?, ?, ?)"
                            + " on conflict (system, name) do update set value = removed.value + excluded.value",
                    system,
                    name,
                    count);
        }
    }

    /** Removes a slice of a drop's lines; a large drop takes several looks. */
    private int lines(String table, String number, String receiptId) throws SQLException {
        return sql.update(
                "delete from " + table + " where receipt_id = ? and " + number + " in (select l." + number + " from "
                        + table + " l where l.receipt_id = ? order by l." + number + " limit " + MOST_LINES + ")",
                receiptId,
                receiptId);
    }

    private record Ended(String state, long received, long rejected, long skipped, long unchanged) {

        boolean isOver() {
            return state.equals("accepted") || state.equals("refused");
        }
    }

    private record Head(
            String stage, String personId, long receivedAt, String receiptId, boolean accepted, boolean history) {}
}
