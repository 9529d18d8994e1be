package org.nansen.gateway.intake;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.normalize.FixedLayout;
import org.nansen.gateway.normalize.SourceFormat;
import org.nansen.gateway.record.NationalSystem;

/**
 * One national system as its {@code system.yaml} says. Every value has passed {@code schema/system.schema.json} before
 * it gets here.
 */
record SystemProfile(
        String title,
        String country,
        Contact contact,
        NationalSystem.Mode mode,
        LegalBases legal,
        May may,
        Door door,
        Identity identity,
        Format format,
        @Nullable Feed feed,
        @Nullable Reply reply,
        @Nullable Duration expectEvery,
        @Nullable Retention retention,
        Share holdDropWhenRejected) {

    SystemProfile {
        holdDropWhenRejected = holdDropWhenRejected == null ? Share.of("20%") : holdDropWhenRejected;
    }

    /** Whom to write to or call. */
    record Contact(String day, @Nullable String night) {}

    record LegalBases(Intake intake, @Nullable Screening screening) {}

    record Intake(String basis, @Nullable String purpose) {}

    record Screening(String basis, String purpose, @Nullable NcbAuthorisation ncbAuthorisation) {}

    record NcbAuthorisation(String ref, LocalDate until) {}

    record May(Set<String> ask, NationalSystem.Learn learn) {}

    record Identity(
            String record,
            ReferenceAt person,
            @JsonProperty("case") ReferenceAt caseReference) {}

    record ReferenceAt(@Nullable String space, String field) {}

    record Format(
            SourceFormat.Kind kind,
            @Nullable String charset,
            @Nullable String delimiter,
            @Nullable Boolean header,
            @Nullable List<String> columns,
            @Nullable Boolean ragged,
            @Nullable String otherwise,
            @Nullable String quote,
            @Nullable String escape,
            @Nullable String comment,
            @Nullable Integer skipLines,
            @Nullable Boolean trim,
            @Nullable String repeatedColumns,
            @Nullable String unnamedColumns,
            @Nullable String records,
            @Nullable String sheet,
            @Nullable Integer headerRow,
            @Nullable String unit,
            @Nullable Integer length,
            @Nullable Boolean lineEnds,
            @Nullable RecordType recordType,
            @Nullable Count count,
            @Nullable List<FixedField> fields) {}

    /** What tells the lines of a fixed-width file apart. */
    record RecordType(
            int start,
            int length,
            @Nullable String header,
            List<String> detail,
            @Nullable List<String> ignore,
            @Nullable String trailer) {}

    /** Where the trailer says how many there are. */
    record Count(int start, int length, @Nullable String of) {}

    record FixedField(
            String name,
            int start,
            int length,
            FixedLayout.@Nullable Trim trim,
            @Nullable String pad) {}

    record Feed(String kind, @Nullable String newerBy) {}

    /** How long what is kept; in days. */
    record Retention(
            String countedFrom, Duration record, @Nullable Duration screeningAnswers) {

        /** As the ledger goes by it. */
        org.nansen.gateway.ledger.Retention known() {
            return new org.nansen.gateway.ledger.Retention(
                    org.nansen.gateway.ledger.Retention.From.valueOf(
                            countedFrom.toUpperCase(Locale.ROOT).replace('-', '_')),
                    record,
                    screeningAnswers);
        }
    }

    /** A share of a whole, written as per cent. */
    record Share(BigDecimal ofOne) {

        @JsonCreator
        static Share of(String percent) {
            return new Share(new BigDecimal(percent.substring(0, percent.length() - 1)).movePointLeft(2));
        }

        /** Whether the part is more than this share of the whole. */
        boolean exceededBy(long part, long whole) {
            return BigDecimal.valueOf(part).compareTo(ofOne.multiply(BigDecimal.valueOf(whole))) > 0;
        }
    }
}
