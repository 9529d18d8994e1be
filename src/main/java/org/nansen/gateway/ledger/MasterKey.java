package org.nansen.gateway.ledger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import org.nansen.gateway.record.Defect;
import org.nansen.gateway.record.FaultCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The master key: 32 bytes in Base64 in a file that only the gateway's user may read. Losing it loses every sealed
 * payload, so it is backed up apart from the data.
 */
final class MasterKey {

    private static final Logger LOG = LoggerFactory.getLogger(MasterKey.class);

    private MasterKey() {}

    /**
     * Reads the key, or makes one when there is none yet and the ledger is new.
     *
     * @param ledgerIsNew a missing key is never replaced for a ledger that was sealed with one
     */
    static byte[] readOrMake(Path file, boolean ledgerIsNew) {
        try {
            if (!Files.exists(file)) {
                if (!ledgerIsNew) {
                    throw Defect.of(FaultCode.NG_502_MASTER_KEY, file.toString());
                }
                make(file);
            }
            Set<PosixFilePermission> allowed = Files.getPosixFilePermissions(file);
            if (allowed.contains(PosixFilePermission.OTHERS_READ)
                    || allowed.contains(PosixFilePermission.GROUP_WRITE)) {
                throw Defect.of(FaultCode.NG_502_MASTER_KEY, file + " (must not be readable by others: chmod 600)");
            }
            byte[] key = Base64.getDecoder()
                    .decode(Files.readString(file, StandardCharsets.US_ASCII).strip());
            if (key.length != 32) {
                throw Defect.of(FaultCode.NG_502_MASTER_KEY, file + " (must hold 32 bytes in Base64)");
            }
            return key;
        } catch (IOException | IllegalArgumentException unreadable) {
            throw Defect.of(FaultCode.NG_502_MASTER_KEY, file.toString(), unreadable);
        }
    }

    private static void make(Path file) throws IOException {
        if (file.getParent() != null) {
            Files.createDirectories(file.getParent());
        }
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (var channel = java.nio.channels.FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(java.nio.ByteBuffer.wrap(
                    (Base64.getEncoder().encodeToString(key) + "\n").getBytes(StandardCharsets.US_ASCII)));
            // A ledger must never be sealed with a key that a power cut could take away.
            channel.force(true);
        }
        LOG.warn("made a new master key at {}: back it up apart from the data; without it nothing can be opened", file);
    }
}
