package org.nansen.gateway.normalize;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.normalize.SourceFormat.Kind;
import org.nansen.gateway.normalize.SourceFormat.ReferenceField;

/** The invented systems of this room's tests. */
final class Formats {

    static final Instant RECEIVED = Instant.parse("2026-11-23T12:00:00Z");

    /** Where private files of these tests would be, if one were left. */
    static final Path SPOOL = Path.of("target", "spool");

    static final String HEADER =
            "NR;PERSNR;AKTE;STAND;VORGANG;NAME;VORNAME;GEBDAT;GEBART;GEBORT;GESCHL;STAATKZ;ANTRAG;ERGEBNIS;ENTSCH;SACHB;RELIGION\n";

    private Formats() {}

    static SourceFormat register() {
        return csv("register", ';', "ISO-8859-1", false, "NR", "PERSNR", "AKTE", "STAND");
    }

    static SourceFormat registerInUtf8() {
        return csv("register", ';', "UTF-8", false, "NR", "PERSNR", "AKTE", "STAND");
    }

    static SourceFormat persons() {
        return csv("persons", ',', "UTF-8", true, "Last Name", "Last Name", "Unit", null);
    }

    static SourceFormat border(Kind kind) {
        return format("border", kind, "UTF-8", ',', false, false, "crossing", "members", "crossing", null);
    }

    static SourceFormat zones() {
        return format("zones", Kind.NDJSON, "UTF-8", ',', false, false, "id", "id", "id", null);
    }

    static SourceFormat csv(
            String system,
            char delimiter,
            String charset,
            boolean ragged,
            String record,
            String person,
            String file,
            @Nullable String version) {
        return format(system, Kind.CSV, charset, delimiter, true, ragged, record, person, file, version);
    }

    private static SourceFormat format(
            String system,
            Kind kind,
            String charset,
            char delimiter,
            boolean header,
            boolean ragged,
            String record,
            String person,
            String file,
            @Nullable String version) {
        return new SourceFormat(
                system,
                folder(system),
                kind,
                charset,
                delimiter,
                header,
                List.of(),
                ragged,
                record,
                new ReferenceField(system, person),
                new ReferenceField("file-number", file),
                version,
                "XAA",
                "Asylum Act, s. 12",
                "asylum",
                true);
    }

    /** The register in another kind of file, or another way of writing. */
    static SourceFormat register(Kind kind, String charset, Dialect dialect) {
        return with(csv("register", ';', charset, false, "NR", "PERSNR", "AKTE", "STAND"), kind, dialect);
    }

    static SourceFormat with(SourceFormat format, Kind kind, Dialect dialect) {
        return new SourceFormat(
                format.system(),
                format.folder(),
                kind,
                format.charset(),
                format.delimiter(),
                format.header(),
                format.columns(),
                format.ragged(),
                format.recordField(),
                format.person(),
                format.caseReference(),
                format.versionField(),
                format.countryOfAsylum(),
                format.legalBasis(),
                format.purpose(),
                format.test(),
                dialect,
                SPOOL,
                format.xml());
    }

    /** The same with rows or lines that may end early. */
    static SourceFormat ragged(SourceFormat format) {
        return new SourceFormat(
                format.system(),
                format.folder(),
                format.kind(),
                format.charset(),
                format.delimiter(),
                format.header(),
                format.columns(),
                true,
                format.recordField(),
                format.person(),
                format.caseReference(),
                format.versionField(),
                format.countryOfAsylum(),
                format.legalBasis(),
                format.purpose(),
                format.test(),
                format.dialect(),
                format.spool(),
                format.xml());
    }

    static Path folder(String system) {
        return Path.of("src/test/resources/normalize", system);
    }

    /** A row of the register that maps well. */
    static String row(int number) {
        return number + ";P" + number + ";F" + number
                + ";2026-11-01;A;Müller;Anna Maria;01.08.1980;;Tiranë;W;121;01.11.2026;;;clerk7;none\n"
                        .replace('ë', 'e');
    }

    static List<SourceUnit> read(SourceFormat format, String text) {
        return read(format, text.getBytes(java.nio.charset.Charset.forName(format.charset())));
    }

    static List<SourceUnit> read(SourceFormat format, byte[] bytes) {
        return read(Normalizer.of(format), new ByteArrayInputStream(bytes));
    }

    static List<SourceUnit> read(Normalizer normalizer, InputStream in) {
        List<SourceUnit> units = new ArrayList<>();
        try (SourceReading reading = normalizer.open(in, RECEIVED)) {
            reading.forEachRemaining(units::add);
        }
        return units;
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
