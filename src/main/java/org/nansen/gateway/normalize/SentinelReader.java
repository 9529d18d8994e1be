package org.nansen.gateway.normalize;

import java.io.IOException;
import java.io.Reader;

/**
 * Appends a last row of one noncharacter. The CSV parser takes an unclosed quote at the end of a file for a closed one
 * and says nothing; when the last row does not come out as it went in, a quote was open.
 */
final class SentinelReader extends Reader {

    static final char END = '\uFFFE';
    private static final String LAST_ROW = "\n" + END;

    private final Reader in;
    private int given = -1;

    SentinelReader(Reader in) {
        this.in = in;
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        if (given < 0) {
            int read = in.read(target, offset, length);
            if (read >= 0) {
                return read;
            }
            given = 0;
        }
        if (given == LAST_ROW.length()) {
            return -1;
        }
        int part = Math.min(length, LAST_ROW.length() - given);
        LAST_ROW.getChars(given, given + part, target, offset);
        given += part;
        return part;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
