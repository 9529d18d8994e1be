package org.nansen.gateway.crash.agent;

import org.jspecify.annotations.Nullable;

/** Tells by their names what a renaming of a file is for. */
public final class Renames {

    private Renames() {}

    public static void pass(String from, String to, Point.Side side) {
        Point point = point(from, to);
        if (point != null) {
            Orders.pass(point.name(side));
        }
    }

    private static @Nullable Point point(String from, String to) {
        if (to.contains("/done/") || to.contains("/failed/")) {
            return Point.DONE_RENAME;
        }
        if (to.contains("/work/")) {
            return Point.CLAIM_RENAME;
        }
        return from.contains(".part-") ? Point.REPLY_RENAME : null;
    }
}
