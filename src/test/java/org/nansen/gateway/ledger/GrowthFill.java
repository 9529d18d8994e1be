package org.nansen.gateway.ledger;

import java.sql.PreparedStatement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Fills a ledger with closed records that look like half a year of work: drops of 500 records, each with its payload, two
 * answers, a letter, a withheld message and its entries. Rows are made by the database itself, so that five million
 * records take minutes. What lies in the order of its hash is written in that order, several times over with rows between
 * those that are there, so that its pages have the room that they have after years of rows in any order: a tree that was
 * written in one go is packed, and each row more would split a page. Nothing of it can be unsealed.
 */
final class GrowthFill {

    private static final int DROP = 500;
    private static final int SLICES = 200;

    /** Which of each four rows in the order of their hash comes when. */
    private static final int[] PASSES = {2, 0, 3, 1};

    private static final long FROM = Instant.parse("2026-05-01T00:00:00Z").toEpochMilli();
    private static final long SPAN = Duration.ofDays(180).toMillis();

    private final GroupCommit writer;
    private final boolean postgres;
    private final long records;
    private final long people;
    private final long cases;

    GrowthFill(GroupCommit writer, boolean postgres, long records) {
        this.writer = writer;
        this.postgres = postgres;
        this.records = records;
        this.people = records * 4 / 5;
        this.cases = records * 3 / 5;
    }

    /**
     * @param between runs after each slice, so that what it writes lies among the rest
     */
    void fill(Runnable between) {
        long slice = slice(records);
        for (int pass : PASSES) {
            for (long from = 0; from < records; from += slice) {
                write(hashed(pass), from, Math.min(records, from + slice) - 1);
            }
        }
        for (long from = 0; from < records; from += slice) {
            write(timed(), from, Math.min(records, from + slice) - 1);
            between.run();
        }
        write(
                List.of("insert into counter (system, name, value) select 'registry', n.name, " + records
                        + " from (select 'received' as name union all select 'delivered') n, series s where s.i >= 0"
                        + " on conflict (system, name) do update set value = counter.value + excluded.value"),
                0,
                0);
    }

    /** How many slices the fill has. */
    static int slices(long records) {
        return (int) ((records + slice(records) - 1) / slice(records));
    }

    private static long slice(long records) {
        return Math.max(DROP, records / SLICES / DROP * DROP);
    }

    private void write(List<String> statements, long from, long upTo) {
        writer.submit(batch -> {
                    for (String text : statements) {
                        // The statement is used once in a slice; what is kept of a text does not matter here.
                        try (PreparedStatement statement = batch.sql()
                                .connection()
                                .prepareStatement("with recursive series(i) as (select cast(? as bigint)"
                                        + " union all select i + 1 from series where i < ?) " + text)) {
                            statement.setLong(1, from);
                            statement.setLong(2, upTo);
                            statement.executeUpdate();
                        }
                    }
                    return null;
                })
                .join();
    }

    /** Rows whose keys are hashes, here evenly spread and in order. */
    private List<String> hashed(int pass) {
        String some = " from series where i % " + PASSES.length + " = " + pass;
        return List.of(
                "insert into person (id, space, sequence, sealed_key, shield, cases, newest) select " + person("i")
                        + ", 'registry', 1, " + bytes(61) + ", 'ALB', " + caseFile("i % " + cases) + ", " + id("i")
                        + some + " and i < " + people,
                "insert into case_file (id, shield) select " + caseFile("i") + ", 'ALB'" + some + " and i < " + cases,
                "insert into seen (source_key, version, content_hash, event_time, versions, record_id) select "
                        + reference("i") + " || ':application:0', null, " + hex("i", 32) + ", " + at("i") + ", '', "
                        + id("i") + some);
    }

