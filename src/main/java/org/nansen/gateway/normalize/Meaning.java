package org.nansen.gateway.normalize;

import java.text.Normalizer.Form;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What a field of an unknown source may hold, supposed by the words in its name. */
enum Meaning {
    BIRTH_COUNTRY("country"),
    BIRTH_PLACE(""),
    BIRTH_DATE(""),
    GIVEN_NAME(""),
    SURNAME(""),
    FULL_NAME(""),
    SEX("sex"),
    DOCUMENT_ISSUER("country"),
    DOCUMENT_NUMBER(""),
    DOCUMENT_TYPE("document-type"),
    NATIONALITY("country"),
    OUTCOME("outcome"),
    DECISION_DATE(""),
    LODGED(""),
    VERSION(""),
    EVENT("event"),
    PERSON_NUMBER(""),
    CASE_NUMBER(""),
    RECORD_NUMBER(""),
    /** Dropped before any mapping sees it. */
    NEVER_KEPT(""),
    /** Nobody supposes anything. */
    UNKNOWN("");

    private static final Pattern ACCENTS = Pattern.compile("\\p{M}+");
    private static final Map<Meaning, List<String>> WORDS = load();

    private final String codeList;

    Meaning(String codeList) {
        this.codeList = codeList;
    }

    /** The list that its codes belong to, or empty where it holds no codes. */
    String codeList() {
        return codeList;
    }

    /** Returns those among them by which a record of a person is known from a list of anything else. */
    static Set<Meaning> ofPeople(Collection<Meaning> meanings) {
        Set<Meaning> people = EnumSet.of(
                BIRTH_DATE,
                BIRTH_PLACE,
                GIVEN_NAME,
                SURNAME,
                FULL_NAME,
                SEX,
                NATIONALITY,
                DOCUMENT_NUMBER,
                OUTCOME,
                PERSON_NUMBER,
                CASE_NUMBER);
        people.retainAll(meanings);
        return people;
    }

    /** Where a field's own name tells nothing, that of what it stands in may: {@code name.given} is a given name. */
    static Meaning of(List<String> steps, NeverKept neverKept) {
        String last = steps.get(steps.size() - 1);
        Meaning meaning = of(last, neverKept);
        for (int at = 0; at < 2 && meaning == UNKNOWN && steps.size() > 1; at++) {
            String above = steps.get(steps.size() - 2);
            Meaning both = of(at == 0 ? last + " " + above : above + " " + last, neverKept);
            // What stands around a field is kept, or the field would not be here.
            meaning = both == NEVER_KEPT || both == of(above, neverKept) ? UNKNOWN : both;
        }
        return meaning;
    }

    static Meaning of(String field, NeverKept neverKept) {
        if (neverKept.drops(field)) {
            return NEVER_KEPT;
        }
        String bare = plain(field);
        // "Sex code" is the sex.
        String name = " " + (bare.endsWith(" code") ? bare.substring(0, bare.length() - 5) : bare) + " ";
        for (Map.Entry<Meaning, List<String>> meaning : WORDS.entrySet()) {
            if (meaning.getValue().stream().anyMatch(words -> name.equals(" " + words + " "))) {
                return meaning.getKey();
            }
        }
        for (Map.Entry<Meaning, List<String>> meaning : WORDS.entrySet()) {
            // A short word inside of a longer name says too little.
            if (meaning.getValue().stream().anyMatch(words -> words.length() > 4 && name.contains(" " + words + " "))) {
                return meaning.getKey();
            }
        }
        return UNKNOWN;
    }

    private static String plain(String field) {
        String parted = field.replaceAll("(?<=\\p{Ll})(?=\\p{Lu})", " ").toLowerCase(Locale.ROOT);
        String bare = ACCENTS.matcher(java.text.Normalizer.normalize(parted, Form.NFD))
                .replaceAll("");
        // Letters that have no accent to take off.
        bare = bare.replace('ł', 'l').replace('ı', 'i').replace('ø', 'o').replace("ß", "ss");
        return bare.replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
    }

    private static Map<Meaning, List<String>> load() {
        Map<Meaning, List<String>> words = new EnumMap<>(Meaning.class);
        for (CodeFile.Row row : CodeFile.resource("/kit/header-words.csv").rows("meaning", "words")) {
            Meaning meaning = valueOf(row.cell(0).toUpperCase(Locale.ROOT).replace('-', '_'));
            words.computeIfAbsent(meaning, any -> new ArrayList<>())
                    .addAll(List.of(row.cell(1).split("\\|")));
        }
        return words;
    }
}
