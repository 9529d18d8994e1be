package org.nansen.gateway.record;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a record came from.
 *
 * @param system the national system, by its folder's name
 * @param recordId the source's own record number
 * @param ordinal which of several canonical records of its event out of one source record, from 0
 * @param version whole number or ISO 8601 date or time by which the source orders versions
 * @param enteredBy opaque
 */
public record Source(
        String system,
        String recordId,
        int ordinal,
        @Nullable String version,
        @Nullable String enteredBy,
        Instant receivedAt) {

    @Override
    public String toString() {
        return "Source[system=" + system + "]";
    }
}
