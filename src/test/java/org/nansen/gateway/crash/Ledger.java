package org.nansen.gateway.crash;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the ledger holds at the end, without its sealed parts. */
final class Ledger {

    final List<Rec> records = new ArrayList<>();
    final Map<String, List<Rec>> byReceipt = new HashMap<>();
    final Map<String, List<Rec>> bySource = new HashMap<>();
    final Map<String, Rec> byId = new HashMap<>();
    final List<Mail> letters = new ArrayList<>();
    final Map<String, Intake> drops = new HashMap<>();
    final List<Clear> clear = new ArrayList<>();

    /** By record, how often the endpoint was asked and answered: what it answered badly it is asked once more. */
    final Map<String, Integer> rounds = new HashMap<>();

    /** A record. */
    record Rec(
            String id,
            String receiptId,
            String system,
            String person,
            @Nullable Long sequence,
            String sourceRef,
            @Nullable String version,
            String stage,
            boolean late) {}

    /** A letter or receipt. */
    record Mail(
            String id,
            @Nullable String recordId,
            @Nullable String receiptId,
            String person,
            String system,
            String kind,
            String destination,
            String channel,
            String state) {}

    /** A drop. */
    record Intake(String receiptId, String system, @Nullable String name, String state, Counts counts) {}

    /**
     * What is kept as a database's word that it knows nothing.
     *
     * @param dated whether it says until when, which every whole answer does
     */
    record Clear(String recordId, String database, boolean dated) {}

    static Ledger of(Connection connection) throws SQLException {
        Ledger ledger = new Ledger();
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(5_000);
            try (ResultSet row = statement.executeQuery(
                    "select id, receipt_id, system, person_id, sequence, source_ref, version, stage, late from record"
                            + " order by receipt_id, unit")) {
                while (row.next()) {
                    long number = row.getLong(5);
                    Long sequence = row.wasNull() ? null : number;
                    ledger.add(new Rec(
                            row.getString(1),
                            row.getString(2),
                            row.getString(3).intern(),
                            row.getString(4),
                            sequence,
                            row.getString(6),
                            row.getString(7),
                            row.getString(8).intern(),
                            row.getInt(9) != 0));
                }
            }
            try (ResultSet row = statement.executeQuery(
                    "select id, record_id, receipt_id, person_id, system, kind, destination, channel, state from letter")) {
                while (row.next()) {
                    ledger.letters.add(new Mail(
                            row.getString(1),
                            row.getString(2),
                            row.getString(3),
                            row.getString(4),
                            row.getString(5).intern(),
                            row.getString(6).intern(),
                            row.getString(7).intern(),
                            row.getString(8).intern(),
                            row.getString(9).intern()));
                }
            }
            try (ResultSet row = statement.executeQuery(
                    "select record_id, database, valid_until, result, round from screening_part")) {
                while (row.next()) {
                    row.getLong(3);
                    boolean dated = !row.wasNull();
                    ledger.rounds.merge(row.getString(1), row.getInt(5), Math::max);
                    if (row.getString(4).equals("no-hit")) {
                        ledger.clear.add(
                                new Clear(row.getString(1), row.getString(2).intern(), dated));
                    }
                }
            }
            try (ResultSet row = statement.executeQuery(
                    "select receipt_id, system, name, state, received, accepted, duplicate, rejected from intake_drop")) {
                while (row.next()) {
                    ledger.drops.put(
                            row.getString(1),
                            new Intake(
                                    row.getString(1),
                                    row.getString(2),
                                    row.getString(3),
                                    row.getString(4),
                                    new Counts(row.getLong(5), row.getLong(6), row.getLong(7), row.getLong(8))));
                }
            }
        }
        return ledger;
    }

    private void add(Rec record) {
        records.add(record);
        byId.put(record.id, record);
        byReceipt.computeIfAbsent(record.receiptId, key -> new ArrayList<>()).add(record);
        bySource.computeIfAbsent(record.sourceRef, key -> new ArrayList<>()).add(record);
    }
}
