package org.nansen.gateway.ledger;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.record.ScreeningResult;

/**
 * What one database of one connection said about one record.
 *
 * @param result {@code INCOMPLETE} where the database gave an error or something not understood
 * @param askedAt when the question was sent, or when it was decided not to ask
 * @param requestId the endpoint's id of the question, or null
 * @param round number of the question, from 1; a question asked anew after an incomplete answer gets the next one
 * @param fault why it is incomplete or not permitted, or null
 */
public record ScreeningPart(
        String connection,
        String database,
        ScreeningResult result,
        Instant askedAt,
        @Nullable Instant validUntil,
        @Nullable String requestId,
        int round,
        List<Hit> hits,
        @Nullable FaultCode fault) {

    public ScreeningPart {
        hits = List.copyOf(hits);
    }

    /**
     * A hit (M4).
     *
     * @param item the endpoint's item reference
     * @param owner the country that entered the alert, ISO alpha-3, or null when not said
     * @param score 0 to 100, or null when not said
     */
    public record Hit(
            String item,
            @Nullable String owner,
            @Nullable Integer score,
            @Nullable String kind) {

        @Override
        public String toString() {
            return "Hit[*]";
        }
    }

    @Override
    public String toString() {
        return "ScreeningPart[connection=" + connection + ", database=" + database + "]";
    }
}
