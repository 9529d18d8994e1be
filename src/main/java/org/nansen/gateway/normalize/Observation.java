package org.nansen.gateway.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.nansen.gateway.record.AsylumRecord;

/**
 * What is noticed beside the records while sources are mapped, for whoever proves a mapping: JSLT is silent about a
 * mistyped source field. In the daily work nobody listens. Not thread-safe; grows to a limit and no further.
 */
public final class Observation {

    private static final int MOST = 5_000;
    private static final Pattern INDEX = Pattern.compile("\\[\\d*]");
    private static final Pattern PREFIX = Pattern.compile("(?<![^.@])[^.@:/]+:");

    private final Set<String> present = new LinkedHashSet<>();

    /** Fields that hold others, which may be called by where they stood before. */
    private final Set<String> holders = new LinkedHashSet<>();

    private final Set<String> read = new LinkedHashSet<>();
    /** Fields that settings name for a record's numbers and version. */
    private final Set<String> needed = new LinkedHashSet<>();

    /** Those of them in whose place the mapping gave a value of its own. */
    private final Set<String> given = new LinkedHashSet<>();

    private final Map<String, ListCount> lists = new TreeMap<>();
    private final Map<String, NameTally> names = new LinkedHashMap<>();
    private final Map<Untranslated, Long> untranslated = new LinkedHashMap<>();

    /** Whether paths are those of a stylesheet, which knows neither our lists nor our prefixes of namespaces. */
    private boolean plain;

    private String sample = "";
    private List<SampleRejection> expected = List.of();

    /**
     * A code without a translation. It is a value of the source, so it is shown to whoever tries a mapping and logged
     * nowhere.
     *
     * @param list for example {@code country}
     * @param system the code system that the mapping names
     */
    public record Untranslated(String list, String system, String code) {
        @Override
        public String toString() {
            return "Untranslated[list=" + list + ", system=" + system + "]";
        }
    }

    /**
     * A list of which somewhere one element was read and another was not.
     *
     * @param list its name
     * @param stand elements that stand in all lists of this name
     * @param read those of which at least one field, or they themselves, were read
     */
    public record PartlyRead(String list, long stand, long read) {}

    /**
     * Names of people and places of birth of one source that hold what names do not hold. Lines are 0 where there is none.
     *
     * @param sample the sample's file, or empty
     * @param odd how many hold a character that no name has: a symbol, a control character, a superscript …
     * @param firstOdd line of the first of them
     * @param digits how many names of people hold digits, where most have none
     * @param firstDigits line of the first of them
     */
    public record OddNames(String sample, long odd, long firstOdd, long digits, long firstDigits) {}

    /** @param partly whether there was a list that was read only in part */
    private record ListCount(long stand, long read, boolean partly) {

        ListCount and(ListCount other) {
            return new ListCount(stand + other.stand, read + other.read, partly || other.partly);
        }
    }

    /**
     * Returns the source fields that occurred and that neither the mapping nor the settings read, by name; of an object
     * of which nothing was read, its own name alone. Elements of lists are written {@code members[].name}.
     */
    public Set<String> neverRead() {
        Set<String> touched = new LinkedHashSet<>();
        Set<String> asked = new LinkedHashSet<>(read);
        asked.addAll(needed);
        for (String path : asked) {
            for (int end = path.length(); end > 0; end = path.lastIndexOf('.', end - 1)) {
                touched.add(bare(path.substring(0, end)));
            }
        }
        Set<String> unread = new TreeSet<>();
        for (String path : present) {
            if (!asked.contains(path)) {
                unread.add(highest(path, touched));
            }
        }
        return unread;
    }

    /**
     * Returns the source fields that were asked for and that never held anything: empty, or mistyped. A field of the settings
     * is none of them where the mapping gives what it would hold; a record that has it from neither is rejected.
     */
    public Set<String> readButAbsent() {
        Set<String> absent = new TreeSet<>(needed);
        absent.removeAll(given);
        absent.addAll(read);
        absent.removeAll(holders);
        present.forEach(path -> {
            for (int end = path.length(); end > 0; end = path.lastIndexOf('.', end - 1)) {
                absent.remove(bare(path.substring(0, end)));
                absent.remove(path.substring(0, end));
            }
        });
        return absent;
    }

