package org.nansen.gateway.ledger;

import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.FaultCode;

/**
 * What was wrong with a part of a drop; never holds a value.
 *
 * @param line line of the source, from 1; 0 when it concerns the drop as a whole
 * @param field path or column, or null
 * @param hint plain words for the sender
 * @param counted whether it stands for one received record (a fault of the drop as a whole does not)
 */
public record Rejection(long line, @Nullable String field, FaultCode code, String hint, boolean counted) {

    public static Rejection ofRecord(long line, @Nullable String field, FaultCode code) {
        return new Rejection(line, field, code, code.hint(), true);
    }

    public static Rejection ofDrop(long line, @Nullable String field, FaultCode code) {
        return new Rejection(line, field, code, code.hint(), false);
    }
}
