package org.nansen.gateway.normalize;

import java.io.IOException;
import java.io.Reader;
import org.nansen.gateway.record.FaultCode;

/**
 * Watches the characters on their way into the XML parser, which holds a tag, a name or a reference as a whole: one
 * that does not end would fill the memory before the parser could complain. Text, comments and CDATA sections are
 * handed on in pieces and may be of any length.
 */
final class MarkupGuard extends Reader {

    private static final int LONGEST_TAG = 128 * 1024;
    private static final int LONGEST_REFERENCE = 100;

    private enum Where {
        TEXT,
        /** Behind a {@code <}. */
        OPENED,
        /** Behind a {@code <!}. */
        DECLARED,
        TAG,
        /** In a processing instruction, whose quotes mean nothing. */
        INSTRUCTION,
        /** In a comment or a CDATA section. */
        OPAQUE,
        REFERENCE
    }

    private final Reader in;
    private Where where = Where.TEXT;
    private int length;
    private char quote;
    private char closer;
    private int closers;
    private boolean blank = true;

    MarkupGuard(Reader in) {
        this.in = in;
    }

    /** Whether nothing but blanks came by so far. */
    boolean blank() {
        return blank;
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        int read = in.read(target, offset, length);
        for (int at = offset; at < offset + read; at++) {
            watch(target[at]);
        }
        return read;
    }

    private void watch(char c) throws BadXml {
        blank &= Character.isWhitespace(c);
        switch (where) {
            case TEXT -> enter(c == '<' ? Where.OPENED : c == '&' ? Where.REFERENCE : Where.TEXT);
            case OPENED -> {
                switch (c) {
                    case '!' -> enter(Where.DECLARED);
                    case '?' -> enter(Where.INSTRUCTION);
                    case '>' -> enter(Where.TEXT);
                    default -> enter(Where.TAG);
                }
            }
            case DECLARED -> {
                closer = c == '[' ? ']' : '-';
                enter(c == '[' || c == '-' ? Where.OPAQUE : Where.TAG);
            }
            case TAG -> tag(c);
            case INSTRUCTION -> {
                if (c == '>') {
                    enter(Where.TEXT);
                } else {
                    count(LONGEST_TAG, "A processing instruction is too long.");
                }
            }
            case OPAQUE -> {
                if (c == '>' && closers >= 2) {
                    enter(Where.TEXT);
                } else {
                    closers = c == closer ? closers + 1 : 0;
                }
            }
            case REFERENCE -> {
                if (c == ';') {
                    enter(Where.TEXT);
                } else {
                    count(LONGEST_REFERENCE, "A reference is too long.");
                }
            }
            default -> throw new IllegalStateException(where.name());
        }
    }

    private void tag(char c) throws BadXml {
        if (quote != 0) {
            quote = c == quote ? 0 : quote;
        } else if (c == '>') {
            enter(Where.TEXT);
            return;
        } else if (c == '"' || c == '\'') {
            quote = c;
        }
        count(LONGEST_TAG, "A tag is too long.");
    }

    private void count(int most, String what) throws BadXml {
        if (++length > most) {
            throw new BadXml(FaultCode.NG_142_XML_LIMIT, what);
        }
    }

    private void enter(Where next) {
        where = next;
        length = 0;
        quote = 0;
        closers = 0;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