    /** Rows in the order of time. */
    private List<String> timed() {
        String person = person("i * 7919 % " + people);
        List<String> statements = new ArrayList<>();
        statements.add(
                "insert into intake_drop (receipt_id, system, door, name, state, position, units, released, faults,"
                        + " received, accepted, duplicate, rejected, skipped, opened_at, closed_at) select "
                        + receipt("i")
                        + ", 'registry', 'file', 'a.csv', 'accepted', 500, 500, 500, 0, 500, 500, 0, 0, 0, " + at("i")
                        + ", "
                        + at("i") + " from series where i % " + DROP + " = 0");
        statements.add("insert into chunk (receipt_id, position, digest) select " + receipt("i") + ", 500, "
                + hex("i", 64) + " from series where i % " + DROP + " = 0");
        statements.add("insert into record (id, receipt_id, unit, line, system, event, person_id, case_id, sequence,"
                + " source_ref, source_key, version, content_hash, event_time, received_at, stage, late, shield,"
                + " feared_confirmed, screening, interim) select " + id("i") + ", " + receipt("i") + ", i % " + DROP
                + " + 1, i % " + DROP + " + 2, 'registry', 'application', " + person + ", "
                + caseFile("i * 7919 % " + people + " % " + cases) + ", 1, " + reference("i") + ", " + reference("i")
                + " || ':application:0', null, " + hex("i", 32) + ", " + at("i") + ", " + at("i")
                + ", 'delivered', 0, 'ALB', 0, 'no-hit', 0 from series");
        statements.add(
                "insert into payload (record_id, sealed) select " + id("i") + ", " + bytes(900) + " from series");
        statements.add("insert into expiry (system, step, at, subject) select 'registry', 0, " + at("i") + ", "
                + id("i") + " from series");
        for (String database : List.of("nominal", "sltd")) {
            statements.add("insert into screening_part (record_id, connection, database, result, asked_at, valid_until,"
                    + " request_id, round) select " + id("i") + ", 'interpol', '" + database + "', 'no-hit', " + at("i")
                    + ", " + at("i") + " + 2592000000, " + hex("i", 16) + ", 1 from series");
        }
        statements.add("insert into letter (id, record_id, person_id, system, kind, destination, channel, rule,"
                + " policy_version, state, open, due_at, attempts, lease_until, fence, sealed, created_at) select "
                + uuid("i", "8001") + ", " + id("i") + ", " + person + ", 'registry', 'M7', 'system.registry', 'mail',"
                + " 'answer', '2026-03', 'delivered', 0, " + at("i") + ", 0, 0, 1, " + bytes(600) + ", " + at("i")
                + " from series");
        statements.add("insert into withheld (record_id, kind, destination, rule, code, at) select " + id("i")
                + ", 'M8', 'secretariat', 'default', 'NG-309', " + at("i") + " from series");
        statements.add("insert into entry (incarnation, number, at, kind, subject, detail, hash) select "
                + "'00000000-0000-7000-8000-000000000000', i * 3 + k.n, " + at("i") + ", k.kind, " + id("i") + ", '', "
                + hex("i", 64) + " from series, (select 0 as n, 'screening.done' as kind union all"
                + " select 1, 'disclosure.done' union all select 2, 'letter.delivered') k");
        return statements;
    }

    private String id(String number) {
        return uuid(number, "8000");
    }

    private String uuid(String number, String variant) {
        return hex("(" + at(number) + ") / 65536", 8) + " || '-' || " + hex("(" + at(number) + ") % 65536", 4)
                + " || '-7000-" + variant + "-' || " + hex(number, 12);
    }

    private String receipt(String number) {
        return id(number + " / " + DROP + " * " + DROP);
    }

    private String person(String number) {
        return "'p' || " + spread(number, people);
    }

    private String caseFile(String number) {
        return "'c' || " + spread(number, cases);
    }

    private String reference(String number) {
        return "'s' || " + spread(number, records);
    }

    /** As evenly spread as hashes are, yet ascending. */
    private String spread(String number, long of) {
        return hex("(" + number + ") * " + (4_294_967_296L / of), 8) + " || " + hex(number, 24);
    }

    private String at(String number) {
        return FROM + " + (" + number + ") * " + Math.max(1, SPAN / records);
    }

    private String hex(String number, int digits) {
        return postgres
                ? "lpad(to_hex(" + number + "), " + digits + ", '0')"
                : "printf('%0" + digits + "x', " + number + ")";
    }

    private String bytes(int count) {
        return postgres
                ? "decode(rpad('', " + 2 * count + ", md5(cast(i as text))), 'hex')"
                : "randomblob(" + count + ")";
    }
}
