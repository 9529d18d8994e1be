package org.nansen.gateway.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * People and cases as rows: the union of feared and restricted countries of each, the cases a person is in, and the chain
 * of a person's records from the newest back. The unions only grow here; shrinking takes an act of two people.
 */
final class People {

    private People() {}

    static List<String> list(@Nullable String joined) {
        return joined == null || joined.isEmpty() ? List.of() : List.of(joined.split(",", -1));
    }

    /**
     * Adds an accepted record to its person and its case.
     *
     * @param day days since 1970 on which it happened
     * @param history whether it opens or closes its case only where nothing newer did
     */
    static Place join(
            Batch batch,
            Known known,
            String recordId,
            String personId,
            String caseId,
            List<String> countries,
            CaseStep says,
            long day,
            boolean history) {
        Row person = known.person(personId);
        if (person == null) {
            throw new IllegalStateException("person not found");
        }
        long sequence = person.sequence + 1;
        CaseStep step = history
                ? person.open.ofHistory(says, caseId, list(person.cases).contains(caseId), day, sequence)
                : says;
        OpenCases open = person.open.after(step, caseId, day, sequence, batch.now());
        Row joined = new Row(
                sequence, union(person.shield, countries), union(person.cases, List.of(caseId)), recordId, open);
        batch.putOff(
                "update person set sequence = ?, shield = ?, cases = ?, newest = ?, open_cases = ?, case_days = ?,"
                        + " closed_at = ?, life_sequence = ? where id = ?",
                sequence,
                joined.shield,
                joined.cases,
                recordId,
                String.join(",", open.open()),
                days(open.days()),
                open.closedAt(),
                sequence,
                personId);
        known.person(personId, joined);
        String ofCase = known.shield(caseId);
        String grown = union(ofCase, countries);
        if (!grown.equals(ofCase)) {
            batch.putOff(
                    "insert into case_file (id, shield) values (?, ?)"
                            + " on conflict (id) do update set shield = excluded.shield",
                    caseId,
                    grown);
            known.shield(caseId, grown);
        }
        boolean ofPersonGrew = person.newest != null && !joined.shield.equals(person.shield);
        boolean ofCaseGrew = ofCase != null && !ofCase.isEmpty() && !grown.equals(ofCase);
        return new Place(sequence, person.newest, open.closedWith(step), ofPersonGrew || ofCaseGrew);
    }

    /** Reads the sequence and what follows it, from the second column on. */
    static Row row(ResultSet row) throws SQLException {
        long closedAt = row.getLong(7);
        Long closed = row.wasNull() ? null : Long.valueOf(closedAt);
        return new Row(
                row.getLong(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                new OpenCases(new TreeSet<>(list(row.getString(6))), days(row.getString(9)), closed, row.getLong(8)));
    }

    private static String days(Map<String, Long> days) {
        return days.entrySet().stream()
                .map(day -> day.getKey() + ":" + day.getValue())
                .collect(Collectors.joining(","));
    }

    private static Map<String, Long> days(String joined) {
        Map<String, Long> days = new TreeMap<>();
        for (String day : list(joined)) {
            int colon = day.lastIndexOf(':');
            days.put(day.substring(0, colon), Long.valueOf(day.substring(colon + 1)));
        }
        return days;
    }

    /** When the person's last case closed, or null while one is open or it is not known. */
    static @Nullable Long closedAt(Sql sql, String personId) throws SQLException {
        return sql.first(
                "select closed_at from person where id = ? and closed_at is not null and open_cases = ''"
                        + " and life_sequence = sequence",
                row -> row.getLong(1),
                personId);
    }

    /** The union over the person and all cases the person is in. */
    static Set<String> shield(Sql sql, String personId) throws SQLException {
        Set<String> union = new TreeSet<>();
        String cases = sql.first(
                "select shield, cases from person where id = ?",
                row -> {
                    union.addAll(list(row.getString(1)));
                    return row.getString(2);
                },
                personId);
        for (String caseId : list(cases)) {
            union.addAll(list(sql.first("select shield from case_file where id = ?", row -> row.getString(1), caseId)));
        }
        return union;
    }

    /** Returns the ids of the person's accepted records, newest first. */
    static List<String> records(Sql sql, String personId, int most) throws SQLException {
        List<String> records = new ArrayList<>();
        String id = sql.first("select newest from person where id = ?", row -> row.getString(1), personId);
        while (id != null && records.size() < most) {
            records.add(id);
            id = sql.first("select previous from record where id = ?", row -> row.getString(1), id);
        }
        return records;
    }

    private static String union(@Nullable String known, List<String> more) {
        Set<String> union = new TreeSet<>(list(known));
        union.addAll(more);
        return String.join(",", union);
    }

    /**
     * Where an accepted record stands among its person's: its number, the record before it, and whether the person's last
     * case closed with it.
     *
     * @param shieldGrew whether it names a country that nothing known of the person or of the case named before
     */
    record Place(long sequence, @Nullable String previous, boolean closes, boolean shieldGrew) {}

    /** A person as the last accepted record left it. */
    record Row(
            long sequence,
            String shield,
            String cases,
            @Nullable String newest,
            OpenCases open) {}
}
