package org.nansen.gateway.normalize;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Source fields that are dropped before the mapping sees them, whatever the mapping says: the story told, religion,
 * ethnicity, political opinion, health, lawyer, address, photographs. They are known by the words in their names, in nine
 * languages; where a language writes several words as one, the beginning or the end of a word is enough.
 */
final class NeverKept {

    private static final Map<String, Set<String>> WORDS = load();

    private static final int REMEMBERED = 2_000;

    private final Map<String, Boolean> known = new HashMap<>();

    boolean drops(String field) {
        Boolean answer = known.get(field);
        if (answer == null) {
            answer = words(field, "[^\\p{L}]+").stream().anyMatch(NeverKept::isDropped);
            // Names of JSON fields come from outside, so the memory of them has an end.
            if (known.size() < REMEMBERED) {
                known.put(field, answer);
            }
        }
        return answer;
    }

    private static boolean isDropped(String word) {
        return words("whole").contains(word)
                || words("begins").stream().anyMatch(word::startsWith)
                || words("ends").stream().anyMatch(word::endsWith);
    }

    private static Set<String> words(String part) {
        return WORDS.getOrDefault(part, Set.of());
    }

    private static List<String> words(String field, String between) {
        String parted = field.replaceAll("(?<=\\p{Ll})(?=\\p{Lu})", " ");
        return List.of(parted.toLowerCase(Locale.ROOT).split(between));
    }

    /** By part, each word with its marks and without. */
    private static Map<String, Set<String>> load() {
        Map<String, Set<String>> words = new HashMap<>();
        try (InputStream in = Objects.requireNonNull(NeverKept.class.getResourceAsStream("/words/never-kept.csv"))) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\\R")) {
                String[] cells = line.split(",", -1);
                if (!line.startsWith("#") && !cells[0].equals("language")) {
                    Set<String> ofPart = words.computeIfAbsent(cells[1], part -> new HashSet<>());
                    ofPart.add(cells[2]);
                    ofPart.add(withoutMarks(cells[2]));
                    // A capital I becomes i whatever the language.
                    ofPart.add(cells[2].replace('\u0131', 'i'));
                }
            }
            return words;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static String withoutMarks(String word) {
        return Normalizer.normalize(word, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .replace('\u0142', 'l')
                .replace('\u0131', 'i')
                .replace("\u00df", "ss");
    }
}
