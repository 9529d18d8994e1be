package org.nansen.gateway.crash;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that left the gateway twice under the same key.
 *
 * @param window what explains it; null when nothing does
 */
public record Repeat(
        String what,
        String key,
        Instant first,
        Instant again,
        @Nullable String window) {}
