package org.nansen.gateway.normalize;

import java.io.IOException;
import java.io.Reader;

/**
 * Hides escaped characters from a CSV parser that knows only doubled quotes (RFC 4180): each comes out as a noncharacter that
 * no parser takes for anything, and {@link #restore} puts it back in the cell. A noncharacter that the text itself holds
 * comes out as NUL, which is refused like one.
 */
final class EscapeReader extends Reader {

    /** Stands for the quote where a file has none: it never comes out of here. */
    static final char NO_QUOTE = '\uFDD0';

    /** An escape before a character that needs none, or at the end. */
    private static final char STRAY = '\uFDD1';

    /** {@code \N}, by which databases write that there is nothing. */
    private static final char NOTHING = '\uFDD2';

    private static final char FIRST = '\uFDD3';
    private static final char LAST_RESERVED = '\uFDEF';

    private final Reader in;
    private final char escape;
    private final String escapable;
    private boolean escaped;

    /** @param escape the escape character; NUL for none */
    EscapeReader(Reader in, char escape, String escapable) {
        this.in = in;
        this.escape = escape;
        this.escapable = escapable;
    }

    /** Returns the reader for these cells; the one given where there is nothing to hide. */
    static Reader of(Reader in, char delimiter, Dialect.Cells cells) {
        if (cells.quote() != null && cells.escape() == null) {
            return in;
        }
        return cells.escape() == null
                ? new EscapeReader(in, '\0', "")
                : new EscapeReader(in, cells.escape(), escapable(delimiter, cells));
    }

    private static String escapable(char delimiter, Dialect.Cells cells) {
        return "" + cells.escape() + delimiter + "\n\r" + (cells.quote() == null ? "" : cells.quote())
                + (cells.comment() == null ? "" : cells.comment());
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        int count = in.read(target, offset, length);
        if (count < 0) {
            if (!escaped || length == 0) {
                return -1;
            }
            escaped = false;
            target[offset] = STRAY;
            return 1;
        }
        int to = offset;
        for (int at = offset; at < offset + count; at++) {
            char c = target[at];
            if (c >= NO_QUOTE && c <= LAST_RESERVED) {
                c = '\0';
            }
            if (escaped) {
                escaped = false;
                target[to++] = hidden(c);
            } else if (escape != '\0' && c == escape) {
                escaped = true;
            } else {
                target[to++] = c;
            }
        }
        // A single escape may have been all that came.
        return to > offset ? to - offset : read(target, offset, length);
    }

    private char hidden(char c) {
        int known = escapable.indexOf(c);
        return known >= 0 ? (char) (FIRST + known) : c == 'N' ? NOTHING : STRAY;
    }

    /** Returns the cell as it was meant, or null when an escape in it means nothing that is known. */
    static @org.jspecify.annotations.Nullable String restore(String cell, char delimiter, Dialect.Cells cells) {
        int at = 0;
        while (at < cell.length() && (cell.charAt(at) < NO_QUOTE || cell.charAt(at) > LAST_RESERVED)) {
            at++;
        }
        if (at == cell.length()) {
            return cell;
        }
        if (cell.length() == 1 && cell.charAt(0) == NOTHING) {
            return "";
        }
        String escapable = escapable(delimiter, cells);
        StringBuilder restored = new StringBuilder(cell.length());
        for (char c : cell.toCharArray()) {
            if (c < NO_QUOTE || c > LAST_RESERVED) {
                restored.append(c);
            } else if (c >= FIRST && c - FIRST < escapable.length()) {
                restored.append(escapable.charAt(c - FIRST));
            } else {
                return null;
            }
        }
        return restored.toString();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
