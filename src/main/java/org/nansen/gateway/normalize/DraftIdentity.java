package org.nansen.gateway.normalize;

import static org.nansen.gateway.normalize.DraftFields.quoted;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.nansen.gateway.normalize.DraftFields.Use;
import org.nansen.gateway.normalize.SampleForm.Field;

/**
 * Which fields hold the numbers of record, person and case. A number that is missing in some records, or the same in two,
 * would make one record of two people's; so nothing is named that the sample does not bear out, and a person looks for it.
 */
final class DraftIdentity {

    /** What the settings name where nothing can be named: no source has it, so every record is refused until it is settled. */
    static final String OPEN = "not-known-yet";

    private final DraftFields fields;
    private final String open;
    private final List<String> words = new ArrayList<>();

    private DraftIdentity(DraftFields fields, boolean declared) {
        this.fields = fields;
        this.open = declared ? emptiest(fields).orElse(OPEN) : OPEN;
    }

    /**
     * Returns the lines of the settings.
     *
     * @param declared whether only fields can be named that the settings declare
     */
    static String of(DraftFields fields, boolean declared) {
        return new DraftIdentity(fields, declared).lines();
    }

    /** Where some field has to be named, the one by which fewest records can be taken for anything. */
    private static Optional<String> emptiest(DraftFields fields) {
        return fields.all().stream()
                .filter(DraftFields::canBeNamed)
                .min(Comparator.comparingInt(Field::filled))
                .map(Field::name);
    }

    /** The person's own number in a list of people, if it can be told by it. */
    static Optional<Field> personOf(DraftFields person) {
        return Stream.of(Meaning.PERSON_NUMBER, Meaning.RECORD_NUMBER)
                .flatMap(meaning -> person.of(meaning).stream())
                .filter(Field::isUnique)
                .findFirst();
    }

    private String lines() {
        Optional<Field> record = Stream.of(Meaning.RECORD_NUMBER, Meaning.CASE_NUMBER, Meaning.PERSON_NUMBER)
                .flatMap(meaning -> fields.of(meaning).stream())
                .filter(field -> DraftFields.canBeNamed(field) && field.isUnique())
                .findFirst()
                .or(this::differentEverywhere);
        if (record.isEmpty()) {
            missing("record", "a field that is filled in every record and another in each", Meaning.RECORD_NUMBER);
        }
        Optional<Field> ofCase = fields.of(Meaning.CASE_NUMBER);
        Optional<String> person = person(record);
        Optional<Field> caseNumber = ofCase.isEmpty()
                ? record
                : ofCase.filter(field -> DraftFields.canBeNamed(field)
                        && field.isFilledEverywhere()
                        && (field.isUnique() || person.isPresent()));
        if (caseNumber.isEmpty()) {
            missing(
                    "case",
                    "a field that is filled in every record and the same in those of one case",
                    Meaning.CASE_NUMBER);
        }
        return "# CONFIRM: which fields hold the numbers of record, person and case"
                + String.join("", words) + "\nidentity: { record: "
                + quoted(record.map(Field::name).orElse(open))
                + ", person: { field: " + quoted(person.orElse(open)) + " }, case: { field: "
                + quoted(caseNumber.map(Field::name).orElse(open)) + " } }\n";
    }

    private Optional<String> person(Optional<Field> record) {
        Optional<DraftFields.Inside> people = fields.inside(Use.PEOPLE);
        if (people.isPresent()) {
            // The mapping gives each person the number; this only says where it stands.
            Optional<String> number = personOf(people.get().fields())
                    .filter(DraftFields::canBeNamed)
                    .map(field -> field.name().replace("[]", ""));
            if (number.isEmpty()) {
                open(
                        "person",
                        "a field of " + people.get().list().name()
                                + " that is filled in every element and another for each person; the"
                                + " mapping has to give it as personRef");
            }
            if (number.isPresent()) {
                words.add(
                        "\n# several people come of one record: the mapping gives each number as personRef, so that \"check\""
                                + " finds none at person.field by itself");
            }
            return number;
        }
        Optional<Field> named = fields.of(Meaning.PERSON_NUMBER);
        Optional<Field> person =
                named.isEmpty() ? record : named.filter(field -> DraftFields.canBeNamed(field) && field.isUnique());
        if (person.isEmpty()) {
            missing(
                    "person",
                    "a field that is filled in every record and another for each person",
                    Meaning.PERSON_NUMBER);
        }
        return person.map(Field::name);
    }

    /** A field that is filled everywhere, each time with something else. */
    private Optional<Field> differentEverywhere() {
        return fields.all().stream()
                .filter(field -> DraftFields.canBeNamed(field)
                        && field.isUnique()
                        && field.among() > 1
                        && field.meaning() == Meaning.UNKNOWN)
                .findFirst();
    }

    private void missing(String number, String what, Meaning meaning) {
        String seen = fields.of(meaning)
                .map(field -> "; " + field.name().replaceAll("\\p{Cntrl}", " ") + " is called so, and is filled in "
                        + field.filled() + " of " + field.among() + " with "
                        + field.values().size() + " different ones")
                .orElse("");
        open(number, what + seen);
    }

    private void open(String number, String what) {
        words.add("\n# CONFIRM: for " + number + " name " + what
                + (open.equals(OPEN)
                        ? "; until then every record is refused"
                        : "; what is named now is not it: this format needs a field that it declares"));
    }
}
