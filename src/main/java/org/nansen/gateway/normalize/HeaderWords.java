package org.nansen.gateway.normalize;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The words by which a field's name tells what it holds, as {@code kit/header-words.csv} has them. */
final class HeaderWords {

    /** Stands before words that tell something only where nothing else is in the name. */
    private static final String ALONE = "=";

    /** A shorter word inside of a longer name says too little. */
    private static final int SHORTEST_WITHIN = 5;

    private static final Map<Meaning, List<String>> WITHIN = new EnumMap<>(Meaning.class);
    private static final Map<String, Meaning> WHOLE = new HashMap<>();

    static {
        for (CodeFile.Row row : CodeFile.resource("/kit/header-words.csv").rows("meaning", "words")) {
            Meaning meaning = Meaning.valueOf(
                    row.cell(0).toUpperCase(java.util.Locale.ROOT).replace('-', '_'));
            for (String words : row.cell(1).split("\\|")) {
                boolean alone = words.startsWith(ALONE);
                WHOLE.putIfAbsent(alone ? words.substring(ALONE.length()) : words, meaning);
                if (!alone && meaning != Meaning.CODE && words.length() >= SHORTEST_WITHIN) {
                    WITHIN.computeIfAbsent(meaning, any -> new ArrayList<>()).add(" " + words + " ");
                }
            }
        }
    }

    private HeaderWords() {}

    /** @param bare in small letters, without accents, one blank between words */
    static Meaning whole(String bare) {
        return WHOLE.getOrDefault(bare, Meaning.UNKNOWN);
    }

    /** Returns the first meaning, in their order, of which some words stand in the name. */
    static Meaning within(String bare) {
        String name = " " + bare + " ";
        return WITHIN.entrySet().stream()
                .filter(meaning -> meaning.getValue().stream().anyMatch(name::contains))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(Meaning.UNKNOWN);
    }
}
