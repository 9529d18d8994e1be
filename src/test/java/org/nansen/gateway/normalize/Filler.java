package org.nansen.gateway.normalize;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The same few bytes over and over, made while they are read. */
final class Filler extends InputStream {

    private final byte[] what;
    private final long size;
    private long given;

    Filler(String what, long size) {
        this.what = what.getBytes(StandardCharsets.UTF_8);
        this.size = size;
    }

    @Override
    public int read() {
        return given < size ? what[(int) (given++ % what.length)] & 0xFF : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (given >= size) {
            return -1;
        }
        int most = (int) Math.min(length, size - given);
        for (int at = 0; at < most; at++) {
            target[offset + at] = what[(int) ((given + at) % what.length)];
        }
        given += most;
        return most;
    }
}
