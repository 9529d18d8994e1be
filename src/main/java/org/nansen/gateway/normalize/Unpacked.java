package org.nansen.gateway.normalize;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongSupplier;
import org.nansen.gateway.record.FaultCode;

/**
 * What comes out of an unpacker, within limits: a few kilobytes can hold terabytes of nothing. Whatever the unpacker
 * throws is the sender's mistake, unless the bytes themselves could not be had.
 */
final class Unpacked extends InputStream {

    static final String DAMAGED = "The compressed file is damaged or cut off.";

    private final InputStream in;
    private final LongSupplier packedBytes;
    private final Counted source;
    private final Limits limits;
    private long bytes;

    /**
     * How much may come out.
     *
     * @param bytes in all
     * @param ratio bytes for a packed byte
     * @param free so many bytes may come out at any ratio: small files of blanks are no attack
     */
    record Limits(long bytes, int ratio, long free) {
        static final Limits USUAL = new Limits(16L << 30, 100, 10L << 20);

        /** A sample is a handful of records, and is read at every start. */
        static final Limits OF_SAMPLES = new Limits(16L << 20, 100, 10L << 20);

        String tooLarge() {
            return "The compressed file unpacks to more than " + words() + ", which is not taken.";
        }

        String words() {
            return bytes >= 1L << 30 ? (bytes >> 30) + " GiB" : (bytes >> 20) + " MiB";
        }
    }

    /** @param packedBytes how many packed bytes were used so far */
    Unpacked(InputStream in, LongSupplier packedBytes, Counted source, Limits limits) {
        this.in = in;
        this.packedBytes = packedBytes;
        this.source = source;
        this.limits = limits;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count;
        try {
            count = in.read(buffer, offset, length);
        } catch (IOException | RuntimeException wrong) {
            throw fault(source, wrong);
        }
        if (count > 0) {
            bytes += count;
            if (bytes > limits.bytes()) {
                throw new BadInput(FaultCode.NG_153_PACKED, 0, limits.tooLarge());
            }
            if (bytes > limits.free() && bytes / limits.ratio() > packedBytes.getAsLong()) {
                throw new BadInput(
                        FaultCode.NG_153_PACKED,
                        0,
                        "The compressed file unpacks to more than " + limits.ratio() + " times its size.");
            }
        }
        return count;
    }

    /** Returns the fault of the stream where it failed, else the sender's. */
    static IOException fault(Counted source, Exception wrong) {
        if (source.failed() || wrong instanceof BadInput) {
            return wrong instanceof IOException stream ? stream : new IOException(wrong);
        }
        return new BadInput(FaultCode.NG_153_PACKED, 0, DAMAGED);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
