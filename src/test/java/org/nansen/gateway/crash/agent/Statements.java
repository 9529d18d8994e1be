package org.nansen.gateway.crash.agent;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes the ledger's statements on their way as the seeded defect says. */
public final class Statements {

    /** In front of a statement that is not to run. */
    private static final char LEFT_OUT = '-';

    private static final List<Twist> TWISTS = twists();
    private static final ThreadLocal<Later> LATER = ThreadLocal.withInitial(Later::new);

    private Statements() {}

    private static List<Twist> twists() {
        try {
            SeededDefect defect = Orders.defect();
            return defect == null ? List.of() : defect.twists();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Returns the statement as it is to run. */
    public static String twisted(Object sql, String statement, @Nullable Object[] values) {
        if (TWISTS.isEmpty()) {
            return statement;
        }
        Later later = LATER.get();
        if (later.running) {
            return statement;
        }
        later.run(sql);
        String twisted = statement;
        for (Twist twist : TWISTS) {
            if (twist.isMeant(twisted, values)) {
                Orders.defectAtWork();
                switch (twist.kind()) {
                    case REWRITTEN -> twisted = twist.rewritten(twisted);
                    case LEFT_OUT -> twisted = LEFT_OUT + twisted;
                    case IN_THE_NEXT_COMMIT -> {
                        later.add(twisted, values);
                        twisted = LEFT_OUT + twisted;
                    }
                }
            }
        }
        return twisted;
    }

    /** Whether the statement is not to run. */
    public static boolean isLeftOut(String statement) {
        return statement.charAt(0) == LEFT_OUT;
    }

    /** What was put off to the next commit may run from now on. */
    static void committed() {
        if (!TWISTS.isEmpty()) {
            LATER.get().due();
        }
    }

    /** Statements of one writer that wait for its next commit. */
    private static final class Later {

        private final List<Object[]> waiting = new ArrayList<>();
        private final List<Object[]> due = new ArrayList<>();
        private boolean running;

        void add(String statement, @Nullable Object[] values) {
            waiting.add(new Object[] {statement, values.clone()});
        }

        void due() {
            due.addAll(waiting);
            waiting.clear();
        }

        void run(Object sql) {
            if (due.isEmpty()) {
                return;
            }
            running = true;
            List<Object[]> now = List.copyOf(due);
            due.clear();
            try {
                now.forEach(one -> Looking.call(sql, "update", one[0], one[1]));
            } finally {
                running = false;
            }
        }
    }
}
