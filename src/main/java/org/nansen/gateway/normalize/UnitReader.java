package org.nansen.gateway.normalize;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Parts a source into records, one at a time. */
interface UnitReader {

    /**
     * Returns the next unit, or null at the end; after a {@link RawUnit.End} it is not asked again.
     *
     * @throws BadInput when the bytes cannot be read on; other {@code IOException}s are faults of the stream
     */
    @Nullable
    RawUnit next() throws IOException;

    /** Line of the text on which it breaks off, where units are not counted in lines; 0 where nothing is broken, or they are. */
    default long brokenLine() {
        return 0;
    }

    /** As {@link SourceReading#columnOf}, of the unit given last. */
    default int columnOf(@Nullable String field) {
        return 0;
    }
}
