package org.nansen.gateway.operations;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.intake.SystemDescription;

/**
 * What a restart would make of one system.
 *
 * @param before as the gateway has it; null when it has none of that name
 * @param after as it lies on disk; null when there is no such folder
 */
record SystemChange(
        String system,
        @Nullable SystemDescription before,
        @Nullable SystemDescription after) {

    /** A value that is another, or comes, or goes; never a secret. */
    record Value(
            String name, @Nullable String before, @Nullable String after) {}

    /** Of one sample: which records come out otherwise, and in which fields; of one that is another itself, which it has more or less. */
    record SampleChange(String file, boolean sampleItself, Map<Integer, List<String>> records) {}

    static List<SystemChange> between(List<SystemDescription> running, Map<String, SystemDescription> onDisk) {
        Map<String, SystemDescription> before = new TreeMap<>();
        running.forEach(system -> before.put(system.name(), system));
        Set<String> names = new TreeSet<>(before.keySet());
        names.addAll(onDisk.keySet());
        return names.stream()
                .map(name -> new SystemChange(name, before.get(name), onDisk.get(name)))
                .toList();
    }

    /** {@code new}, {@code removed}, {@code changed} or {@code same}. */
    String kind() {
        if (before == null) {
            return "new";
        }
        return after == null ? "removed" : nothing() ? "same" : "changed";
    }

    boolean nothing() {
        return before != null
                && after != null
                && before.files().equals(after.files())
                && Objects.equals(before.mappingVersion(), after.mappingVersion())
                && before.problems().isEmpty() == after.problems().isEmpty();
    }

    /** Keys of {@code system.yaml}. */
    List<Value> settings() {
        return values(before == null ? Map.of() : before.settings(), after == null ? Map.of() : after.settings());
    }

    /** Files that are others, with their hashes. */
    List<Value> files() {
        return values(before == null ? Map.of() : before.files(), after == null ? Map.of() : after.files());
    }

    private static List<Value> values(Map<String, String> before, Map<String, String> after) {
        Set<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        List<Value> changed = new ArrayList<>();
        for (String name : names) {
            if (!Objects.equals(before.get(name), after.get(name))) {
                changed.add(new Value(name, before.get(name), after.get(name)));
            }
        }
        return changed;
    }

    /** Samples that both know and that come out otherwise. */
    List<SampleChange> samples() {
        if (before == null || after == null) {
            return List.of();
        }
        List<SampleChange> changes = new ArrayList<>();
        for (Map.Entry<String, SystemDescription.Sample> now : after.samples().entrySet()) {
            SystemDescription.Sample then = before.samples().get(now.getKey());
            if (then != null && !then.equals(now.getValue())) {
                boolean itself = !then.digest().equals(now.getValue().digest());
                changes.add(new SampleChange(
                        now.getKey(),
                        itself,
                        records(itself, then.records(), now.getValue().records())));
            }
        }
        return changes;
    }

    private static Map<Integer, List<String>> records(
            boolean itself, List<Map<String, String>> before, List<Map<String, String>> after) {
        Map<Integer, List<String>> changed = new LinkedHashMap<>();
        for (int at = 0; at < Math.max(before.size(), after.size()); at++) {
            if (at >= after.size() || at >= before.size()) {
                changed.put(at + 1, List.of(at < before.size() ? "(no longer made)" : "(new)"));
                continue;
            }
            // Of two samples the values cannot be compared: each has hashes of its own.
            List<String> fields = (itself ? List.<Value>of() : values(before.get(at), after.get(at)))
                    .stream().map(Value::name).toList();
            if (!fields.isEmpty()) {
                changed.put(at + 1, fields);
            }
        }
        return changed;
    }
}
