package org.nansen.gateway.normalize;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.FaultCode;

/**
 * In which character set XML is written: byte order mark, then the XML declaration, then UTF-8 (XML 1.0, appendix F).
 * Whatever contradicts itself is refused: a guess would turn one letter of a name into another.
 */
final class XmlEncoding {

    /** How much of the beginning has to be at hand: a declaration is never longer. */
    static final int HEAD = 1_024;

    private static final Pattern DECLARATION =
            Pattern.compile("^<\\?xml\\s[^>]*?\\sencoding\\s*=\\s*([\"'])([A-Za-z][A-Za-z0-9._-]{0,39})\\1");

    private XmlEncoding() {}

    /** @param settings character set that wins over the declaration, or null when the file says it itself */
    static Charset of(byte[] head, @Nullable Charset settings) throws BadXml {
        Charset mark = byteOrderMark(head);
        if (settings != null) {
            if (mark != null && !sameFamily(mark, settings)) {
                throw bad("The byte order mark is of another one than format.charset.");
            }
            return mark == null ? settings : mark;
        }
        Charset look = mark == null ? look(head) : mark;
        String name = declared(head, look);
        if (name == null) {
            return look;
        }
        Charset declared = known(name);
        if (mark == null && look.equals(StandardCharsets.UTF_8)) {
            // The declaration could be read as single bytes, so the text is in no set of two or four.
            if (declared.name().startsWith("UTF-16") || declared.name().startsWith("UTF-32")) {
                throw bad("The XML declaration names another one than the bytes are in.");
            }
            return declared;
        }
        if (!sameFamily(look, declared)) {
            throw bad("The XML declaration names another one than the byte order mark or the first bytes.");
        }
        return look;
    }

    private static @Nullable Charset byteOrderMark(byte[] head) {
        if (begins(head, 0xEF, 0xBB, 0xBF)) {
            return StandardCharsets.UTF_8;
        }
        if (begins(head, 0xFF, 0xFE, 0, 0)) {
            return Charset.forName("UTF-32LE");
        }
        if (begins(head, 0, 0, 0xFE, 0xFF)) {
            return Charset.forName("UTF-32BE");
        }
        return begins(head, 0xFE, 0xFF)
                ? StandardCharsets.UTF_16BE
                : begins(head, 0xFF, 0xFE) ? StandardCharsets.UTF_16LE : null;
    }

    /** What the first bytes, which must be a {@code <}, look like where there is no mark. */
    private static Charset look(byte[] head) throws BadXml {
        if (begins(head, 0, '<')) {
            return StandardCharsets.UTF_16BE;
        }
        if (begins(head, '<', 0)) {
            return StandardCharsets.UTF_16LE;
        }
        if (begins(head, 0x4C, 0x6F, 0xA7, 0x94)) {
            throw bad("The file is in EBCDIC, which is not taken; name its code page in format.charset.");
        }
        return StandardCharsets.UTF_8;
    }

    private static @Nullable String declared(byte[] head, Charset look) {
        Charset plain = look.equals(StandardCharsets.UTF_8) ? StandardCharsets.ISO_8859_1 : look;
        String text = new String(head, plain);
        // The three bytes of a UTF-8 mark are three characters of ISO-8859-1.
        int start = text.indexOf('<');
        Matcher found = DECLARATION.matcher(start >= 0 && start <= 3 ? text.substring(start) : text);
        return found.find() ? found.group(2) : null;
    }

    private static Charset known(String name) throws BadXml {
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException unknown) {
            throw bad("The XML declaration names one that is not known here.");
        }
    }

    /** UTF-16 without an order fits both orders. */
    private static boolean sameFamily(Charset bytes, Charset named) {
        String name = named.name();
        return bytes.equals(named)
                || (name.equals("UTF-16") && bytes.name().startsWith("UTF-16"))
                || (name.equals("UTF-32") && bytes.name().startsWith("UTF-32"));
    }

    private static boolean begins(byte[] head, int... bytes) {
        if (head.length < bytes.length) {
            return false;
        }
        for (int at = 0; at < bytes.length; at++) {
            if ((head[at] & 0xFF) != bytes[at]) {
                return false;
            }
        }
        return true;
    }

    private static BadXml bad(String more) {
        return new BadXml(FaultCode.NG_113_ENCODING, more);
    }
}
