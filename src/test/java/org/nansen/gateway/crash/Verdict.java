package org.nansen.gateway.crash;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the oracle says of a run.
 *
 * @param records source records that were sent, repeats included
 * @param accepted records that the ledger accepted
 * @param lost what was acknowledged and is not in the ledger
 * @param faults what struck, deaths that nobody planned included
 * @param breaches laws that were broken, a few examples of each
 * @param counts how often each law was broken
 * @param repeats what left the gateway twice under the same key
 */
public record Verdict(
        Scenario scenario,
        long records,
        long accepted,
        long lost,
        int faults,
        int starts,
        int checks,
        double seconds,
        String identity,
        List<Breach> breaches,
        Map<Law, Integer> counts,
        List<Repeat> repeats) {

    public boolean holds() {
        return breaches.isEmpty();
    }

    public Set<Law> brokenLaws() {
        return Set.copyOf(counts.keySet());
    }

    /** Repeats that no fault explains. */
    public long unexplained() {
        return repeats.stream().filter(repeat -> repeat.window() == null).count();
    }

    /** The verdict for people. */
    public String words() {
        StringBuilder words = new StringBuilder();
        words.append(
                "%d records were sent, %d accepted; %d faults struck, %d starts; the identity was looked at %d times.%n"
                        .formatted(records, accepted, faults, starts, checks));
        words.append("Identity at the end: ").append(identity).append('\n');
        words.append("Lost: ").append(lost).append('\n');
        words.append(
                "Repeats under the same key: %d, of which unexplained: %d%n".formatted(repeats.size(), unexplained()));
        byWindow().forEach((window, list) -> words.append("  fault %s: %s%n".formatted(window, list)));
        if (holds()) {
            words.append("Every law holds.\n");
        }
        counts.forEach((law, count) -> words.append("BROKEN (%d): %s%n".formatted(count, law.words())));
        breaches.forEach(breach -> words.append("  ")
                .append(breach.law())
                .append(": ")
                .append(breach.words())
                .append('\n'));
        if (!holds()) {
            words.append("Again with: ").append(scenario.command()).append('\n');
        }
        return words.toString();
    }

    /** Repeats of each fault by kind, with the shortest and longest time between first sending and fault's repeat. */
    private Map<String, String> byWindow() {
        Map<String, List<Repeat>> grouped = repeats.stream()
                .collect(Collectors.groupingBy(
                        repeat -> repeat.window() == null ? "unexplained" : repeat.window(),
                        TreeMap::new,
                        Collectors.toList()));
        Map<String, String> words = new TreeMap<>(Verdict::byNumber);
        grouped.forEach((window, list) -> words.put(
                window,
                list.stream().collect(Collectors.groupingBy(Repeat::what, TreeMap::new, Collectors.counting()))
                        + " between "
                        + list.stream()
                                .map(Repeat::first)
                                .min(java.time.Instant::compareTo)
                                .orElseThrow() + " and "
                        + list.stream()
                                .map(Repeat::again)
                                .max(java.time.Instant::compareTo)
                                .orElseThrow()));
        return words;
    }

    private static int byNumber(String one, String other) {
        int byNumber = Integer.compare(number(one), number(other));
        return byNumber == 0 ? one.compareTo(other) : byNumber;
    }

    private static int number(String window) {
        String digits = window.replaceAll(",.*", "");
        return digits.matches("\\d+") ? Integer.parseInt(digits) : 0;
    }

    /** The last line of the command. */
    public String json() {
        ObjectNode json = new ObjectMapper().createObjectNode();
        json.put("engine", scenario.engine().name().toLowerCase(Locale.ROOT));
        json.put("nodes", scenario.nodes());
        json.put("kills", scenario.kills());
        json.put("records", records);
        json.put("seconds", Math.round(seconds * 10) / 10.0);
        json.put("accepted", accepted);
        json.put("lost", lost);
        json.put("repeats", repeats.size());
        json.put("unexplained", unexplained());
        json.put("windows", repeats.stream().map(Repeat::window).distinct().count());
        json.put("faults", faults);
        json.put("starts", starts);
        json.put("checks", checks);
        ObjectNode broken = json.putObject("broken");
        counts.forEach((law, count) -> broken.put(law.name(), count));
        json.put("seed", scenario.seed());
        return json.toString();
    }
}
