package org.nansen.gateway.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Each person against the newest of the person's records. Together with every record's look at the one before it this
 * proves that a person's numbers have no gap; that there is no double shows in the sum over all.
 */
final class PersonCheck implements Slices.Slice {

    private final Slices slices;

    PersonCheck(Slices slices) {
        this.slices = slices;
    }

    @Override
    public @Nullable String after(Sql sql, String key) throws SQLException {
        Seen seen = new Seen();
        sql.list(
                "select p.id, p.sequence, p.newest, r.person_id, r.sequence, p.removed from person p"
                        + " left join record r on r.id = p.newest where p.id > ? order by p.id limit " + Slices.SIZE,
                row -> judge(row, seen),
                key);
        slices.looked(Reconciliation.Part.PEOPLE, seen.rows);
        return seen.rows < Slices.SIZE ? null : seen.last;
    }

    private boolean judge(ResultSet row, Seen seen) throws SQLException {
        String id = row.getString(1);
        long sequence = row.getLong(2);
        String newest = row.getString(3);
        String person = row.getString(4);
        long number = row.getLong(5);
        long removed = row.getLong(6);
        seen.rows++;
        seen.last = id;
        if (newest == null) {
            if (sequence != removed) {
                slices.found(
                        Reconciliation.Kind.SEQUENCE,
                        id,
                        "a person has " + sequence + " records, " + removed + " of them removed, but no newest one");
            }
        } else if (person == null) {
            slices.found(Reconciliation.Kind.SEQUENCE, id, "a person's newest record is not there: " + newest);
        } else if (!person.equals(id) || number > sequence || number < sequence - removed) {
            slices.found(
                    Reconciliation.Kind.SEQUENCE,
                    id,
                    "a person has " + sequence + " records, but the newest, " + newest + ", is number " + number
                            + (person.equals(id) ? "" : " of another person"));
        }
        return true;
    }

    private static final class Seen {
        private int rows;
        private @Nullable String last;
    }
}
