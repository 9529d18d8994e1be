package org.nansen.gateway.normalize;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nansen.gateway.record.AsylumRecord;
import org.nansen.gateway.record.IdentityDocument;
import org.nansen.gateway.record.Mrz;
import org.nansen.gateway.record.MrzComparison;
import org.nansen.gateway.record.Provenance;

/**
 * Looks through the machine readable zones that a record brings. Whether a zone holds is set, since it can be computed;
 * whatever else is found is written into the record's provenance and changes nothing: a wrong check digit may be a reader's
 * mistake or a forger's, and a name in another spelling may be the issuing state's.
 */
final class MrzReview {

    private static final int MOST_NOTES = 500;

    private final Countries countries;

    MrzReview(Countries countries) {
        this.countries = countries;
    }

    AsylumRecord of(AsylumRecord record, LocalDate today, String mappingVersion) {
        if (record.documents().stream().allMatch(document -> document.mrz().isEmpty())) {
            return record;
        }
        List<IdentityDocument> documents = new ArrayList<>();
        List<Provenance> notes = new ArrayList<>(record.provenance());
        for (IdentityDocument document : record.documents()) {
            String at = "documents/" + documents.size();
            if (document.mrz().isEmpty()) {
                documents.add(document);
                continue;
            }
            Optional<Mrz> mrz = Mrz.read(document.mrz());
            boolean valid = mrz.isPresent() && mrz.get().isValid();
            if (document.mrzValid() != null && document.mrzValid() != valid) {
                notes.add(new Provenance(
                        at + "/mrzValid", document.mrzValid().toString(), "mrz-computed", mappingVersion));
            }
            if (mrz.isEmpty()) {
                notes.add(new Provenance(at + "/mrz", null, "mrz-not-readable", mappingVersion));
            } else {
                mrz.get()
                        .findings()
                        .forEach(finding ->
                                notes.add(new Provenance(at + "/mrz", null, "mrz-" + finding.words(), mappingVersion)));
                new MrzComparison(mrz.get(), code -> countries.icao().get(code), today)
                        .differences(document, record.person())
                        .forEach(field -> notes.add(new Provenance(
                                field.startsWith("person/") ? field : at + "/" + field,
                                null,
                                "mrz-differs " + at,
                                mappingVersion)));
            }
            documents.add(document.withMrzValid(valid));
        }
        return record.withDocuments(documents, notes.size() > MOST_NOTES ? notes.subList(0, MOST_NOTES) : notes);
    }
}
