package org.nansen.gateway.delivery;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;
import org.nansen.gateway.ledger.Letter;
import org.nansen.gateway.record.Defect;
import org.nansen.gateway.record.FaultCode;

/**
 * A letter as the bytes of a mail (RFC 5322, MIME): readable text, and the JSON as attachment. Made from the letter and
 * two addresses alone, so that a repeat is the same bytes under the same Message-ID. Its headers say nothing of the
 * person or of what the mail is about.
 */
final class Mail {

    private static final Pattern OPAQUE = Pattern.compile("[A-Za-z0-9-]{8,64}");
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH);
    private static final byte[] CRLF = {'\r', '\n'};

    private Mail() {}

    static byte[] bytes(Letter letter, String from, String to) {
        String id = letter.id();
        if (!OPAQUE.matcher(id).matches()) {
            throw Defect.of(FaultCode.NG_900_DEFECT, "letter id");
        }
        if (!MailServer.isPlainAddress(to)) {
            throw Defect.of(FaultCode.NG_405_RECIPIENT, letter.destination());
        }
        String boundary = "=_" + id;
        ByteArrayOutputStream mail = new ByteArrayOutputStream(1024 + 3 * letter.content().length);
        line(mail, "Date: " + DATE.format(letter.createdAt().atOffset(ZoneOffset.UTC)));
        line(mail, "From: " + from);
        line(mail, "To: " + to);
        line(mail, "Message-ID: " + messageId(id, from));
        line(mail, "Subject: " + id);
        line(mail, "MIME-Version: 1.0");
        line(mail, "Content-Type: multipart/mixed; boundary=\"" + boundary + "\"");
        line(mail, "");
        line(mail, "--" + boundary);
        line(mail, "Content-Type: text/plain; charset=utf-8");
        line(mail, "Content-Transfer-Encoding: quoted-printable");
        line(mail, "");
        quoted(mail, ReadableText.of(letter.content()).getBytes(StandardCharsets.UTF_8));
        line(mail, "--" + boundary);
        line(mail, "Content-Type: application/json; name=\"" + id + ".json\"");
        line(mail, "Content-Disposition: attachment; filename=\"" + id + ".json\"");
        line(mail, "Content-Transfer-Encoding: base64");
        line(mail, "");
        base64(mail, letter.content());
        line(mail, "--" + boundary + "--");
        return mail.toByteArray();
    }

    static String messageId(String letterId, String from) {
        return "<" + letterId + from.substring(from.indexOf('@')) + ">";
    }

    private static void line(ByteArrayOutputStream mail, String text) {
        mail.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
        mail.writeBytes(CRLF);
    }

    /** Quoted-printable, so that a person can read the mail as it lies; no line of it can look like the boundary. */
    private static void quoted(ByteArrayOutputStream mail, byte[] content) {
        try {
            ByteArrayOutputStream encoded = new ByteArrayOutputStream(2 * content.length);
            OutputStream encoder = MimeUtility.encode(encoded, "quoted-printable");
            encoder.write(content);
            encoder.flush();
            mail.writeBytes(encoded.toByteArray());
            mail.writeBytes(CRLF);
        } catch (MessagingException | IOException impossible) {
            throw Defect.of(FaultCode.NG_900_DEFECT, "letter text");
        }
    }

    private static void base64(ByteArrayOutputStream mail, byte[] content) {
        mail.writeBytes(Base64.getMimeEncoder(76, CRLF).encode(content));
        mail.writeBytes(CRLF);
    }
}
