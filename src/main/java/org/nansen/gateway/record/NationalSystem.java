package org.nansen.gateway.record;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one national system is and may: the part of its profile that rooms other than intake go by.
 *
 * @param name the folder's name under {@code config/systems}
 * @param country the country of the system, attested by whoever signed its profile
 * @param mode what may leave
 * @param screeningBasis national legal basis for asking, or null when none is stated (then nothing is asked)
 * @param screeningPurpose purpose of asking, or null when none is stated
 * @param authorisedUntil last day on which the NCB's authorisation holds, or null when there is none
 * @param ask databases that may be asked
 * @param learn what the system may learn back
 * @param replyChannel ledger queue of its answers, for example {@code reply.registry}, or null when it has no reply door
 * @param silenceAlarm how long silence of the system is normal, or null when not said
 */
public record NationalSystem(
        String name,
        String country,
        Mode mode,
        @Nullable String screeningBasis,
        @Nullable String screeningPurpose,
        @Nullable LocalDate authorisedUntil,
        Set<String> ask,
        Learn learn,
        @Nullable String replyChannel,
        @Nullable Duration silenceAlarm) {

    /**
     * Why nothing is ever asked for this system, whatever the record, or null: without a legal basis, a purpose and an
     * authorisation that holds, and under a purpose that would tell, since the purpose goes out with every question.
     *
     * @param today in UTC
     */
    public @Nullable FaultCode neverAsks(LocalDate today) {
        boolean authorised = !isBlank(screeningBasis)
                && !isBlank(screeningPurpose)
                && authorisedUntil != null
                && !today.isAfter(authorisedUntil);
        if (!authorised) {
            return FaultCode.NG_206_NOT_AUTHORISED;
        }
        return TellingWords.isIn(screeningPurpose) ? FaultCode.NG_211_TELLING_WORDS : null;
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }

    /** What may leave the gateway. */
    public enum Mode {
        /** Nothing is asked or sent; everything is computed and shown. */
        SHADOW,
        /** Only destinations marked as test are reached. */
        TEST,
        /** All destinations that policy allows. */
        LIVE
    }

    /** What the system may learn back. */
    public enum Learn {
        NOTHING,
        STATE,
        RESULT
    }
}
