package org.nansen.gateway.normalize;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.nansen.gateway.record.FaultCode;

/**
 * Packed bytes for an unpacker that must give something for what it takes: the name in a gzip header has no length, and an
 * unpacker gathers it whole (RFC 1952, 2.3).
 */
final class Starving extends FilterInputStream {

    private static final long LIMIT = 1 << 20;

    private long taken;

    Starving(InputStream packed) {
        super(packed);
    }

    @Override
    public int read() throws IOException {
        return taken(in.read(), 1);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = in.read(buffer, offset, length);
        return taken(count, count);
    }

    private int taken(int result, int count) throws BadInput {
        taken += result < 0 ? 0 : count;
        if (taken > LIMIT) {
            throw new BadInput(FaultCode.NG_153_PACKED, 0, Unpacked.DAMAGED);
        }
        return result;
    }

    /** Returns what the unpacker gives, which sets its account to nothing. */
    InputStream fedBy(InputStream unpacked) {
        return new FilterInputStream(unpacked) {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int count = in.read(buffer, offset, length);
                taken = 0;
                return count;
            }
        };
    }
}
