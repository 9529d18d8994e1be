package org.nansen.gateway.normalize;

import java.text.Normalizer.Form;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What a field of an unknown source may hold, supposed by the words in its name. */
enum Meaning {
    BIRTH_COUNTRY("country"),
    BIRTH_PLACE(""),
    BIRTH_DATE(""),
    BIRTH_NAME(""),
    GIVEN_NAME(""),
    SURNAME(""),
    FULL_NAME(""),
    SEX("sex"),
    DOCUMENT_ISSUER("country"),
    DOCUMENT_NUMBER(""),
    DOCUMENT_EXPIRES(""),
    DOCUMENT_TYPE("document-type"),
    NATIONALITY("country"),
    DECISION_NUMBER(""),
    DECISION_DATE(""),
    FINALITY("finality"),
    OUTCOME("outcome"),
    APPLICATION_TYPE("application-type"),
    LODGED(""),
    VERSION(""),
    EVENT("event"),
    PERSON_NUMBER(""),
    CASE_NUMBER(""),
    RECORD_NUMBER(""),
    /** Says by itself only that it is the code of what it stands in. */
    CODE(""),
    /** Dropped before any mapping sees it. */
    NEVER_KEPT(""),
    /** Nobody supposes anything. */
    UNKNOWN("");

    private static final Pattern ACCENTS = Pattern.compile("\\p{M}+");
    private static final Set<Meaning> OF_THE_PERSON =
            EnumSet.of(BIRTH_DATE, BIRTH_NAME, GIVEN_NAME, SURNAME, FULL_NAME, SEX, NATIONALITY, BIRTH_PLACE);

    /** What is one person's and nobody else's in a case. */
    static final Set<Meaning> ABOUT_ONE = Collections.unmodifiableSet(EnumSet.range(BIRTH_COUNTRY, NATIONALITY));

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

    /** Returns those by which a list of people is known: not what a case or a document has as well. */
    static Set<Meaning> ofThePerson(Collection<Meaning> meanings) {
        Set<Meaning> person = EnumSet.copyOf(OF_THE_PERSON);
        person.retainAll(meanings);
        return person;
    }

    /** Where a field's own name tells little, that of what it stands in may: {@code name.given} is a given name. */
    static Meaning of(List<String> steps, NeverKept neverKept) {
        String last = steps.get(steps.size() - 1);
        Meaning meaning = of(last, neverKept);
        if (steps.size() == 1) {
            return meaning == CODE ? UNKNOWN : meaning;
        }
        String above = steps.get(steps.size() - 2);
        if (meaning != UNKNOWN && meaning != CODE && meaning != RECORD_NUMBER) {
            return meaning;
        }
        // Of a list "documents" each element is a document.
        String one = above.endsWith("s") ? above.substring(0, above.length() - 1) : above;
        for (String both : List.of(last + " " + above, above + " " + last, last + " " + one, one + " " + last)) {
            Meaning whole = HeaderWords.whole(plain(both));
            if (whole != UNKNOWN && whole != CODE && !neverKept.drops(both)) {
                return whole;
            }
        }
        return meaning == UNKNOWN ? inside(last, above, neverKept) : bare(meaning, of(above, neverKept));
    }

    /** A bare code is that of what it stands in, where that has codes; the number of a decision is no record's. */
    private static Meaning bare(Meaning bare, Meaning around) {
        if (bare == RECORD_NUMBER) {
            return around == DECISION_NUMBER || around == OUTCOME || around == DOCUMENT_NUMBER
                    ? UNKNOWN
                    : RECORD_NUMBER;
        }
        return around.codeList().isEmpty() ? UNKNOWN : around;
    }

    private static Meaning inside(String last, String above, NeverKept neverKept) {
        Meaning around = of(above, neverKept);
        for (String both : List.of(last + " " + above, above + " " + last)) {
            Meaning meaning = of(both, neverKept);
            // What stands around a field is kept, or the field would not be here.
            if (meaning != UNKNOWN && meaning != NEVER_KEPT && meaning != CODE && meaning != around) {
                return meaning;
            }
        }
        return UNKNOWN;
    }

    static Meaning of(String field, NeverKept neverKept) {
        if (neverKept.drops(field)) {
            return NEVER_KEPT;
        }
        String bare = plain(field);
        Meaning whole = HeaderWords.whole(bare);
        if (whole != UNKNOWN) {
            return whole;
        }
        // "Sex code" is the sex.
        Meaning coded = HeaderWords.whole(withoutCode(bare));
        if (coded != UNKNOWN && coded != CODE) {
            return coded;
        }
        return HeaderWords.within(bare);
    }

    /** Whether a field's name says that it is the code of what it stands in. */
    static boolean isCode(String step) {
        return HeaderWords.whole(plain(step)) == CODE;
    }

    private static String withoutCode(String bare) {
        int first = bare.indexOf(' ');
        int last = bare.lastIndexOf(' ');
        if (first > 0 && HeaderWords.whole(bare.substring(last + 1)) == CODE) {
            return bare.substring(0, last);
        }
        return first > 0 && HeaderWords.whole(bare.substring(0, first)) == CODE ? bare.substring(first + 1) : bare;
    }

    private static String plain(String field) {
        String parted = field.replaceAll("(?<=\\p{Ll})(?=\\p{Lu})", " ").toLowerCase(Locale.ROOT);
        String bare = ACCENTS.matcher(java.text.Normalizer.normalize(parted, Form.NFD))
                .replaceAll("");
        // Letters that have no accent to take off.
        bare = bare.replace('ł', 'l').replace('ı', 'i').replace('ø', 'o').replace("ß", "ss");
        return bare.replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
    }
}
