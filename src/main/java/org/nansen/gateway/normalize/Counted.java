package org.nansen.gateway.normalize;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A source's bytes as they come: counts them, and remembers when they could not be had, so that what an unpacker makes of
 * a broken line is not taken for the sender's mistake.
 */
final class Counted extends FilterInputStream {

    private long bytes;
    private boolean failed;

    Counted(InputStream in) {
        super(in);
    }

    long bytes() {
        return bytes;
    }

    boolean failed() {
        return failed;
    }

    @Override
    public int read() throws IOException {
        try {
            int one = in.read();
            bytes += one < 0 ? 0 : 1;
            return one;
        } catch (IOException | RuntimeException broken) {
            failed = true;
            throw broken;
        }
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            int count = in.read(buffer, offset, length);
            bytes += Math.max(0, count);
            return count;
        } catch (IOException | RuntimeException broken) {
            failed = true;
            throw broken;
        }
    }

    @Override
    public long skip(long count) throws IOException {
        if (count <= 0) {
            return 0;
        }
        return Math.max(0, read(new byte[(int) Math.min(8 * 1024, count)]));
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
