package org.nansen.gateway.normalize;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one system writes its records: the parts {@code format}, {@code identity} and {@code feed} of its
 * {@code system.yaml}, and what every record of the system shares.
 *
 * @param system the folder's name
 * @param folder the folder that holds {@code mapping.jslt} and {@code codes/*.csv}
 * @param kind how records are parted
 * @param charset IANA name, for example {@code ISO-8859-1}, or {@link Dialect#DETECT}
 * @param delimiter between cells, CSV only
 * @param header whether the first line names the columns, CSV only
 * @param columns names of the columns where there is no header
 * @param ragged whether rows may have fewer cells than the header has columns
 * @param recordField source field that holds the record's number
 * @param person where the person's number stands and whose it is
 * @param caseReference where the case's number stands and whose it is
 * @param versionField source field by which versions are ordered, or null
 * @param countryOfAsylum ISO alpha-3
 * @param legalBasis national basis of intake
 * @param purpose purpose of handling
 * @param test whether records are test data
 * @param dialect what the system's way of writing has of its own
 * @param spool private folder for content that has to lie on disk while it is read
 * @param xml how records stand in XML; null for other kinds
 */
public record SourceFormat(
        String system,
        Path folder,
        Kind kind,
        String charset,
        char delimiter,
        boolean header,
        List<String> columns,
        boolean ragged,
        String recordField,
        ReferenceField person,
        ReferenceField caseReference,
        @Nullable String versionField,
        String countryOfAsylum,
        String legalBasis,
        String purpose,
        boolean test,
        Dialect dialect,
        Path spool,
        @Nullable XmlFormat xml) {

    /** A format without anything of its own. */
    public SourceFormat(
            String system,
            Path folder,
            Kind kind,
            String charset,
            char delimiter,
            boolean header,
            List<String> columns,
            boolean ragged,
            String recordField,
            ReferenceField person,
            ReferenceField caseReference,
            @Nullable String versionField,
            String countryOfAsylum,
            String legalBasis,
            String purpose,
            boolean test) {
        this(
                system,
                folder,
                kind,
                charset,
                delimiter,
                header,
                columns,
                ragged,
                recordField,
                person,
                caseReference,
                versionField,
                countryOfAsylum,
                legalBasis,
                purpose,
                test,
                Dialect.PLAIN,
                Path.of("data", "spool"),
                null);
    }

    /** How records are parted. */
    public enum Kind {
        CSV,
        /** One JSON object, or an array of objects. */
        JSON,
        /** One JSON object a line. */
        NDJSON,
        /** Fields at fixed places in a line. */
        FIXED,
        /** Rows of a sheet of an Excel workbook. */
        XLSX,
        /** One element a record. */
        XML
    }

    /**
     * A number in the source.
     *
     * @param space whose number it is; systems share people and cases by naming the same space
     * @param field source field
     */
    public record ReferenceField(String space, String field) {}
}