    /**
     * Returns the lists that were read only in part, by name. One of which in no record any element was read is another
     * matter: its record is left out, or {@link #neverRead()} names it.
     */
    public List<PartlyRead> partlyRead() {
        return lists.entrySet().stream()
                .filter(list -> list.getValue().partly())
                .map(list -> new PartlyRead(
                        list.getKey(), list.getValue().stand(), list.getValue().read()))
                .toList();
    }

    /** Returns the sources whose names hold what names do not hold. */
    public List<OddNames> oddNames() {
        return names.entrySet().stream()
                .flatMap(source -> source.getValue().odd(source.getKey()).stream())
                .toList();
    }

    /**
     * Returns the codes for which the mapping's code lists have no translation, and how often each occurred; without those that
     * a sample is expected to be rejected for.
     */
    public Map<Untranslated, Long> untranslated() {
        return Collections.unmodifiableMap(untranslated);
    }

    /** From now on paths are local names alone, as of a mapping that reads XML itself. */
    void ofXml() {
        plain = true;
    }

    /**
     * From now on it is this sample that is read.
     *
     * @param rejections what is expected to be rejected of it
     */
    void of(String sampleFile, List<SampleRejection> rejections) {
        sample = sampleFile;
        expected = rejections;
    }

    void made(List<AsylumRecord> records, long line) {
        names().saw(records, line);
    }

    /** Notes a name with what no name has that is not in the record any more. */
    void oddName(long line) {
        names().odd(line);
    }

    private NameTally names() {
        return names.computeIfAbsent(sample, source -> new NameTally());
    }

    void read(String path) {
        if (!path.isEmpty()) {
            add(read, named(path));
        }
    }

    /** Notes that settings name the field. */
    void needs(String path) {
        add(needed, named(path));
    }

    /** Notes that a record had from the mapping what settings look for in the field. */
    void given(String path) {
        add(given, named(path));
    }

    /** Notes that a field holds something. */
    void filled(String path) {
        if (!path.isEmpty()) {
            add(present, named(path));
        }
    }

    /** Notes that a field holds others. */
    void holds(String path) {
        add(holders, named(path));
    }

    private String named(String path) {
        return plain
                ? PREFIX.matcher(INDEX.matcher(path).replaceAll("")).replaceAll("")
                : INDEX.matcher(path).replaceAll("[]");
    }

    /** Notes of how many of a list's elements something was read. */
    void listed(String path, long stand, long read) {
        String list = named(path);
        if (lists.containsKey(list) || lists.size() < MOST) {
            lists.merge(list, new ListCount(stand, read, read > 0 && read < stand), ListCount::and);
        }
    }

    void untranslated(String list, String system, String code, SampleRejection rejection) {
        if (expected.stream().anyMatch(rejection::meets)) {
            return;
        }
        Untranslated found = new Untranslated(list, system, code);
        if (untranslated.containsKey(found) || untranslated.size() < MOST) {
            untranslated.merge(found, 1L, Long::sum);
        }
    }

    /** Notes which fields a source record has. */
    void saw(JsonNode source) {
        saw(source, "");
    }

    private void saw(JsonNode node, String path) {
        if (node.isObject()) {
            for (var field : node.properties()) {
                String at = pathOf(node, path, field.getKey());
                if (field.getValue().isContainerNode() && !field.getValue().isEmpty()) {
                    add(holders, at);
                }
                saw(field.getValue(), at);
            }
        } else if (node.isArray()) {
            boolean objects = false;
            for (JsonNode element : node) {
                objects |= element.isContainerNode();
                if (element.isContainerNode()) {
                    saw(element, path + "[]");
                }
            }
            if (!objects) {
                add(present, path);
            }
        } else {
            add(present, path);
        }
    }

    /** Where the field stands in the source, which is where it is said to be read: rows may have been put elsewhere since. */
    private static String pathOf(JsonNode node, String path, String field) {
        if (node instanceof SourceObject source) {
            return INDEX.matcher(source.pathOf(field)).replaceAll("[]");
        }
        return path.isEmpty() ? field : path + "." + field;
    }

    private static void add(Set<String> paths, String path) {
        if (paths.size() < MOST) {
            paths.add(path);
        }
    }

    private static String highest(String path, Set<String> touched) {
        for (int end = path.indexOf('.'); end >= 0; end = path.indexOf('.', end + 1)) {
            String above = bare(path.substring(0, end));
            if (!touched.contains(above)) {
                return above;
            }
        }
        return path;
    }

    private static String bare(String path) {
        return path.endsWith("[]") ? path.substring(0, path.length() - 2) : path;
    }
}
