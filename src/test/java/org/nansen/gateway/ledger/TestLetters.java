package org.nansen.gateway.ledger;

import java.nio.charset.StandardCharsets;

/** Letters as disclosure writes them. */
final class TestLetters {

    static final String SECRET = "SEALED-LETTER-CONTENT";

    private TestLetters() {}

    /** A message that may go at once. */
    static NewLetter to(String destination) {
        return to(destination, SECRET);
    }

    static NewLetter to(String destination, String content) {
        return letter(MessageKind.M8, destination, "mail", content, NewLetter.Release.AUTOMATIC);
    }

    /** A message that people look at first. */
    static NewLetter toReview(String destination) {
        return letter(MessageKind.M8, destination, "mail", SECRET, NewLetter.Release.REVIEW);
    }

    /** A hit to verify. */
    static NewLetter hit(String destination) {
        return letter(MessageKind.M5, destination, "mail", SECRET, NewLetter.Release.AUTOMATIC);
    }

    /** The answer to the system that asked. */
    static NewLetter answer(String system) {
        return letter(MessageKind.M7, "system." + system, "reply." + system, SECRET, NewLetter.Release.AUTOMATIC);
    }

    private static NewLetter letter(
            MessageKind kind, String destination, String channel, String content, NewLetter.Release release) {
        return new NewLetter(
                kind, destination, channel, "rule", "2026-03", content.getBytes(StandardCharsets.UTF_8), release, null);
    }
}
