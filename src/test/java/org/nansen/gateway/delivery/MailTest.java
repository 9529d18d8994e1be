package org.nansen.gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.nansen.gateway.delivery.Letters.ID;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nansen.gateway.ledger.MessageKind;
import org.nansen.gateway.record.Defect;
import org.nansen.gateway.record.Destination;

class MailTest {

    private static final String FROM = "gateway@example.org";
    private static final String TO = "secretariat@example.org";

    private final byte[] mail = Mail.bytes(Letters.letter(ID, "secretariat", MessageKind.M8), FROM, TO);

    @Test
    void hasTheseHeadersAndNoOthers() {
        String raw = new String(mail, StandardCharsets.US_ASCII);
        assertThat(raw.substring(0, raw.indexOf("\r\n\r\n")))
                .isEqualTo(String.join(
                        "\r\n",
                        "Date: Tue, 3 Nov 2026 09:05:07 +0000",
                        "From: gateway@example.org",
                        "To: secretariat@example.org",
                        "Message-ID: <0193a000-1111-7222-8333-444455556666@example.org>",
                        "Subject: 0193a000-1111-7222-8333-444455556666",
                        "MIME-Version: 1.0",
                        "Content-Type: multipart/mixed; boundary=\"=_0193a000-1111-7222-8333-444455556666\""));
        assertThat(raw.lines()).allMatch(line -> line.length() <= 998);
        assertThat(raw.replace("\r\n", "")).doesNotContain("\n", "\r");
        assertThat(raw).doesNotContainIgnoringCase("asyl").doesNotContainIgnoringCase("refugee");
        assertThat(raw.lines().filter(line -> line.matches("[A-Z][A-Za-z-]*: .*")))
                .hasSize(12)
                .noneMatch(line -> line.contains("M8") || line.contains("rotect"));
    }

    @Test
    void isTheSameBytesEachTime() {
        assertThat(Mail.bytes(Letters.letter(ID, "secretariat", MessageKind.M8), FROM, TO))
                .isEqualTo(mail);
    }

    @Test
    void bringsReadableTextAndTheJsonAsAttachment() throws Exception {
        MimeMessage read = new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(mail));
        MimeMultipart parts = (MimeMultipart) read.getContent();
        assertThat(parts.getCount()).isEqualTo(2);
        assertThat((String) parts.getBodyPart(0).getContent()).isEqualToNormalizingNewlines("""
                This message tells how the protection of a person was decided or has changed, so that the data held on this person can be reviewed.
                The same content is attached for machines.

                Kind of message: M8
                Person:
                  Names:
                    -
                      Kind: primary
                      Surname: Müster
                Decision:
                  Protected against:
                    - XBB
                """);
        assertThat(parts.getBodyPart(1).getFileName()).isEqualTo(ID + ".json");
        try (InputStream json = parts.getBodyPart(1).getInputStream()) {
            assertThat(new String(json.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(Letters.CONTENT);
        }
    }

    @Test
    void isReadableAsItLies() {
        assertThat(new String(mail, StandardCharsets.US_ASCII))
                .contains("This message tells how the protection of a person")
                .contains("\r\n      Surname: M=C3=BCster\r\n")
                .contains("\r\n    - XBB\r\n");
    }

    @Test
    void beginsWithWhatItIs() {
        assertThat(ReadableText.of(
                        "{\"message\":\"M5\",\"test\":true,\"supersedes\":\"0193\"}".getBytes(StandardCharsets.UTF_8)))
                .isEqualToNormalizingNewlines("""
                        This message asks you to verify a possible match before the deadline named below.
                        It is a test: the person is invented.
                        It takes the place of an earlier message, which is named below.
                        The same content is attached for machines.

                        Kind of message: M5
                        Test: yes
                        Takes the place of: 0193
                        """);
    }

    @Test
    void keepsLinesThatLookLikeMailApartFromTheMail() throws Exception {
        String text = "." + "x".repeat(300) + " =_" + ID + " --=_" + ID + " =20 ";
        byte[] content = ("{\"message\":\"M8\",\"caveat\":\"" + text + "\"}").getBytes(StandardCharsets.UTF_8);
        byte[] bytes = Mail.bytes(Letters.letter(ID, "secretariat", MessageKind.M8, content), FROM, TO);
        assertThat(new String(bytes, StandardCharsets.US_ASCII).lines()).allMatch(line -> line.length() <= 120);
        MimeMessage read = new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(bytes));
        MimeMultipart parts = (MimeMultipart) read.getContent();
        assertThat(parts.getCount()).isEqualTo(2);
        assertThat((String) parts.getBodyPart(0).getContent()).endsWith("Please note: " + text + "\r\n");
    }

