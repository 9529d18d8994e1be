package org.nansen.gateway.record;

import org.jspecify.annotations.Nullable;

/**
 * What was changed on the way in, or found about a machine readable zone.
 *
 * @param field path of the canonical field
 * @param original the source's value, absent where the value itself must not be kept
 * @param rule what changed it, or what was found
 * @param mappingVersion content hash of the mapping
 */
public record Provenance(
        String field,
        @Nullable String original,
        String rule,
        @Nullable String mappingVersion) {

    @Override
    public String toString() {
        return "Provenance[field=" + field + ", rule=" + rule + "]";
    }
}
