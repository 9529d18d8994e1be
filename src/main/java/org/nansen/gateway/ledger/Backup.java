package org.nansen.gateway.ledger;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.nansen.gateway.record.Defect;
import org.nansen.gateway.record.FaultCode;

/**
 * The manifest of a backup: a folder with the ledger's file and {@code manifest.json}. The master key is not in it, on
 * purpose: whoever finds a backup must not be able to read it.
 *
 * @param id the folder's name
 * @param takenAt the ledger is as of then
 * @param gateway version of the gateway that took it
 * @param schema number of the newest script of the ledger's schema
 * @param masterKey proof of the master key that opens it, not the key
 * @param heads the end of each chain of entries as {@code incarnation:number:hash}
 * @param received canonical records received so far, over all systems
 * @param bytes size of {@code ledger.db}
 * @param sha256 its digest in hexadecimal digits
 */
public record Backup(
        String id,
        Instant takenAt,
        String gateway,
        String schema,
        String masterKey,
        List<String> heads,
        long received,
        long bytes,
        String sha256) {

    static final String FILE = "ledger.db";
    static final String MANIFEST = "manifest.json";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    /**
     * Reads the manifest and compares the file with it.
     *
     * @throws Defect {@code NG-513} when the backup is not what its manifest says
     */
    public static Backup check(Path folder) {
        try {
            Backup backup = JSON.readValue(folder.resolve(MANIFEST).toFile(), Backup.class);
            Path file = folder.resolve(FILE);
            if (Files.size(file) != backup.bytes || !digest(file).equals(backup.sha256)) {
                throw Defect.of(FaultCode.NG_513_BACKUP, file + " is not what the manifest says");
            }
            return backup;
        } catch (IOException unreadable) {
            throw Defect.of(FaultCode.NG_513_BACKUP, folder + " is no backup", unreadable);
        }
    }

    byte[] manifest() throws IOException {
        return JSON.writeValueAsBytes(this);
    }

    static String digest(Path file) throws IOException {
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), newDigest())) {
            byte[] buffer = new byte[1 << 20];
            while (in.read(buffer) >= 0) {
                // the stream digests
            }
            return HexFormat.of()
                    .formatHex(((DigestInputStream) in).getMessageDigest().digest());
        }
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
