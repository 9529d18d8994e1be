package org.nansen.gateway.ledger;

import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.FaultCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens first when a ledger is older than what it acknowledged. Whatever was open in it may have gone out in the
 * time that is lost, under the same Message-ID or a new one, so nothing leaves by itself: open letters are held, and so is
 * each letter that is written later for a record received before a person says that all is well again.
 */
final class Restoring {

    /** In meta: the ledger is a copy. Holds the backup's id and when it was taken, in milliseconds since 1970. */
    static final String MARK = "restored-from";

    static final String HELD = FaultCode.NG_512_RESTORED.code();

    private static final Logger LOG = LoggerFactory.getLogger(Restoring.class);
    private static final int SLICE = 1_000;

    private Restoring() {}

    /** Looks whether the ledger went back and, if so, holds what must not leave by itself; part of the first commit. */
    static void atStart(Batch batch, String incarnation, Witness witness, Erasures erasures) throws SQLException {
        String mark = batch.sql().first("select value from meta where name = '" + MARK + "'", row -> row.getString(1));
        if (mark != null) {
            String[] parts = mark.split(" ", 2);
            hold(batch, incarnation, "backup", parts[0], parts.length < 2 ? 0 : Long.parseLong(parts[1]));
            batch.sql().update("delete from meta where name = '" + MARK + "'");
        } else if (witness.isAheadOf(batch.sql())) {
            hold(batch, incarnation, "older", null, knownUntil(batch.sql(), incarnation));
        } else {
            return;
        }
        int erased = erasures.apply(batch);
        if (erased > 0) {
            LOG.warn("destroyed {} keys again that had been destroyed before", erased);
        }
    }

    /** The database lost what it had acknowledged while this node was at work. */
    static void lost(Batch batch, String incarnation) throws SQLException {
        hold(batch, incarnation, "older", null, knownUntil(batch.sql(), incarnation));
    }

    /** When the newest entry that it has was written by others than this incarnation. */
    static long knownUntil(Sql sql, String incarnation) throws SQLException {
        return Objects.requireNonNullElse(
                sql.first(
                        "select max(e.at) from incarnation i join entry e on e.incarnation = i.id and e.number ="
                                + " (select max(l.number) from entry l where l.incarnation = i.id) where i.id <> ?",
                        row -> row.getLong(1),
                        incarnation),
                0L);
    }

    private static void hold(Batch batch, String incarnation, String why, @Nullable String backup, long knownUntil)
            throws SQLException {
        batch.sql()
                .update(
                        "insert into restoration (incarnation, found_at, why, backup, known_until, guards_until)"
                                + " values (?, ?, ?, ?, ?, ?) on conflict (incarnation) do nothing",
                        incarnation,
                        batch.now(),
                        why,
                        backup,
                        knownUntil,
                        Long.MAX_VALUE);
        batch.entry("restored", incarnation, why + (backup == null ? "" : " " + backup) + " known=" + knownUntil);
        long held = 0;
        String last = "";
        List<Held> slice;
        do {
            // Asked by the batch each time, so that the stages of one slice are written before the next.
            slice = batch.sql()
                    .list(
                            "update letter set state = 'review', fault = ? where id in (select id from letter where open = 1"
                                    + " and state in ('ready', 'claimed') and id > ? order by id limit " + SLICE
                                    + ") returning id, record_id",
                            row -> new Held(row.getString(1), row.getString(2)),
                            HELD,
                            last);
            TreeSet<String> records = new TreeSet<>();
            for (Held letter : slice) {
                last = letter.id.compareTo(last) > 0 ? letter.id : last;
                if (letter.recordId != null) {
                    records.add(letter.recordId);
                }
            }
            for (String record : records) {
                batch.settle(record);
            }
            held += slice.size();
        } while (slice.size() == SLICE);
        LOG.error(
                "{} the ledger is older than what it acknowledged ({}): {} open letters are held until a person confirms them",
                HELD,
                why.equals("backup") ? "restored from a backup" : "put back, or a server lost changes",
                held);
    }

    private record Held(String id, @Nullable String recordId) {}
}
