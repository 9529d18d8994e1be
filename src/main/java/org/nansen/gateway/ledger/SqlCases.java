package org.nansen.gateway.ledger;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.AsylumRecord;
import org.nansen.gateway.record.ExternalRef;
import org.nansen.gateway.record.ScreeningResult;

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
        List<Known> known = readers.read(sql -> sql.list(
                "select r.id, r.screening, r.feared_confirmed, r.late, p.sealed from record r"
                        + " join payload p on p.record_id = r.id where r.person_id = ? and r.sequence is not null"
                        + " order by r.sequence desc limit " + MOST_RECORDS,
                row -> new Known(
                        row.getString(1), row.getString(2), row.getInt(3) != 0, row.getInt(4) != 0, row.getBytes(5)),
                person));
        AsylumRecord identity = null;
        Set<ExternalRef> refs = new LinkedHashSet<>();
        boolean confirmed = false;
        Known screened = null;
        for (Known one : known) {
            boolean itself = one.id.equals(inHand.recordId());
            AsylumRecord opened = itself ? inHand.record() : archive.open(one.id, person, one.sealed);
            refs.addAll(opened.externalRefs());
            confirmed |= one.fearedConfirmed;
            if (opened.person() != null && !one.late && (identity == null || itself)) {
                identity = opened;
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
                openHit(person),
                false,
                earlier(inHand.recordId()));
    }

    /** Verifications by the NCB (M6) do not reach the ledger yet: every hit is open until they do. */
    private boolean openHit(String person) {
        return readers.read(sql -> sql.exists(
                "select 1 from screening_part where person_id = ? and result in (?, ?)",
                person,
                org.nansen.gateway.record.RecordJson.name(ScreeningResult.HIT),
                org.nansen.gateway.record.RecordJson.name(ScreeningResult.POSSIBLE)));
    }

    private List<CaseFile.Earlier> earlier(String recordId) {
        return new ArrayList<>(readers.read(sql -> sql.list(
                "select id, kind, destination from letter where record_id = ? order by id",
                row -> new CaseFile.Earlier(row.getString(1), MessageKind.valueOf(row.getString(2)), row.getString(3)),
                recordId)));
    }

    private record Known(String id, @Nullable String screening, boolean fearedConfirmed, boolean late, byte[] sealed) {}
}
