package org.nansen.gateway.normalize;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import org.nansen.gateway.settings.SettingsFault;

/**
 * Turns one system's bytes into canonical records by its mapping and code lists. Built once per system; {@link #open}
 * may be called from any thread, also at the same time.
 */
public final class Normalizer {

    private final SourceFormat format;
    private final Mapping mapping;
    private final Envelope envelope;
    private final String mappingVersion;

    private Normalizer(SourceFormat format, CodeLists codes, Mapping mapping) {
        this.format = format;
        this.mapping = mapping;
        this.envelope = new Envelope(format, codes);
        MessageDigest digest = Digests.sha256();
        digest.update(mapping.text().getBytes(StandardCharsets.UTF_8));
        for (CodeFile file : codes.files()) {
            digest.update((byte) 0);
            digest.update(file.name().getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            digest.update(file.bytes());
        }
        this.mappingVersion = HexFormat.of().formatHex(digest.digest(), 0, 8);
    }

    /**
     * Reads the folder's {@code mapping.jslt} or {@code mapping.xsl} and {@code codes/*.csv}.
     *
     * @throws SettingsFault with file, line and reason for what is wrong in them
     */
    public static Normalizer of(SourceFormat format) {
        String shownAs = "config/systems/" + format.system();
        FormatChecks.check(format, shownAs + "/system.yaml");
        CodeLists codes = CodeLists.of(format.folder().resolve("codes"), shownAs + "/codes");
        Mapping mapping = Mapping.in(format, shownAs, codes);
        return new Normalizer(format, codes, mapping);
    }

    /**
     * Opens one drop. The stream is read as units are asked for and closed with the reading.
     *
     * @param receivedAt when the drop arrived, UTC
     */
    public SourceReading open(InputStream in, Instant receivedAt) {
        return new Reading(format, in, mapping, envelope, mappingVersion, receivedAt, Unpacked.Limits.USUAL, null);
    }

    /** As {@link #open(InputStream, Instant)}, for whoever proves the mapping: what is noticed on the way is noted. */
    public SourceReading open(InputStream in, Instant receivedAt, Observation observation) {
        return open(in, receivedAt, Unpacked.Limits.USUAL, observation);
    }

    /** As {@link #open(InputStream, Instant, Observation)}, of a sample, which unpacks to no more than a sample may have. */
    SourceReading openSample(InputStream in, Instant receivedAt, Observation observation) {
        return open(in, receivedAt, Unpacked.Limits.OF_SAMPLES, observation);
    }

    private SourceReading open(InputStream in, Instant receivedAt, Unpacked.Limits limits, Observation observation) {
        if (mapping.copy() != null) {
            observation.ofXml();
        }
        CsvColumns.needed(format).forEach(observation::needs);
        XmlFormat xml = format.xml();
        if (xml != null) {
            XmlJoins.keys(xml).forEach(observation::read);
        }
        return new Reading(format, in, mapping, envelope, mappingVersion, receivedAt, limits, observation);
    }

    /** Returns a content hash of the mapping and all code lists it can use: what else decides how a record comes out. */
    public String mappingVersion() {
        return mappingVersion;
    }
}
