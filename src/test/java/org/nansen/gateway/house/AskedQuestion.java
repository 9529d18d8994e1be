package org.nansen.gateway.house;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * A question in the history of the screening endpoint, in the order of arrival at the answer. That an answer was given does
 * not say that it arrived.
 *
 * @param time when the answer was about to be given
 * @param key its Idempotency-Key
 * @param reference the reference that the asker gave and the answer repeats
 * @param content SHA-256 of the question
 * @param status status of the answer; 0 when the connection was cut instead
 * @param answer databases with their results, for example {@code nominal=no-hit,sltd=no-hit}; empty without any
 */
public record AskedQuestion(Instant time, String key, String reference, String content, int status, String answer) {

    /** All questions in the file that {@link ScreeningSimulator#keepHistory} names. */
    public static List<AskedQuestion> in(Path history) {
        return History.read(history).stream()
                .map(line -> new AskedQuestion(
                        Instant.parse(line.get(0)),
                        line.get(1),
                        line.get(2),
                        line.get(3),
                        Integer.parseInt(line.get(4)),
                        line.get(5)))
                .toList();
    }

    void addTo(History history) {
        history.add(time.toString(), key, reference, content, String.valueOf(status), answer);
    }
}
