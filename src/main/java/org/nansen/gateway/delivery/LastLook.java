package org.nansen.gateway.delivery;

import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetHeaders;
import java.io.ByteArrayInputStream;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.regex.Pattern;
import org.nansen.gateway.record.Destination;
import org.nansen.gateway.record.Wall;

/**
 * The wall once more, on what will really be sent: the recipient as resolved now, and the headers of the final bytes read
 * anew. Nothing is taken over from whoever made them.
 */
final class LastLook {

    private static final Set<String> HEADERS =
            Set.of("Date", "From", "To", "Message-ID", "Subject", "MIME-Version", "Content-Type");
    private static final String BETWEEN_WORDS = " <>\"(),:;";
    private static final Pattern OPAQUE = Pattern.compile("[A-Za-z0-9-]{8,64}");

    private LastLook() {}

    /**
     * Returns whether the mail may go.
     *
     * @param to the destination as the policy names it now
     * @param from our own address, the only other one that may stand in it
     * @param shield the person's feared and restricted countries as of now
     */
    static boolean passes(byte[] mail, Destination to, String from, Set<String> shield) {
        String address = to.mail();
        if (address == null || !Wall.passes(to.country(), shield)) {
            return false;
        }
        Map<String, String> found = new HashMap<>();
        try {
            InternetHeaders headers = new InternetHeaders(new ByteArrayInputStream(mail));
            for (Header header : Collections.list(headers.getAllHeaders())) {
                if (!HEADERS.contains(header.getName())
                        || !isPlain(header.getValue())
                        || found.put(header.getName(), header.getValue()) != null) {
                    return false;
                }
            }
        } catch (MessagingException unreadable) {
            return false;
        }
        String subject = found.getOrDefault("Subject", "");
        return found.keySet().equals(HEADERS)
                && from.equals(found.get("From"))
                && address.equals(found.get("To"))
                && OPAQUE.matcher(subject).matches()
                && Mail.messageId(subject, from).equals(found.get("Message-ID"))
                && onlyKnownAddresses(found, address, from, subject);
    }

    private static boolean onlyKnownAddresses(Map<String, String> headers, String to, String from, String id) {
        Set<String> known = new HashSet<>(List.of(to, from, id + from.substring(from.indexOf('@'))));
        for (String value : headers.values()) {
            // A pattern with @ in its middle would look through each value once for every character of it.
            StringTokenizer words = new StringTokenizer(value, BETWEEN_WORDS);
            while (words.hasMoreTokens()) {
                String word = words.nextToken();
                if (word.indexOf('@') >= 0 && !known.contains(word)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean isPlain(String value) {
        return value.chars().allMatch(c -> c >= 0x20 && c < 0x7f);
    }
}
