package org.nansen.gateway.ledger;

import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger knows of the source records, people and cases that some arrived records are about: read at once, and kept
 * up to date while one after the other is judged. What is written of it is put off, so it holds for one batch only, as long
 * as nobody else there writes the same rows.
 */
final class Known {

    private final Map<String, Seen> seen = new HashMap<>();
    private final Map<String, People.Row> people = new HashMap<>();
    private final Map<String, String> shields = new HashMap<>();

    static Known of(Sql sql, Collection<String> sourceKeys, Collection<String> people, Collection<String> cases)
            throws SQLException {
        Known known = new Known();
        sql.among(
                "select source_key, version, content_hash, event_time, versions, record_id from seen where source_key in (?)",
                sourceKeys,
                row -> known.seen.put(
                        row.getString(1),
                        new Seen(
                                row.getString(2),
                                row.getString(3),
                                row.getLong(4),
                                row.getString(5),
                                row.getString(6))));
        sql.among(
                "select id, sequence, shield, cases, newest, open_cases, closed_at, life_sequence, case_days"
                        + " from person where id in (?)",
                people,
                row -> known.people.put(row.getString(1), People.row(row)));
        sql.among(
                "select id, shield from case_file where id in (?)",
                cases,
                row -> known.shields.put(row.getString(1), row.getString(2)));
        return known;
    }

    @Nullable
    Seen seen(String sourceKey) {
        return seen.get(sourceKey);
    }

    void seen(String sourceKey, Seen now) {
        seen.put(sourceKey, now);
    }

    People.@Nullable Row person(String id) {
        return people.get(id);
    }

    void person(String id, People.Row now) {
        people.put(id, now);
    }

    /** Feared and restricted countries of a case, or null when it is not known. */
    @Nullable
    String shield(String caseId) {
        return shields.get(caseId);
    }

    void shield(String caseId, String now) {
        shields.put(caseId, now);
    }
}
