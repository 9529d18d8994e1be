package org.nansen.gateway.crash;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What the judge finds. Of each law a few breaches are kept and all counted. */
final class Findings {

    private static final int KEPT = 5;

    private final Windows windows;
    private final Map<Law, Integer> counts = new EnumMap<>(Law.class);
    private final List<Breach> breaches = new ArrayList<>();
    private final List<Repeat> repeats = new ArrayList<>();
    private long accepted;
    private long lost;

    Findings(Windows windows) {
        this.windows = windows;
    }

    synchronized void breach(Law law, String words) {
        if (counts.merge(law, 1, Integer::sum) <= KEPT) {
            breaches.add(new Breach(law, words));
        }
    }

    void unless(boolean holds, Law law, String words) {
        if (!holds) {
            breach(law, words);
        }
    }

    void repeat(String what, String key, Instant first, Instant again) {
        String window = windows.explaining(first, again)
                .map(found -> found.number() + ", " + found.what())
                .orElse(null);
        repeats.add(new Repeat(what, key, first, again, window));
        if (window == null) {
            breach(Law.REPEATS_EXPLAINED, "%s %s at %s and again at %s".formatted(what, key, first, again));
        }
    }

    void accepted(long count) {
        accepted += count;
    }

    void lost(Law law, String words) {
        lost++;
        breach(law, words);
    }

    long accepted() {
        return accepted;
    }

    long lost() {
        return lost;
    }

    List<Breach> breaches() {
        return List.copyOf(breaches);
    }

    Map<Law, Integer> counts() {
        return counts;
    }

    List<Repeat> repeats() {
        return List.copyOf(repeats);
    }
}
