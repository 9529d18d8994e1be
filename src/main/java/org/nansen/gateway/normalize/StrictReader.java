package org.nansen.gateway.normalize;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.FaultCode;

/**
 * Decodes without guessing. What stands before the first fault is handed out first, then the fault is thrown, so that
 * good records before a broken place are not lost with it. A byte order mark at the start is dropped.
 *
 * <p>In a character set in which a line feed is a line feed whatever stands before it (UTF-8, single bytes), malformed
 * bytes can be confined to their record: they come out as {@link #MALFORMED}.
 */
final class StrictReader extends Reader {

    /** A noncharacter that no proper text holds; stands for bytes that cannot be decoded. */
    static final char MALFORMED = '\uFFFF';

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final InputStream in;
    private final CharsetDecoder decoder;
    private final int lineLimit;
    private final boolean confine;
    private final ByteBuffer bytes = ByteBuffer.allocate(16 * 1024).flip();
    private final CharBuffer chars = CharBuffer.allocate(16 * 1024).flip();
    private long line = 1;
    private int column;
    private boolean started;
    private boolean ended;
    private boolean flushed;
    private @Nullable BadInput fault;

    /**
     * @param lineLimit characters a line may have
     * @param confine whether malformed bytes may be marked instead of ending the reading
     */
    StrictReader(InputStream in, Charset charset, int lineLimit, boolean confine) {
        this.in = in;
        this.decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        this.lineLimit = lineLimit;
        this.confine = confine && resynchronises(charset);
    }

    private static boolean resynchronises(Charset charset) {
        return charset.equals(StandardCharsets.UTF_8)
                || (charset.canEncode() && charset.newEncoder().maxBytesPerChar() == 1.0f);
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (!chars.hasRemaining()) {
            if (fault != null) {
                throw fault;
            }
            if (flushed) {
                return -1;
            }
            decodeMore();
        }
        int given = Math.min(length, chars.remaining());
        chars.get(target, offset, given);
        return given;
    }

    private void decodeMore() throws IOException {
        chars.clear();
        if (!bytes.hasRemaining() && !ended) {
            fill();
        }
        CoderResult result = decoder.decode(bytes, chars, ended);
        if (result.isError()) {
            if (confine) {
                bytes.position(bytes.position() + result.length());
                chars.put(MALFORMED);
            } else {
                fault = new BadInput(FaultCode.NG_113_ENCODING, 0);
            }
        } else if (result.isUnderflow()) {
            if (ended) {
                flushed = decoder.flush(chars).isUnderflow();
            } else {
                fill();
            }
        }
        chars.flip();
        if (!started && chars.hasRemaining()) {
            started = true;
            if (chars.get(chars.position()) == BYTE_ORDER_MARK) {
                chars.get();
            }
        }
        watchLines();
    }

    private void fill() throws IOException {
        bytes.compact();
        int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
        if (read < 0) {
            ended = true;
        } else {
            bytes.position(bytes.position() + read);
        }
        bytes.flip();
    }

    /** Counts lines, and cuts what was decoded where a line becomes too long. */
    private void watchLines() {
        char[] text = chars.array();
        int end = chars.limit();
        for (int at = chars.position(); at < end; at++) {
            if (text[at] == '\n') {
                line++;
                column = 0;
            } else if (++column > lineLimit) {
                chars.limit(at);
                fault = new BadInput(FaultCode.NG_114_LINE_TOO_LONG, line, column);
                return;
            }
        }
        if (fault != null && fault.line() == 0) {
            // What could be decoded was counted; the next character is the one that could not.
            fault = new BadInput(fault.code(), line, column + 1);
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
