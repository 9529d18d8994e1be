package org.nansen.gateway.ledger;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.AsylumRecord;
import org.nansen.gateway.record.ExternalRef;
import org.nansen.gateway.record.ScreeningResult;

/**
 * What is known when a record reaches disclosure.
 *
 * @param record the record itself
 * @param identity the person's newest record that brings an identity (the record itself where it does), or empty when
 *     none is known
 * @param shield codes of the feared and restricted countries: the union over all records of the person and of the
 *     person's cases
 * @param fearedConfirmed whether any record of the person says a caseworker confirmed the feared countries
 * @param externalRefs references from all records of the person
 * @param screening result for this record, or for the person's newest screened record where this one is not screened;
 *     null when nothing of the person was screened yet
 * @param parts what each database said, of the same record as {@code screening}
 * @param openHit whether a hit or possible hit on the person is not verified yet
 * @param confirmedHit whether a hit on the person was confirmed
 * @param earlier letters that were written for this record before (an interim answer, for example)
 */
public record CaseFile(
        AsylumRecord record,
        Optional<AsylumRecord> identity,
        Set<String> shield,
        boolean fearedConfirmed,
        Set<ExternalRef> externalRefs,
        @Nullable ScreeningResult screening,
        List<ScreeningPart> parts,
        boolean openHit,
        boolean confirmedHit,
        List<Earlier> earlier) {

    /** A letter written before, by its id. */
    public record Earlier(String id, MessageKind kind, String destination) {}

    @Override
    public String toString() {
        return "CaseFile[messageId=" + record.messageId() + "]";
    }
}
