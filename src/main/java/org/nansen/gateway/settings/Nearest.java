package org.nansen.gateway.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.stream.Collectors;

/** Words for a name that nobody knows: the known one that it was probably meant to be, or all of them. */
final class Nearest {

    private static final int FEW = 12;

    private Nearest() {}

    /** Returns {@code "; did you mean x?"}, or {@code "; known are a, b"} where nothing is near, or an empty text. */
    static String suggest(String wrong, Collection<String> known) {
        String best = known.stream()
                .min(Comparator.comparingInt((String name) -> distance(wrong, name))
                        .thenComparing(Comparator.naturalOrder()))
                .orElse("");
        if (best.isEmpty()) {
            return "";
        }
        if (distance(wrong, best) <= Math.max(2, wrong.length() / 3)) {
            return "; did you mean " + best + "?";
        }
        return known.size() > FEW
                ? ""
                : "; known are " + known.stream().sorted().collect(Collectors.joining(", "));
    }

    private static int distance(String a, String b) {
        int[] before = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            before[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] now = new int[b.length() + 1];
            now[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int same = before[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                now[j] = Math.min(same, Math.min(before[j], now[j - 1]) + 1);
            }
            before = now;
        }
        return before[b.length()];
    }
}
