package org.nansen.gateway.normalize;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.FaultCode;

/**
 * The way from a source's bytes to what a reader reads: counted, unpacked, decoded. Compression is told by the first bytes:
 * no text begins like that, so nobody has to declare it, and nothing packed is ever taken for text.
 */
final class Opening implements Closeable {

    private static final int HEAD = 4;

    private final SourceFormat format;
    private final Counted source;
    private final Unpacked.Limits limits;
    private final Deque<Closeable> open = new ArrayDeque<>();

    Opening(SourceFormat format, InputStream in, Unpacked.Limits limits) {
        this.format = format;
        this.source = new Counted(in);
        this.limits = limits;
        open.push(source);
    }

    /** Bytes taken from the stream so far. */
    long bytesRead() {
        return source.bytes();
    }

    /** Returns the content as bytes, unpacked. */
    InputStream bytes() throws IOException {
        InputStream raw = new BufferedInputStream(source, 32 * 1024);
        byte[] head = head(raw);
        if (!format.dialect().packed() || !packed(head)) {
            return raw;
        }
        InputStream content = new BufferedInputStream(
                isGzip(head) ? gunzip(raw) : archive(spool().fill(raw)).only());
        open.push(content);
        notPackedAgain(head(content));
        return content;
    }

    /** What content turns out to be, once unpacked: bytes, or a workbook. */
    record Content(@Nullable InputStream bytes, @Nullable Archive workbook) {}

    /** Returns the content of which nobody said what it is. */
    Content content() throws IOException {
        InputStream raw = new BufferedInputStream(source, 32 * 1024);
        boolean gzip = isGzip(head(raw));
        InputStream plain = gzip ? new BufferedInputStream(gunzip(raw)) : raw;
        byte[] head = head(plain);
        if (!isZip(head)) {
            if (gzip) {
                notPackedAgain(head);
            }
            return new Content(plain, null);
        }
        Archive archive = archive(spool().fill(plain));
        if (archive.has(Workbook.CONTENT_TYPES)) {
            return new Content(null, archive);
        }
        if (gzip) {
            throw packedTwice();
        }
        InputStream content = new BufferedInputStream(archive.only());
        open.push(content);
        if (!isZip(head(content))) {
            notPackedAgain(head(content));
            return new Content(content, null);
        }
        Archive inner = archive(spool().fill(content));
        if (!inner.has(Workbook.CONTENT_TYPES)) {
            throw packedTwice();
        }
        return new Content(null, inner);
    }

    /** Returns the workbook that the content is, whether it came packed or as it is: both are ZIP files. */
    Archive workbook() throws IOException {
        InputStream raw = new BufferedInputStream(source, 32 * 1024);
        byte[] head = head(raw);
        InputStream plain = isGzip(head) && format.dialect().packed() ? gunzip(raw) : raw;
        Archive archive = workbookOf(plain);
        if (archive.has(Workbook.CONTENT_TYPES) || !format.dialect().packed()) {
            return archive;
        }
        if (isGzip(head)) {
            throw packedTwice();
        }
        return workbookOf(archive.only());
    }

    private Archive workbookOf(InputStream plain) throws IOException {
        InputStream content = new BufferedInputStream(plain);
        byte[] head = head(content);
        if (!isZip(head)) {
            if (isGzip(head)) {
                throw packedTwice();
            }
            throw Workbook.noWorkbook(head);
        }
        return archive(spool().fill(content));
    }

    /** Returns the content with the character set that it is in. */
    Encoding encoding() throws IOException {
        return Encoding.of(format, bytes(), this::spool);
    }

    /** Returns the content as text; see {@link StrictReader}. */
    StrictReader text(int lineLimit, boolean confine) throws IOException {
        return encoding().text(lineLimit, confine);
    }

    /** Returns a new private file, which goes with the reading. */
    Spool spool() {
        Spool spool = Spool.in(format.spool());
        open.push(spool);
        return spool;
    }

    private InputStream gunzip(InputStream raw) throws IOException {
        try {
            // All members: what some tools write in parts is one file (RFC 1952, 2.2).
            Starving packed = new Starving(raw);
            InputStream members = GzipCompressorInputStream.builder()
                    .setInputStream(packed)
                    .setDecompressConcatenated(true)
                    .get();
            return new Unpacked(packed.fedBy(members), source::bytes, source, limits);
        } catch (IOException | RuntimeException wrong) {
            throw Unpacked.fault(source, wrong);
        }
    }

    private Archive archive(Spool spool) throws IOException {
        Archive archive = Archive.of(spool, source, limits);
        open.push(archive);
        return archive;
    }

    private static byte[] head(InputStream in) throws IOException {
        in.mark(HEAD);
        byte[] head = in.readNBytes(HEAD);
        in.reset();
        return head;
    }

    private static void notPackedAgain(byte[] head) throws BadInput {
        if (packed(head)) {
            throw packedTwice();
        }
    }

    private static BadInput packedTwice() {
        return new BadInput(FaultCode.NG_153_PACKED, 0, "The file is packed twice; pack it once.");
    }

    private static boolean packed(byte[] head) {
        return isGzip(head) || isZip(head);
    }

    private static boolean isGzip(byte[] head) {
        return head.length > 1 && head[0] == 0x1F && head[1] == (byte) 0x8B;
    }

    /** A ZIP file with something in it, or an empty one. */
    private static boolean isZip(byte[] head) {
        return head.length == HEAD
                && head[0] == 'P'
                && head[1] == 'K'
                && ((head[2] == 3 && head[3] == 4) || (head[2] == 5 && head[3] == 6));
    }

    @Override
    public void close() throws IOException {
        IOException first = null;
        for (Closeable each : open) {
            try {
                each.close();
            } catch (IOException wrong) {
                first = first == null ? wrong : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
