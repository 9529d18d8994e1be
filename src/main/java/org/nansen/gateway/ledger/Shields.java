package org.nansen.gateway.ledger;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The unions of feared and restricted countries of people and cases. They only grow here; shrinking takes an act of two
 * people.
 */
final class Shields {

    private Shields() {}

    static List<String> read(@Nullable String shield) {
        return shield == null || shield.isEmpty() ? List.of() : List.of(shield.split(",", -1));
    }

    /**
     * Adds an accepted record's countries to its person and its case.
     *
     * @return the person's next sequence number
     */
    static @Nullable Long join(Sql sql, String personId, String caseId, List<String> countries) throws SQLException {
        Standing person = sql.first(
                "update person set sequence = sequence + 1 where id = ? returning sequence, shield",
                row -> new Standing(row.getLong(1), row.getString(2)),
                personId);
        if (person != null) {
            String ofPerson = union(person.shield, countries);
            if (!ofPerson.equals(person.shield)) {
                sql.update("update person set shield = ? where id = ?", ofPerson, personId);
            }
        }
        sql.update(
                "insert into case_member (person_id, case_id) values (?, ?) on conflict (person_id, case_id) do nothing",
                personId,
                caseId);
        String ofCase = sql.first("select shield from case_file where id = ?", row -> row.getString(1), caseId);
        String grown = union(ofCase, countries);
        if (!grown.equals(ofCase)) {
            sql.update(
                    "insert into case_file (id, shield) values (?, ?)"
                            + " on conflict (id) do update set shield = excluded.shield",
                    caseId,
                    grown);
        }
        return person == null ? null : person.sequence;
    }

    private static String union(@Nullable String known, List<String> countries) {
        Set<String> union = new TreeSet<>(read(known));
        union.addAll(countries);
        return String.join(",", union);
    }

    private record Standing(long sequence, String shield) {}
}
