package org.nansen.gateway.normalize;

import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/** Parts a fixed-width text into its records: by lines, or by their length alone. */
interface FixedLines {

    /** Returns the next record, or null at the end. One that is too long comes with at least one character more than it may have. */
    @Nullable
    String next() throws IOException;

    /** Returns the number of the record that was read last, from 1. */
    long number();

    static FixedLines of(FixedLayout layout, Reader text) {
        return layout.lines() ? new ByLine(text) : new ByLength(text, layout.length());
    }

    /** Nothing but blanks, or the byte by which DOS ended a file. */
    static boolean isBlank(String line) {
        for (int at = 0; at < line.length(); at++) {
            char c = line.charAt(at);
            if (c != ' ' && c != '\t' && c != '\r' && c != '\n' && c != '\u001A') {
                return false;
            }
        }
        return true;
    }

    /** Records in lines. */
    final class ByLine implements FixedLines {

        private final TextLines lines;

        ByLine(Reader text) {
            // Twice, since a character may take two of the units that are counted here.
            this.lines = new TextLines(text, 2 * FixedLayout.LONGEST + 2);
        }

        @Override
        public @Nullable String next() throws IOException {
            return lines.next();
        }

        @Override
        public long number() {
            return lines.number();
        }
    }

    /** Records one behind the other. */
    final class ByLength implements FixedLines {

        private final Reader text;
        private final int length;
        private final char[] buffer = new char[8 * 1024];
        private int at;
        private int end;
        private long number;

        ByLength(Reader text, int length) {
            this.text = text;
            this.length = length;
        }

        @Override
        public @Nullable String next() throws IOException {
            StringBuilder record = new StringBuilder(length);
            int places = 0;
            while (places < length && hasMore()) {
                char c = buffer[at++];
                record.append(c);
                places++;
                // Both halves of a character beyond the basic plane are one place.
                if (Character.isHighSurrogate(c) && hasMore() && Character.isLowSurrogate(buffer[at])) {
                    record.append(buffer[at++]);
                }
            }
            if (record.isEmpty()) {
                return null;
            }
            number++;
            return record.toString();
        }

        private boolean hasMore() throws IOException {
            if (at == end) {
                at = 0;
                end = Math.max(0, text.read(buffer, 0, buffer.length));
            }
            return at < end;
        }

        @Override
        public long number() {
            return number;
        }
    }
}