    @Test
    void showsNoControlOrDirectionCharactersInTheText() {
        String text = ReadableText.of(
                "{\"surname\":\"A\\r\\nrelease: yes\\u202Eb\\u200B\"}".getBytes(StandardCharsets.UTF_8));
        assertThat(text).endsWith("\r\nSurname: A  release: yes b \r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@example.org\r\nBcc: b@example.org",
                "a@example.org, b@example.org",
                "ä@example.org",
                "a b@example.org",
                "\"a\"@example.org",
                "a@example.org\0",
                "a@example.org\n",
                "<a@example.org>",
                "-a@example.org",
                "a",
                ""
            })
    void refusesAddressesOfAnyOtherThanThePlainKind(String address) {
        assertThatThrownBy(() -> Mail.bytes(Letters.letter(ID, "secretariat", MessageKind.M8), FROM, address))
                .isInstanceOf(Defect.class)
                .hasMessageContaining("NG-405")
                .hasMessageNotContaining("example.org");
    }

    @Test
    void passesTheLastLookAsItIsMade() {
        assertThat(look(mail, Letters.SECRETARIAT)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "To: secretariat@example.org -> To: other@example.org",
                "To: secretariat@example.org -> To: secretariat@example.org, other@example.org",
                "To: secretariat@example.org -> To: secretariat@example.org\r\nCc: other@example.org",
                "To: secretariat@example.org -> To: secretariat@example.org\r\nBcc: other@example.org",
                "To: secretariat@example.org -> To: secretariat@example.org\r\nTo: secretariat@example.org",
                "To: secretariat@example.org -> To: other@example.org <secretariat@example.org>",
                "To: secretariat@example.org -> To: secretariat@example.org\r\n (other@example.org)",
                "From: gateway -> From: other",
                "MIME-Version: 1.0 -> MIME-Version: 1.0\r\nReply-To: other@example.org",
                "MIME-Version: 1.0 -> MIME-Version: 1.0\r\nX-Mailer: gateway",
                "MIME-Version: 1.0 -> MIME-Version: 1.0 (other@example.org)",
                "Subject: 0193a000 -> Subject: Grant 0193a000",
                "Message-ID: <0193a000 -> Message-ID: <0193a001"
            })
    void stopsAtTheLastLookWhenABitIsOtherwise(String change) {
        String[] parts = change.split(" -> ");
        String raw = new String(mail, StandardCharsets.US_ASCII);
        assertThat(raw).contains(parts[0]);
        byte[] changed = raw.replaceFirst(
                        java.util.regex.Pattern.quote(parts[0]), java.util.regex.Matcher.quoteReplacement(parts[1]))
                .getBytes(StandardCharsets.US_ASCII);
        assertThat(look(changed, Letters.SECRETARIAT)).isFalse();
    }

    @Test
    void stopsAtTheLastLookByTheWall() {
        assertThat(LastLook.passes(mail, Letters.SECRETARIAT, FROM, Set.of("XPO")))
                .isFalse();
        assertThat(look(mail, new Destination("secretariat", "XXX", TO, true))).isFalse();
        assertThat(look(mail, new Destination("secretariat", "XPO", null, true)))
                .isFalse();
    }

    private static boolean look(byte[] bytes, Destination to) {
        return LastLook.passes(bytes, to, FROM, Set.of("XBB"));
    }
}
