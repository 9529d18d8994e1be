package org.nansen.gateway.record;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Absent lists in JSON become empty ones, present ones immutable. */
final class Lists {

    private Lists() {}

    static <T> List<T> copy(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }
}
