package org.nansen.gateway.screening;

import jakarta.validation.Valid;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of screening.
 *
 * @param connections whom to ask, by a name of lower-case letters and digits; without a connection every result is
 *     not-permitted
 * @param askAgain pauses before an incomplete answer is asked for again
 * @param pollEvery pause before an answer that the endpoint promised is asked for again; it grows to a minute
 * @param answerWithin how long after acceptance the asking system hears of an incomplete result as an interim word;
 *     asking goes on
 * @param validFor how long an answer holds that does not say so itself
 */
@Validated
@ConfigurationProperties(value = "gateway.screening", ignoreUnknownFields = false)
record ScreeningSettings(
        @DefaultValue @Valid Map<String, ConnectionSettings> connections,
        @DefaultValue @Valid AskAgain askAgain,
        @DefaultValue("PT2S") Duration pollEvery,
        @DefaultValue("PT1H") Duration answerWithin,
        @DefaultValue("P30D") Duration validFor) {

    ScreeningSettings {
        connections = Map.copyOf(connections);
        for (String name : connections.keySet()) {
            // Environment variables cannot say hyphens or capitals, and the name is a lane and a part of keys.
            if (!name.matches("[a-z][a-z0-9]{0,29}")) {
                throw new IllegalArgumentException("a connection's name is lower-case letters and digits, up to 30");
            }
        }
        positive("poll-every", pollEvery);
        positive("answer-within", answerWithin);
        positive("valid-for", validFor);
    }

    static void positive(String key, Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(key + " must be longer than nothing");
        }
    }

    /**
     * Pauses between rounds of questions.
     *
     * @param first before the second round; doubled for each further one
     * @param atMost the longest pause
     */
    record AskAgain(
            @DefaultValue("PT1M") Duration first,
            @DefaultValue("PT1H") Duration atMost) {

        AskAgain {
            positive("first", first);
            positive("at-most", atMost);
        }

        /** Returns the pause after so many rounds. */
        Duration after(int rounds) {
            Duration pause = first.multipliedBy(1L << Math.max(0, Math.min(rounds - 1, 20)));
            return pause.compareTo(atMost) < 0 ? pause : atMost;
        }
    }
}
