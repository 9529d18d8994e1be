package org.nansen.gateway.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.Fault;
import org.nansen.gateway.record.RecordJson;

/** Opens what is sealed: everything, or about a thousand of each kind, spread over the whole ledger. */
final class SealCheck {

    private static final long SAMPLE = 1_000;

    private static final String ERASED =
            "(k.sealed_key is null and exists (select 1 from entry e where e.subject = k.id and e.kind = 'erased'))";

    private final Slices slices;
    private final Seals seals;
    private final long everyNth;
    private long passed;

    /**
     * @param about how many records there are
     */
    SealCheck(Slices slices, Seals seals, boolean every, long about) {
        this.slices = slices;
        this.seals = seals;
        this.everyNth = every ? 1 : Math.max(1, about / SAMPLE);
    }

    /** Opens payloads of these records, which are those after {@code key} and up to {@code last} (null: to the end). */
    void records(Sql sql, Collection<String> ids, String key, @Nullable String last) throws SQLException {
        String payloads = "select y.record_id, y.sealed, k.sealed_key, r.person_id, " + ERASED + " from payload y"
                + " left join record r on r.id = y.record_id left join person k on k.id = r.person_id where y.record_id ";
        if (everyNth == 1) {
            if (last == null) {
                sql.list(payloads + "> ?", this::record, key);
            } else {
                sql.list(payloads + "> ? and y.record_id <= ?", this::record, key, last);
            }
            return;
        }
        for (String id : ids) {
            if (passed++ % everyNth == 0) {
                sql.list(payloads + "= ?", this::record, id);
            }
        }
    }

    /** Opens the letter when it is one of the sample. */
    void letter(Sql sql, String id) throws SQLException {
        if (passed++ % everyNth == 0) {
            sql.list(
                    "select l.id, l.sealed, k.sealed_key, l.person_id, " + ERASED + " from letter l left join person k"
                            + " on k.id = l.person_id where l.id = ? and l.sealed is not null",
                    row -> open(row, "letter"),
                    id);
        }
    }

    private boolean record(ResultSet row) throws SQLException {
        byte[] clear = open(row, "payload");
        if (clear != null) {
            try {
                RecordJson.read(clear);
            } catch (Fault unreadable) {
                slices.found(Reconciliation.Kind.SEAL, row.getString(1), "the payload opens, but is no record");
            }
        }
        return true;
    }

    private byte @Nullable [] open(ResultSet row, String what) throws SQLException {
        String id = row.getString(1);
        byte[] key = row.getBytes(3);
        String person = row.getString(4);
        if (person == null) {
            slices.found(Reconciliation.Kind.ORPHAN, id, "a payload belongs to no record");
            return null;
        }
        if (key == null) {
            if (row.getBoolean(5)) {
                // Destroyed on purpose, and the chain says so.
                return null;
            }
            slices.found(Reconciliation.Kind.SEAL, id, "the key of the " + what + "'s person is gone");
            return null;
        }
        try {
            byte[] clear = Seals.unseal(seals.unwrap(key, person), id, row.getBytes(2));
            slices.opened();
            return clear;
        } catch (Fault altered) {
            slices.found(
                    Reconciliation.Kind.SEAL, id, "the " + what + " cannot be opened: altered, or another master key");
            return null;
        }
    }
}
