package org.nansen.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class LetterIdsTest {

    private static final Clock NOW = Clock.fixed(Instant.parse("2026-11-24T04:30:00Z"), ZoneOffset.UTC);

    @Test
    void growWhileTheClockStandsStill() {
        LetterIds ids = new LetterIds(NOW);
        String before = ids.next();
        for (int i = 0; i < 1_000; i++) {
            String id = ids.next();
            assertThat(id).isGreaterThan(before).hasSize(36).matches(".{14}7.*");
            before = id;
        }
    }

    @Test
    void goOnAfterAnIdOfAClockThatIsAhead() {
        LetterIds ahead = new LetterIds(Clock.offset(NOW, Duration.ofHours(8)));
        LetterIds ids = new LetterIds(NOW);
        for (int i = 0; i < 100; i++) {
            String theirs = ahead.next();
            ids.follow(theirs);
            assertThat(ids.next()).isGreaterThan(theirs);
        }
    }

    @Test
    void doNotFollowBack() {
        LetterIds ids = new LetterIds(NOW);
        String before = ids.next();
        ids.follow(new LetterIds(Clock.offset(NOW, Duration.ofHours(-8))).next());
        assertThat(ids.next()).isGreaterThan(before);
    }
}
