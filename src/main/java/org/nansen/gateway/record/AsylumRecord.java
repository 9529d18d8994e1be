package org.nansen.gateway.record;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The canonical record: one event of one person's asylum case. Its JSON form is described by
 * {@code schema/asylum-record.schema.json}; {@link RecordJson} reads and writes it.
 *
 * @param schemaVersion {@code 1}
 * @param messageId UUID of this record, given by the gateway
 * @param test test data never leaves to other than test destinations
 * @param person required for applications and corrections
 * @param eventTime when it happened, UTC
 */
public record AsylumRecord(
        String schemaVersion,
        String messageId,
        boolean test,
        Event event,
        Source source,
        Reference personRef,
        Reference caseRef,
        Instant eventTime,
        Country countryOfAsylum,
        @Nullable Person person,
        List<IdentityDocument> documents,
        List<Country> fearedCountries,
        boolean fearedCountriesConfirmed,
        @Nullable Application application,
        @Nullable Decision decision,
        @Nullable StatusChange statusChange,
        List<ExternalRef> externalRefs,
        Legal legal,
        Handling handling,
        List<Provenance> provenance) {

    public AsylumRecord {
        documents = Lists.copy(documents);
        fearedCountries = Lists.copy(fearedCountries);
        externalRefs = Lists.copy(externalRefs);
        provenance = Lists.copy(provenance);
    }

    /** Returns the codes of all countries that this record alone says must not learn of the person. */
    public Set<String> shieldedFrom() {
        Set<String> codes = new LinkedHashSet<>();
        fearedCountries.forEach(country -> codes.add(country.code()));
        handling.restrictedCountries().forEach(country -> codes.add(country.code()));
        return codes;
    }

    /** Returns the same record with other documents and provenance. */
    public AsylumRecord withDocuments(List<IdentityDocument> others, List<Provenance> notes) {
        return new AsylumRecord(
                schemaVersion,
                messageId,
                test,
                event,
                source,
                personRef,
                caseRef,
                eventTime,
                countryOfAsylum,
                person,
                others,
                fearedCountries,
                fearedCountriesConfirmed,
                application,
                decision,
                statusChange,
                externalRefs,
                legal,
                handling,
                notes);
    }

    @Override
    public String toString() {
        return "AsylumRecord[messageId=" + messageId + ", event=" + event + ", system=" + source.system() + "]";
    }
}
