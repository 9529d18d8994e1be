package org.nansen.gateway.record;

import org.jspecify.annotations.Nullable;

/** An application for protection; dates are ISO 8601 dates. */
public record Application(
        @Nullable String registeredAt, @Nullable String lodgedAt, Type type) {

    /** Which application it is. */
    public enum Type {
        FIRST,
        SUBSEQUENT,
        FAMILY
    }
}
