package org.nansen.gateway.ledger;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.UUIDClock;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Draws the ids of letters: UUIDs of version 7. Letters about one person leave for a destination in the order of their ids,
 * so the time in them never goes back, and goes on after that of a letter which must leave before: a clock that was wrong
 * by hours, here or at another node, must not keep the letters that follow waiting until time has caught up with it.
 */
final class LetterIds {

    private static final int BITS_BELOW_TIME = 16;

    private final AtomicLong latest = new AtomicLong();
    private final TimeBasedEpochGenerator generator;

    LetterIds(Clock clock) {
        generator = Generators.timeBasedEpochGenerator(new SecureRandom(), new UUIDClock() {
            @Override
            public long currentTimeMillis() {
                return latest.accumulateAndGet(clock.millis(), Math::max);
            }
        });
    }

    /** One after the other: the generator reads the clock before it takes turns, so that two could draw out of order. */
    synchronized String next() {
        return generator.generate().toString();
    }

    /** From now on every id is greater than this one. */
    void follow(String id) {
        long time = UUID.fromString(id).getMostSignificantBits() >>> BITS_BELOW_TIME;
        latest.accumulateAndGet(time + 1, Math::max);
    }
}
