package org.nansen.gateway.record;

import java.util.Collection;

/** Result of screening, of one database or of all; only {@link #NO_HIT} means clear. Ordered from best to worst. */
public enum ScreeningResult {
    NO_HIT,
    NOT_PERMITTED,
    INCOMPLETE,
    POSSIBLE,
    HIT;

    /**
     * Returns what the parts say together: a hit or possible hit wins; otherwise, when anything was not answered or not
     * asked, the whole is {@code INCOMPLETE}; {@code NOT_PERMITTED} only when nothing at all was permitted. No part at
     * all is {@code NOT_PERMITTED}, never clear.
     */
    public static ScreeningResult together(Collection<ScreeningResult> parts) {
        if (parts.isEmpty() || parts.stream().allMatch(part -> part == NOT_PERMITTED)) {
            return NOT_PERMITTED;
        }
        if (parts.contains(HIT)) {
            return HIT;
        }
        if (parts.contains(POSSIBLE)) {
            return POSSIBLE;
        }
        return parts.stream().allMatch(part -> part == NO_HIT) ? NO_HIT : INCOMPLETE;
    }
}
