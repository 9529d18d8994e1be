package org.nansen.gateway.normalize;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.Collections;
import java.util.List;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.FaultCode;

/** A ZIP file in a private file: a packed source, or a workbook. Names in it are looked up, never used as paths. */
final class Archive implements Closeable {

    /** Every entry is held in memory, so the directory of a hostile file is not even read. */
    private static final long DIRECTORY_LIMIT = 1 << 20;

    private static final int END_SIGNATURE = 0x06054b50;
    private static final int END_LENGTH = 22;
    private static final int ZIP64_LOCATOR = 0x07064b50;
    private static final int ZIP64_LOCATOR_LENGTH = 20;

    private final ZipFile zip;
    private final Counted source;
    private final Unpacked.Limits limits;

    private Archive(ZipFile zip, Counted source, Unpacked.Limits limits) {
        this.zip = zip;
        this.source = source;
        this.limits = limits;
    }

    static Archive of(Spool spool, Counted source, Unpacked.Limits limits) throws IOException {
        try {
            checkDirectory(spool.file());
            return new Archive(
                    ZipFile.builder()
                            .setSeekableByteChannel(spool.file())
                            .setIgnoreLocalFileHeader(true)
                            .get(),
                    source,
                    limits);
        } catch (IOException | RuntimeException wrong) {
            throw Unpacked.fault(source, wrong);
        }
    }

    boolean has(String name) {
        return zip.getEntry(name) != null;
    }

    /** Returns an entry's content, or null when there is no such entry. */
    @Nullable
    InputStream open(String name) throws IOException {
        ZipArchiveEntry entry = zip.getEntry(name);
        return entry == null ? null : open(entry);
    }

    /** Returns the content of the one file in it. */
    InputStream only() throws IOException {
        List<ZipArchiveEntry> files = Collections.list(zip.getEntries()).stream()
                .filter(entry -> !entry.isDirectory() && !aside(entry.getName()))
                .toList();
        if (files.size() != 1) {
            throw new BadInput(
                    FaultCode.NG_153_PACKED,
                    0,
                    "The ZIP file holds " + (files.isEmpty() ? "no file" : "several files")
                            + "; send one file in each.");
        }
        return open(files.get(0));
    }

    /** What Apple's archiver adds to every file. */
    private static boolean aside(String name) {
        return name.startsWith("__MACOSX/") || name.equals(".DS_Store");
    }

    private InputStream open(ZipArchiveEntry entry) throws IOException {
        if (entry.getGeneralPurposeBit().usesEncryption()) {
            throw new BadInput(FaultCode.NG_153_PACKED, 0, "The ZIP file is protected by a password.");
        }
        if (!zip.canReadEntryData(entry)) {
            throw new BadInput(FaultCode.NG_153_PACKED, 0, "The ZIP file is packed in an unusual way; use deflate.");
        }
        try {
            long packed = Math.max(1, entry.getCompressedSize());
            return new Unpacked(zip.getInputStream(entry), () -> packed, source, limits);
        } catch (IOException | RuntimeException wrong) {
            throw Unpacked.fault(source, wrong);
        }
    }

    /**
     * Finds the end records (APPNOTE 4.3.14 to 4.3.16), and throws when the directory before them is too large to be one of
     * few files.
     */
    private static void checkDirectory(FileChannel file) throws IOException {
        long size = file.size();
        int length = (int) Math.min(size, END_LENGTH + 0xFFFF);
        ByteBuffer tail = read(file, size - length, length);
        for (int at = length - END_LENGTH; at >= 0; at--) {
            if (tail.getInt(at) == END_SIGNATURE) {
                long end = size - length + at;
                long start = tail.getInt(at + 16) & 0xFFFFFFFFL;
                ByteBuffer locator = read(file, end - ZIP64_LOCATOR_LENGTH, ZIP64_LOCATOR_LENGTH);
                if (locator.limit() > 0 && locator.getInt(0) == ZIP64_LOCATOR) {
                    end = locator.getLong(8);
                    ByteBuffer zip64 = read(file, end + 48, Long.BYTES);
                    start = zip64.limit() == 0 ? -1 : zip64.getLong(0);
                }
                if (start >= 0 && start <= end && end - start <= DIRECTORY_LIMIT) {
                    return;
                }
                throw new BadInput(FaultCode.NG_153_PACKED, 0, "The ZIP file holds too many files, or is damaged.");
            }
        }
        throw new BadInput(FaultCode.NG_153_PACKED, 0, Unpacked.DAMAGED);
    }

    /** Returns so many bytes from there, or none when the file does not have them. */
    private static ByteBuffer read(FileChannel file, long from, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        if (from < 0 || from > file.size() - length) {
            return bytes.limit(0);
        }
        int count = 0;
        while (bytes.hasRemaining() && count >= 0) {
            count = file.read(bytes, from + bytes.position());
        }
        return bytes.flip();
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
