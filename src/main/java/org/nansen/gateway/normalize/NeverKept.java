package org.nansen.gateway.normalize;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Source fields that are dropped before the mapping sees them, whatever the mapping says: the story told, religion,
 * ethnicity, political opinion, health, lawyer, address, photographs. They are known by the words in their names; German
 * writes several words as one, so there the beginning or the end of a word is enough.
 */
final class NeverKept {

    private static final Set<String> WORDS = Set.of(
            // English
            "story",
            "narrative",
            "persecution",
            "religion",
            "religious",
            "denomination",
            "faith",
            "ethnicity",
            "ethnic",
            "tribe",
            "race",
            "political",
            "politics",
            "health",
            "medical",
            "diagnosis",
            "disability",
            "vulnerability",
            "lawyer",
            "attorney",
            "counsel",
            "solicitor",
            "address",
            "street",
            "photo",
            "photograph",
            "photos",
            "portrait",
            "image",
            "picture",
            "fingerprint",
            "biometric",
            "orientation",
            // German
            "fluchtgrund",
            "fluchtgründe",
            "fluchtgruende",
            "verfolgung",
            "vortrag",
            "konfession",
            "glaube",
            "ethnie",
            "volksgruppe",
            "volkszugehörigkeit",
            "volkszugehoerigkeit",
            "politisch",
            "gesundheit",
            "krankheit",
            "diagnose",
            "behinderung",
            "anwalt",
            "rechtsanwalt",
            "bevollmächtigter",
            "adresse",
            "anschrift",
            "strasse",
            "straße",
            "wohnung",
            "foto",
            "lichtbild",
            "bild",
            "fingerabdruck");

    /** How German words begin that say such a thing, with what follows them written together. */
    private static final List<String> BEGINNINGS = List.of(
            "religion",
            "konfessions",
            "glaubens",
            "volkszugeh",
            "gesundheits",
            "krankheits",
            "behinderungs",
            "verfolgungs",
            "fluchtgr",
            "anwalts",
            "rechtsanwalts",
            "lichtbild",
            "fingerabdr",
            "anschrift",
            "adress");

    /** How German words end that say such a thing. */
    private static final List<String> ENDINGS =
            List.of("anschrift", "anschriften", "adresse", "adressen", "lichtbild", "lichtbilder", "rechtsanwalt");

    private static final int REMEMBERED = 2_000;

    private final Map<String, Boolean> known = new HashMap<>();

    boolean drops(String field) {
        Boolean answer = known.get(field);
        if (answer == null) {
            answer = words(field).stream().anyMatch(NeverKept::isDropped);
            // Names of JSON fields come from outside, so the memory of them has an end.
            if (known.size() < REMEMBERED) {
                known.put(field, answer);
            }
        }
        return answer;
    }

    private static boolean isDropped(String word) {
        return WORDS.contains(word)
                || BEGINNINGS.stream().anyMatch(word::startsWith)
                || ENDINGS.stream().anyMatch(word::endsWith);
    }

    private static List<String> words(String field) {
        String parted = field.replaceAll("(?<=\\p{Ll})(?=\\p{Lu})", " ");
        return List.of(parted.toLowerCase(Locale.ROOT).split("[^\\p{L}]+"));
    }
}
