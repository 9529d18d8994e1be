package org.nansen.gateway.intake;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** The bytes of one drop: counts them, and remembers when the source failed, so that a cut line is not taken for bad data. */
final class Incoming extends InputStream {

    private final InputStream source;
    private final long expected;
    private long bytes;
    private boolean failed;

    /**
     * @param expected size as listed before reading, or a negative number when it is not known
     */
    Incoming(InputStream source, long expected) {
        this.source = source;
        this.expected = expected;
    }

    /** Whether the source broke off with an error. */
    boolean failed() {
        return failed;
    }

    /** Reads what is left, and tells whether the size is what was listed. */
    boolean asListed() {
        if (expected < 0) {
            return true;
        }
        try {
            transferTo(OutputStream.nullOutputStream());
        } catch (IOException broken) {
            return true;
        }
        return bytes == expected;
    }

    @Override
    public int read() throws IOException {
        try {
            int one = source.read();
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
            int count = source.read(buffer, offset, length);
            bytes += Math.max(0, count);
            return count;
        } catch (IOException | RuntimeException broken) {
            failed = true;
            throw broken;
        }
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
