package org.nansen.gateway.normalize;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.record.Unavailable;

/**
 * A file for content that must be looked at in more than one order. Nobody else can open it, and it has a name for no longer
 * than it takes to make it: the system call that opens it is followed by the one that removes the name, before a byte is
 * written. So nothing of a person stays behind, however the process ends.
 */
final class Spool implements Closeable {

    /** Most bytes of one file. */
    static final long LIMIT = 4L << 30;

    private static final int SHARE_KEPT_FREE = 20;

    private final FileChannel file;
    private final Path folder;
    private long checkedAt;

    private Spool(FileChannel file, Path folder) {
        this.file = file;
        this.folder = folder;
    }

    /** @throws Unavailable when the disk does not take it */
    static Spool in(Path folder) {
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            Path name = folder.resolve(UUID.randomUUID().toString());
            FileChannel file = FileChannel.open(
                    name,
                    Set.of(
                            StandardOpenOption.CREATE_NEW,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.DELETE_ON_CLOSE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            return new Spool(file, folder);
        } catch (IOException disk) {
            throw Unavailable.of(FaultCode.NG_131_DISK_RESERVE, "intake", disk);
        }
    }

    FileChannel file() {
        return file;
    }

    /** Writes all that comes; what it throws is the stream's fault or the sender's. */
    Spool fill(InputStream in) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            write(ByteBuffer.wrap(buffer, 0, count));
        }
        return this;
    }

    /** Appends; throws {@link Unavailable} when the disk is nearly full, and {@link BadInput} over the limit. */
    void write(ByteBuffer bytes) throws BadInput {
        try {
            long size = file.position() + bytes.remaining();
            if (size > LIMIT) {
                throw new BadInput(FaultCode.NG_153_PACKED, 0, "The file is larger than is taken.");
            }
            if (size - checkedAt > 16L << 20) {
                checkedAt = size;
                var volume = Files.getFileStore(folder);
                if (volume.getUsableSpace() < volume.getTotalSpace() / SHARE_KEPT_FREE) {
                    throw Unavailable.of(FaultCode.NG_131_DISK_RESERVE, "intake");
                }
            }
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
        } catch (BadInput tooLarge) {
            throw tooLarge;
        } catch (IOException disk) {
            throw Unavailable.of(FaultCode.NG_131_DISK_RESERVE, "intake", disk);
        }
    }

    /** Returns the whole content from its beginning. */
    InputStream read() throws IOException {
        file.position(0);
        return Channels.newInputStream(file);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
