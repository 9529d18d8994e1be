package org.nansen.gateway.ledger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a node remembers outside of the ledger of the last thing that the ledger acknowledged to it. A ledger that knows
 * less has gone back in time: a backup or a snapshot was put back, or a standby took over that lagged behind. Written
 * once a second, so that a loss of less may go unnoticed. A node without this memory takes the ledger as it is.
 */
final class Witness {

    private static final Logger LOG = LoggerFactory.getLogger(Witness.class);
    private static final long PACE = TimeUnit.SECONDS.toNanos(1);

    private final Path file;
    private long writtenAt = System.nanoTime() - PACE;
    private long lastAt;
    private boolean silent;

    /**
     * @param data the folder of what a gateway keeps
     */
    Witness(Path data) {
        this.file = data.resolve("witness");
    }

    /** Whether the ledger does not know what it acknowledged to this node. */
    boolean isAheadOf(Sql sql) throws SQLException {
        Memory memory = memory();
        if (memory == null) {
            return false;
        }
        // What was found after that moment is known and guarded already.
        return !sql.exists("select 1 from incarnation where id = ? and batch >= ?", memory.incarnation, memory.batch)
                && !sql.exists("select 1 from restoration where found_at > ?", memory.at);
    }

    /** Remembers that the ledger acknowledged this batch; at most once a second unless it must be {@code now}. */
    void acknowledged(Chain chain, long at, boolean now) {
        lastAt = at;
        long nanos = System.nanoTime();
        if (!now && nanos - writtenAt < PACE) {
            return;
        }
        writtenAt = nanos;
        try {
            Path folder = file.getParent();
            if (folder != null && !Files.isDirectory(folder)) {
                Files.createDirectories(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            Path fresh = file.resolveSibling("witness.new");
            Files.writeString(
                    fresh, chain.incarnation() + " " + chain.batch() + " " + at + "\n", StandardCharsets.US_ASCII);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            silent = false;
        } catch (IOException failed) {
            if (!silent) {
                LOG.warn(
                        "cannot remember outside the ledger how far it is: {}",
                        failed.getClass().getSimpleName());
            }
            silent = true;
        }
    }

    /** Remembers, before the node ends, how far it came. */
    void acknowledged(Chain chain) {
        acknowledged(chain, lastAt, true);
    }

    private @Nullable Memory memory() {
        try {
            String[] parts = Files.exists(file)
                    ? Files.readString(file, StandardCharsets.US_ASCII).strip().split(" ", -1)
                    : new String[0];
            return parts.length == 3 ? new Memory(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2])) : null;
        } catch (IOException | NumberFormatException cutShort) {
            LOG.warn("cannot read what was remembered outside the ledger");
            return null;
        }
    }

    private record Memory(String incarnation, long batch, long at) {}
}
