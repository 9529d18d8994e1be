package org.nansen.gateway.ledger;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.AsylumRecord;
import org.nansen.gateway.record.ExternalRef;

/** Gathers a person's file from the SQL store. */
final class SqlCases implements Cases {

    /** More records of one person than this are not looked through for an identity and references. */
    private static final int MOST_RECORDS = 200;

    private final Readers readers;
    private final Archive archive;

    SqlCases(Readers readers, Archive archive) {
        this.readers = readers;
        this.archive = archive;
    }

    @Override
    public CaseFile file(RecordClaim claim) {
        RecordInHand inHand = (RecordInHand) claim;
        String person = inHand.personId();
        List<Known> known = readers.read(sql -> known(sql, person));
        AsylumRecord identity = null;
        Known identified = null;
        Set<ExternalRef> refs = new LinkedHashSet<>();
        boolean confirmed = false;
        Known screened = null;
        for (Known one : known) {
            boolean itself = one.id.equals(inHand.recordId());
            AsylumRecord opened = itself ? inHand.record() : archive.open(one.id, person, one.sealed);
            refs.addAll(opened.externalRefs());
            confirmed |= one.fearedConfirmed;
            if (opened.person() != null && !one.late && (itself || one.isBetterThan(identified))) {
                identity = opened;
                identified = one;
            }
            if (one.screening != null && (screened == null || itself)) {
                screened = one;
            }
        }
        List<ScreeningPart> parts = screened == null ? List.of() : archive.parts(screened.id, person);
        return new CaseFile(
                inHand.record(),
                Optional.ofNullable(identity),
                archive.shield(person),
                confirmed,
                refs,
                screened == null ? null : Codes.result(screened.screening),
                parts,
                known.stream().anyMatch(Known::hit),
                false,
                earlier(inHand.recordId()));
    }

    /** Verifications by the NCB (M6) do not reach the ledger yet: every hit is open until they do. */
    private static List<Known> known(Sql sql, String person) throws SQLException {
        List<Known> known = new ArrayList<>();
        for (String id : People.records(sql, person, MOST_RECORDS)) {
            known.addAll(sql.list(
                    "select r.screening, r.feared_confirmed, r.late, p.sealed, (select count(*) from screening_part s"
                            + " where s.record_id = r.id and s.result in ('hit', 'possible')), r.history, r.event_time"
                            + " from record r"
                            + " join payload p on p.record_id = r.id where r.id = ?",
                    row -> new Known(
                            id,
                            row.getString(1),
                            row.getInt(2) != 0,
                            row.getInt(3) != 0,
                            row.getBytes(4),
                            row.getInt(5) > 0,
                            row.getInt(6) != 0,
                            row.getLong(7)),
                    id));
        }
        return known;
    }

    private List<CaseFile.Earlier> earlier(String recordId) {
        return new ArrayList<>(readers.read(sql -> sql.list(
                "select id, kind, destination from letter where record_id = ? order by id",
                row -> new CaseFile.Earlier(row.getString(1), MessageKind.valueOf(row.getString(2)), row.getString(3)),
                recordId)));
    }

    private record Known(
            String id,
            @Nullable String screening,
            boolean fearedConfirmed,
            boolean late,
            byte[] sealed,
            boolean hit,
            boolean history,
            long eventTime) {

        /**
         * Whether it says better who the person is than what came after it: history may come long after what it is the
         * history of, and in any order.
         */
        boolean isBetterThan(@Nullable Known newer) {
            return newer == null || newer.history && (!history || eventTime > newer.eventTime);
        }
    }
}
