package org.nansen.gateway.house;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * A mail in the history of the mail sink, in the order of arrival. That it was taken does not say that the sender learned
 * of it.
 *
 * @param messageId with its angle brackets
 * @param recipients envelope addresses, separated by commas
 * @param subject as it stands in the head
 * @param content SHA-256 of head and body as they came over the wire
 */
public record TakenMail(Instant time, String messageId, String recipients, String subject, String content) {

    /** All mails in the file that {@link SmtpSink#keepHistory} names. */
    public static List<TakenMail> in(Path history) {
        return History.read(history).stream()
                .map(line ->
                        new TakenMail(Instant.parse(line.get(0)), line.get(1), line.get(2), line.get(3), line.get(4)))
                .toList();
    }

    /** What is known of a mail as it came over the wire. */
    static TakenMail of(String mail, List<String> recipients) {
        String head = mail.substring(0, Math.max(0, mail.indexOf("\r\n\r\n") + 2))
                // A folded header is one line.
                .replaceAll("\r\n[ \t]+", " ");
        return new TakenMail(
                Instant.now(),
                header("Message-ID:", head),
                String.join(",", recipients),
                header("Subject:", head),
                History.digest(mail.getBytes(ISO_8859_1)));
    }

    void addTo(History history) {
        history.add(time.toString(), messageId, recipients, subject, content);
    }

    private static String header(String name, String head) {
        return head.lines()
                .filter(line -> line.regionMatches(true, 0, name, 0, name.length()))
                .map(line -> line.substring(name.length()).strip().replace('\t', ' '))
                .findFirst()
                .orElse("");
    }
}
