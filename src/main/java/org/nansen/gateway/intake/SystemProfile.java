package org.nansen.gateway.intake;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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
        // Who does not say yet what may leave has nothing leave.
        mode = mode == null ? NationalSystem.Mode.SHADOW : mode;
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
            @Nullable Boolean ragged) {}

    /**
     * What the system's drops are.
     *
     * @param kind {@code changes} or {@code snapshot}
     * @param newerBy source field by which versions are ordered, or null
     * @param historyBefore first day (UTC) whose records are more than history, or null
     * @param vanishAtMost share or number of rows that may be missing from a snapshot, or null for the usual limit
     * @param order {@code name} where file names of snapshots sort as they were taken; {@code arrival} or null otherwise
     */
    record Feed(
            String kind,
            @Nullable String newerBy,
            @Nullable LocalDate historyBefore,
            @Nullable String vanishAtMost,
            @Nullable String order) {

        boolean isSnapshot() {
            return kind.equals("snapshot");
        }

        /** As the ledger judges its drops. */
        org.nansen.gateway.ledger.Feed known() {
            return new org.nansen.gateway.ledger.Feed(
                    isSnapshot() ? new org.nansen.gateway.ledger.Feed.Snapshot(limit(), "name".equals(order)) : null,
                    historyBefore == null
                            ? null
                            : historyBefore.atStartOfDay(ZoneOffset.UTC).toInstant());
        }

        private org.nansen.gateway.ledger.Feed.Limit limit() {
            if (vanishAtMost == null) {
                return org.nansen.gateway.ledger.Feed.Limit.USUAL;
            }
            return vanishAtMost.endsWith("%")
                    ? new org.nansen.gateway.ledger.Feed.Limit(
                            Long.valueOf(vanishAtMost.substring(0, vanishAtMost.length() - 1)), null, 0)
                    : new org.nansen.gateway.ledger.Feed.Limit(null, Long.valueOf(vanishAtMost), 0);
        }
    }

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
