package org.nansen.gateway.record;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Names in the letters A to Z, as machine readable zones write them (ICAO Doc 9303-3, sections 4.6 and 6). States choose:
 * Ü is written UE, UXX or U, and Г depends on the language. One document follows one choice, so each form given here
 * writes a letter in the same way throughout; whoever searches has to try all forms.
 */
public final class Transliteration {

    private static final int MOST_FORMS = 64;
    private static final int TEH_MARBUTA = 0x0629;
    private static final String NOT_WRITTEN = "-";
    private static final String AGAIN = "+";

    private static final Map<Integer, List<String>> LATIN = LetterTable.read("latin.csv");
    private static final Map<Integer, List<String>> CYRILLIC = LetterTable.read("cyrillic.csv");
    private static final Map<Integer, List<String>> ARABIC = LetterTable.read("arabic.csv");

    private Transliteration() {}

    /**
     * Returns all ways to write the text in A to Z and single blanks, the recommended one first; nothing when a letter is
     * in none of the tables.
     */
    public static List<String> forms(String text) {
        return forms(List.of(text)).stream().map(parts -> parts.get(0)).toList();
    }

    /** Returns all ways to write the parts of one name, each with the same choice in every part. */
    public static List<List<String>> forms(List<String> parts) {
        List<String> capitals = parts.stream().map(Transliteration::capitals).toList();
        Set<Integer> letters = new LinkedHashSet<>();
        capitals.forEach(part -> part.codePoints().forEach(letters::add));
        boolean cyrillic = letters.stream().anyMatch(CYRILLIC::containsKey);
        Set<List<String>> forms = new LinkedHashSet<>();
        for (int language = 0; language < (cyrillic ? LetterTable.LANGUAGES : 1); language++) {
            for (Map<Integer, String> choice : choices(letters, language)) {
                List<String> written = new ArrayList<>();
                for (String part : capitals) {
                    String form = write(part, choice);
                    if (form != null && !form.isEmpty()) {
                        written.add(form);
                    }
                }
                if (written.size() == parts.size()) {
                    forms.add(List.copyOf(written));
                }
            }
        }
        return List.copyOf(forms);
    }

    private static String capitals(String text) {
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
        return Normalizer.normalize(composed.toUpperCase(Locale.ROOT), Normalizer.Form.NFC);
    }

    private static List<Map<Integer, String>> choices(Set<Integer> letters, int language) {
        List<Map<Integer, String>> choices = List.of(Map.of());
        for (int letter : letters) {
            List<String> options = options(letter, language);
            if (options == null) {
                continue;
            }
            // Past the bound only the recommended form of further letters is tried.
            int tried = choices.size() * options.size() > MOST_FORMS ? 1 : options.size();
            List<Map<Integer, String>> more = new ArrayList<>();
            for (Map<Integer, String> choice : choices) {
                for (String option : options.subList(0, tried)) {
                    Map<Integer, String> next = new LinkedHashMap<>(choice);
                    next.put(letter, option);
                    more.add(next);
                }
            }
            choices = more;
        }
        return choices;
    }

    private static @Nullable List<String> options(int letter, int language) {
        List<String> forms = CYRILLIC.get(letter);
        if (forms != null) {
            return LetterTable.split(forms.get(language));
        }
        forms = LATIN.getOrDefault(letter, ARABIC.get(letter));
        return forms == null ? null : LetterTable.split(forms.get(0));
    }

    private static @Nullable String write(String part, Map<Integer, String> choice) {
        StringBuilder written = new StringBuilder();
        String before = "";
        int[] letters = part.codePoints().toArray();
        for (int at = 0; at < letters.length; at++) {
            int letter = letters[at];
            String form = choice.get(letter);
            if (form == null) {
                form = plain(letter);
            } else if (form.equals(AGAIN)) {
                form = before;
            } else if (form.equals(NOT_WRITTEN)) {
                form = "";
            } else if (letter == TEH_MARBUTA && endsPart(letters, at)) {
                form = "XAH";
            }
            if (form == null) {
                return null;
            }
            written.append(form);
            before = form.isEmpty() ? before : form;
        }
        return written.toString().strip().replaceAll(" +", " ");
    }

    private static boolean endsPart(int[] letters, int at) {
        for (int next = at + 1; next < letters.length; next++) {
            if (Character.isLetter(letters[next])) {
                return false;
            }
            if (Character.getType(letters[next]) != Character.NON_SPACING_MARK) {
                return true;
            }
        }
        return true;
    }

    /** A letter that no table has: A to Z as it is, else without its marks; hyphens part names, apostrophes do not. */
    private static @Nullable String plain(int letter) {
        if (letter >= 'A' && letter <= 'Z') {
            return String.valueOf((char) letter);
        }
        return switch (Character.getType(letter)) {
            case Character.SPACE_SEPARATOR, Character.DASH_PUNCTUATION, Character.CONTROL -> " ";
            case Character.OTHER_PUNCTUATION -> letter == ',' || letter == 0x060C ? " " : "";
            case Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.MODIFIER_SYMBOL,
                    Character.MODIFIER_LETTER,
                    Character.NON_SPACING_MARK,
                    Character.COMBINING_SPACING_MARK,
                    Character.FORMAT -> "";
            default -> base(letter);
        };
    }

    private static @Nullable String base(int letter) {
        StringBuilder base = new StringBuilder();
        String parts = Normalizer.normalize(Character.toString(letter), Normalizer.Form.NFKD);
        for (int part : parts.codePoints().toArray()) {
            List<String> forms = ARABIC.get(part);
            if (part >= 'A' && part <= 'Z') {
                base.append((char) part);
            } else if (forms != null
                    && !forms.get(0).equals(NOT_WRITTEN)
                    && !forms.get(0).equals(AGAIN)) {
                base.append(forms.get(0));
            } else if (Character.getType(part) != Character.NON_SPACING_MARK) {
                return null;
            }
        }
        return base.isEmpty() ? null : base.toString();
    }
}
