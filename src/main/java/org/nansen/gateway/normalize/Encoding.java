package org.nansen.gateway.normalize;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.FaultCode;

/**
 * Settles in which character set content is. A byte order mark decides, then what is declared. Where it is to be found out:
 * the mark, then whether all of it is UTF-8, then what the settings say holds otherwise. Two sets of single bytes cannot be
 * told apart by looking at them, so nothing is ever guessed between them.
 *
 * @param content after the byte order mark
 */
record Encoding(Charset charset, InputStream content) {

    private static final List<Mark> MARKS = List.of(
            new Mark("UTF-8", 0xEF, 0xBB, 0xBF),
            new Mark("UTF-32LE", 0xFF, 0xFE, 0, 0),
            new Mark("UTF-32BE", 0, 0, 0xFE, 0xFF),
            new Mark("UTF-16LE", 0xFF, 0xFE),
            new Mark("UTF-16BE", 0xFE, 0xFF));

    private static final int LONGEST_MARK = 4;

    /** How much is looked at before the first character is read. */
    private static final int LOOK = 16 * 1024;

    /** Takes private files from the supplier where content has to be looked at twice. */
    static Encoding of(SourceFormat format, InputStream content, Supplier<Spool> spool) throws IOException {
        InputStream in = new BufferedInputStream(content, LOOK);
        in.mark(LOOK);
        byte[] look = in.readNBytes(LOOK);
        in.reset();
        byte[] head = Arrays.copyOf(look, Math.min(look.length, LONGEST_MARK));
        Mark mark = MARKS.stream().filter(each -> each.begins(head)).findFirst().orElse(null);
        String declared = format.charset();
        if (declared.equals(Dialect.DETECT)) {
            if (mark != null) {
                return marked(mark, mark.charset(), in);
            }
            noWideText(head);
            return detected(format.dialect().otherwise(), in, spool);
        }
        Charset charset = Charset.forName(declared);
        if (mark == null) {
            if (narrow(charset)) {
                noWideText(head);
                noUtf8(look, charset);
            }
            return new Encoding(charset, in);
        }
        if (!mark.fits(charset)) {
            throw new BadInput(
                    FaultCode.NG_113_ENCODING,
                    1,
                    "The file begins with the byte order mark of " + mark.name + ", but " + charset.name()
                            + " is declared.");
        }
        return charset.name().equals("UTF-16") || charset.name().equals("UTF-32")
                ? new Encoding(charset, in)
                : marked(mark, charset, in);
    }

    private static Encoding marked(Mark mark, Charset charset, InputStream in) throws IOException {
        in.skipNBytes(charset.name().startsWith("UTF-16") ? 2 : mark.bytes.length);
        return new Encoding(charset, in);
    }

    private static Encoding detected(@Nullable String otherwise, InputStream in, Supplier<Spool> spool)
            throws IOException {
        if (otherwise == null) {
            return new Encoding(StandardCharsets.UTF_8, in);
        }
        Spool whole = spool.get();
        boolean utf8 = new Utf8Check().copy(in, whole);
        return new Encoding(utf8 ? StandardCharsets.UTF_8 : Charset.forName(otherwise), whole.read());
    }

    /** Text in Latin letters of two or four bytes each has zeros among its first bytes. */
    private static void noWideText(byte[] head) throws BadInput {
        for (byte each : head) {
            if (each == 0) {
                throw new BadInput(
                        FaultCode.NG_113_ENCODING,
                        1,
                        "The file looks like UTF-16 without a byte order mark; declare UTF-16LE or UTF-16BE.");
            }
        }
    }

    /** In sets of single bytes every byte is some letter, so UTF-8 would be read without a fault, and every such letter as two others. */
    private static void noUtf8(byte[] look, Charset declared) throws BadInput {
        boolean telling = false;
        for (byte each : look) {
            telling |= each < 0;
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        if (telling
                && !declared.equals(StandardCharsets.UTF_8)
                && !decoder.decode(ByteBuffer.wrap(look), CharBuffer.allocate(look.length), false)
                        .isError()) {
            throw new BadInput(
                    FaultCode.NG_113_ENCODING,
                    1,
                    declared.name() + " is declared, but the letters outside ASCII are written in UTF-8.");
        }
    }

    private static boolean narrow(Charset charset) {
        return charset.canEncode() && "A".getBytes(charset).length == 1;
    }

    /** Returns the content as text; see {@link StrictReader}. */
    StrictReader text(int lineLimit, boolean confine) {
        return new StrictReader(content, charset, lineLimit, confine);
    }

    /** Returns the content with one character for each byte, for whoever decodes it in parts. */
    StrictReader octets() {
        return new StrictReader(content, StandardCharsets.ISO_8859_1, Integer.MAX_VALUE, true);
    }

    private record Mark(String name, byte[] bytes) {

        Mark(String name, int... bytes) {
            this(name, bytesOf(bytes));
        }

        private static byte[] bytesOf(int... values) {
            byte[] bytes = new byte[values.length];
            for (int at = 0; at < values.length; at++) {
                bytes[at] = (byte) values[at];
            }
            return bytes;
        }

        Charset charset() {
            return Charset.forName(name);
        }

        boolean begins(byte[] head) {
            return head.length >= bytes.length && Arrays.equals(head, 0, bytes.length, bytes, 0, bytes.length);
        }

        boolean fits(Charset charset) {
            String wanted = charset.name();
            // The mark of UTF-32LE is also that of UTF-16LE with a NUL after it.
            return wanted.equals(name)
                    || wanted.equals(name.substring(0, name.length() - 2))
                    || (name.equals("UTF-32LE") && (wanted.equals("UTF-16LE") || wanted.equals("UTF-16")));
        }
    }

    /** Copies bytes and tells whether all of them are UTF-8. */
    private static final class Utf8Check {

        private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        private final ByteBuffer bytes = ByteBuffer.allocate(64 * 1024);
        private final CharBuffer chars = CharBuffer.allocate(64 * 1024);
        private boolean good = true;

        boolean copy(InputStream in, Spool to) throws IOException {
            byte[] buffer = new byte[32 * 1024];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                to.write(ByteBuffer.wrap(buffer, 0, count));
                check(buffer, count);
            }
            bytes.flip();
            return good && !decoder.decode(bytes, chars.clear(), true).isError();
        }

        private void check(byte[] buffer, int count) {
            if (good) {
                bytes.put(buffer, 0, count).flip();
                good = !decoder.decode(bytes, chars.clear(), false).isError();
                bytes.compact();
            }
        }
    }
}
