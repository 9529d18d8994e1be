package org.nansen.gateway.intake;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.normalize.FixedLayout;
import org.nansen.gateway.normalize.SourceFormat;
import org.nansen.gateway.normalize.XmlFormat;
import org.nansen.gateway.record.NationalSystem;

/**
 * One national system as its {@code system.yaml} says. Every value has passed {@code schema/system.schema.json} before
 * it gets here.
 */
record SystemProfile(
        @Nullable Boolean enabled,
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

    /** Whether the system is in use; one that is switched off has no door and no logins, and keeps its folder. */
    boolean inUse() {
        return !Boolean.FALSE.equals(enabled);
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
            @Nullable List<FixedField> fields,
            @Nullable String record,
            @Nullable Map<String, String> namespaces,
            @Nullable List<String> repeated,
            @Nullable List<String> objects,
            @Nullable List<JoinedRows> join) {

        /** Returns how records stand in XML. */
        XmlFormat xml(boolean charsetWins) {
            return new XmlFormat(
                    record == null ? "" : record,
                    namespaces == null ? Map.of() : Map.copyOf(namespaces),
                    repeated == null ? Set.of() : Set.copyOf(repeated),
                    objects == null ? Set.of() : Set.copyOf(objects),
                    join == null
                            ? List.of()
                            : join.stream().map(JoinedRows::known).toList(),
                    charsetWins);
        }
    }

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
    /** Rows that belong to others by a key; one key, or several of which the first that is there counts. */
    record JoinedRows(
            String rows,
            @Nullable String to,

            @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
            List<String> key,

            @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) @Nullable
            List<String> toKey) {

        private XmlFormat.Join known() {
            return new XmlFormat.Join(rows, to, key, toKey == null ? key : toKey);
        }
    }

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
