package org.nansen.gateway.normalize;

import java.util.List;
import org.nansen.gateway.normalize.SourceUnit.Problem;

/** What a reader found: a record's fields, a record that is at fault by its form, or the end of what can be read. */
sealed interface RawUnit {

    /**
     * @param content stable bytes of the fields
     * @param dropped names of fields that are never kept
     */
    record Fields(long line, byte[] content, SourceObject source, SourceObject.Trail trail, List<String> dropped)
            implements RawUnit {}

    record Malformed(long line, byte[] content, List<Problem> problems) implements RawUnit {}

    record End(long line, Problem problem) implements RawUnit {}
}
