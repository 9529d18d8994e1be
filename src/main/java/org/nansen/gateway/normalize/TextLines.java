package org.nansen.gateway.normalize;

import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/** Lines of a text in bounded memory. The end of a line is a line feed, a carriage return before it is none of the line. */
final class TextLines {

    private final Reader text;
    private final int limit;
    private final char[] buffer = new char[8 * 1024];
    private final StringBuilder gathered = new StringBuilder(512);
    private int at;
    private int end;
    private long number;

    /** @param limit characters of a line; of a longer one just over the limit is given, and the rest left out */
    TextLines(Reader text, int limit) {
        this.text = text;
        this.limit = limit;
    }

    /** Returns the number of the line that was read last, from 1. */
    long number() {
        return number;
    }

    /** Returns the next line, or null at the end; behind the last line feed there is none. */
    @Nullable
    String next() throws IOException {
        gathered.setLength(0);
        boolean any = false;
        boolean ended = false;
        while (!ended) {
            if (at == end) {
                at = 0;
                end = text.read(buffer, 0, buffer.length);
                if (end < 0) {
                    end = 0;
                    break;
                }
            }
            any = true;
            int from = at;
            while (at < end && buffer[at] != '\n') {
                at++;
            }
            int room = limit + 1 - gathered.length();
            gathered.append(buffer, from, Math.max(0, Math.min(at - from, room)));
            if (at < end) {
                at++;
                ended = true;
            }
        }
        if (!any) {
            return null;
        }
        number++;
        int length = gathered.length();
        if (length > 0 && length <= limit && gathered.charAt(length - 1) == '\r') {
            gathered.setLength(length - 1);
        }
        return gathered.toString();
    }
}
