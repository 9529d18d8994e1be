package org.nansen.gateway.ledger;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All records of one person while some of them are removed: what is unfinished keeps all of them. */
final class PersonLife {

    /** Stages in which nothing more happens to a record. */
    static final Set<String> ENDED =
            Set.of(Stages.DELIVERED, Stages.WITHHELD, Stages.DUPLICATE, Stages.REJECTED, Stages.ABANDONED);

    private final String personId;
    private final List<Row> rows;
    private final @Nullable Long closedAt;

    private PersonLife(String personId, List<Row> rows, @Nullable Long closedAt) {
        this.personId = personId;
        this.rows = rows;
        this.closedAt = closedAt;
    }

    static PersonLife of(Sql sql, String personId) throws SQLException {
        List<Row> rows = new ArrayList<>();
        String id = sql.first("select newest from person where id = ?", row -> row.getString(1), personId);
        while (id != null) {
            String of = id;
            Row row = sql.first(
                    "select stage, previous, (select count(*) from screening_part p where p.record_id = r.id"
                            + " and p.result in ('hit', 'possible')) from record r where id = ?",
                    found -> new Row(of, found.getString(1), found.getString(2), found.getInt(3) > 0),
                    id);
            if (row == null) {
                break;
            }
            rows.add(row);
            id = row.previous;
        }
        return new PersonLife(personId, rows, People.closedAt(sql, personId));
    }

    /**
     * Whether something of the person is not done: earlier records are part of what is decided about later ones, and a hit
     * that nobody has verified is a question that is still open.
     */
    boolean isUnfinished() {
        return rows.stream().anyMatch(row -> row.hit || !ENDED.contains(row.stage));
    }

    /** When the person's last case closed, in milliseconds since 1970; null while one is open. */
    @Nullable
    Long closedAt() {
        return closedAt;
    }

    /** Takes a record out of the chain that leads from the person to all its records. */
    void takeOut(Sql sql, String recordId) throws SQLException {
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            if (row.id.equals(recordId)) {
                if (i == 0) {
                    sql.update("update person set newest = ? where id = ?", row.previous, personId);
                } else {
                    Row next = rows.get(i - 1);
                    sql.update("update record set previous = ? where id = ?", row.previous, next.id);
                    rows.set(i - 1, new Row(next.id, next.stage, row.previous, next.hit));
                }
                sql.update("update person set removed = removed + 1 where id = ?", personId);
                rows.remove(i);
                return;
            }
        }
    }

    private record Row(String id, String stage, @Nullable String previous, boolean hit) {}
}
