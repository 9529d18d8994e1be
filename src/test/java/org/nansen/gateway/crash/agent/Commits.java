package org.nansen.gateway.crash.agent;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Knows by its statements what the batch of this thread is about to commit. */
public final class Commits {

    static final Map<Point, Pattern> SIGNS = Map.of(
            Point.KEY_COMMIT, Pattern.compile("^insert into person "),
            Point.CHUNK_COMMIT, Pattern.compile("^insert into chunk "),
            Point.SLICE_COMMIT, Pattern.compile("^update intake_drop set accepted = accepted "),
            Point.RECEIPT_COMMIT, Pattern.compile("^insert into letter .*'M2'"),
            Point.CLAIM_COMMIT, Pattern.compile("^update task set state = 'claimed'.* returning "),
            Point.LETTER_CLAIM_COMMIT, Pattern.compile("^update letter set state = 'claimed'.* returning "),
            Point.SCREENED_COMMIT, Pattern.compile("^insert into screening_part "),
            Point.OUTCOME_COMMIT, Pattern.compile("^delete from task where record_id = .*fence = "),
            Point.HANDED_OVER_COMMIT, Pattern.compile("^update letter set state = .*open = 0, fault = .*fence = "));

    /** Units in a chunk that is full. */
    private static final int FULL_CHUNK = 500;

    private static final ThreadLocal<Set<Point>> WRITTEN = ThreadLocal.withInitial(() -> EnumSet.noneOf(Point.class));

    private Commits() {}

    /** A statement ran; only what changed something counts. */
    public static void wrote(String statement, @Nullable Object[] values, @Nullable Object result) {
        if (!Character.isLowerCase(statement.charAt(0)) || statement.startsWith("select") || isNothing(result)) {
            return;
        }
        SIGNS.forEach((point, sign) -> {
            if (sign.matcher(statement).find()) {
                WRITTEN.get().add(point);
                if (point == Point.CHUNK_COMMIT && values[1] instanceof Long position && position % FULL_CHUNK == 0) {
                    WRITTEN.get().add(Point.FULL_CHUNK_COMMIT);
                }
            }
        });
    }

    private static boolean isNothing(@Nullable Object result) {
        return result == null
                || (result instanceof Integer rows && rows == 0)
                || (result instanceof Collection<?> rows && rows.isEmpty());
    }

    /** The commit comes next. */
    public static void next() {
        WRITTEN.get().forEach(point -> Orders.pass(point.name(Point.Side.BEFORE)));
    }

    /** The commit is done. */
    public static void done() {
        Set<Point> written = EnumSet.copyOf(WRITTEN.get());
        WRITTEN.get().clear();
        Statements.committed();
        written.forEach(point -> Orders.pass(point.name(Point.Side.AFTER)));
    }

    /** The batch was rolled back. */
    public static void undone() {
        WRITTEN.get().clear();
    }
}
