package org.nansen.gateway.normalize;

import static org.nansen.gateway.normalize.DraftFields.path;
import static org.nansen.gateway.normalize.DraftFields.quoted;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nansen.gateway.normalize.DraftFields.Inside;
import org.nansen.gateway.normalize.DraftFields.Use;
import org.nansen.gateway.normalize.DraftReach.Found;
import org.nansen.gateway.normalize.SampleForm.Field;

/**
 * The first draft of a {@code mapping.jslt}. It compiles, and it says nothing that the sample does not: where no field is
 * known for a part, the part is left open for a person. It never holds a value of the sample.
 */
final class DraftMapping {

    private final String codes;
    private final DraftFields fields;
    private final DraftReach reach;
    private final DraftPerson person;

    private DraftMapping(String system, DraftFields fields) {
        this.codes = DraftCodes.systemOf(system);
        this.fields = fields;
        this.reach = fields.inside(Use.PEOPLE)
                .map(people -> new DraftReach(people.fields(), fields))
                .orElseGet(() -> new DraftReach(fields, null));
        this.person = new DraftPerson(codes, new DraftReach(reach.near(), null));
    }

    static String of(String system, DraftFields fields) {
        DraftMapping draft = new DraftMapping(system, fields);
        return "// First draft by \"init\". What it could only suppose is marked CONFIRM; take the mark off when it is right.\n"
                + "// docs/mapping.md explains the functions, docs/record.md the fields.\n"
                + draft.left()
                + fields.inside(Use.PEOPLE).map(draft::each).orElseGet(draft::one)
                + "\n";
    }

    /** One canonical record. */
    private String one() {
        List<String> parts = new ArrayList<>();
        event(parts);
        version(parts);
        if (!onlyDecides()) {
            parts.add(person.person());
            person.documents().ifPresent(parts::add);
            parts.add(application());
        }
        decided()
                .ifPresent(outcome -> parts.add(
                        decisionWords() + "  \"decision\": if (" + outcome.path() + ") " + decision(outcome)));
        return object(parts);
    }

    /** One canonical record for each person in the list, and where there is a decision, one more. */
    private String each(Inside people) {
        List<String> parts = new ArrayList<>();
        event(parts);
        version(parts);
        parts.add(person.reference());
        parts.add(person.person());
        person.documents().ifPresent(parts::add);
        parts.add(application());
        Optional<Found> event = reach.codes(Meaning.EVENT);
        if (event.isPresent()) {
            decided()
                    .ifPresent(outcome -> parts.add(
                            decisionWords() + "  \"decision\": if (" + outcome.path() + ") " + decision(outcome)));
        }
        String loop = "[ for (" + path(people.list()) + ")\n";
        return "// What stands around the list, and is the same for each person in it.\nlet unit = (.)\n\n"
                + loop + object(parts) + "\n]"
                + decided()
                        .filter(outcome -> event.isEmpty())
                        .map(outcome ->
                                " + " + loop + object(decisionRecord(outcome)) + "\nif (" + outcome.path() + ") ]")
                        .orElse("");
    }

    private List<String> decisionRecord(Found outcome) {
        List<String> parts = new ArrayList<>();
        parts.add("  // CONFIRM: that a decision is about each person in the list\n  \"event\": \"decision\"");
        version(parts);
        parts.add(person.reference());
        parts.add(decisionWords() + "  \"decision\": " + decision(outcome));
        return parts;
    }

    private static String object(List<String> parts) {
        return "{\n" + DraftPerson.joined(parts) + "\n}";
    }

    /** Whether it looks like a system that decides on people whom another one registers. */
    private boolean onlyDecides() {
        return decided().isPresent()
                && reach.of(Meaning.SURNAME).isEmpty()
                && reach.of(Meaning.FULL_NAME).isEmpty();
    }

    private Optional<Found> decided() {
        return reach.codes(Meaning.OUTCOME);
    }

    private void event(List<String> parts) {
        String only = onlyDecides() ? "decision" : "application";
        parts.add(reach.codes(Meaning.EVENT)
                .map(found -> "  \"event\": " + code("event", "required(" + found.path() + ")"))
                .orElse("  // CONFIRM: that every record is of this event; no field seems to tell\n  \"event\": "
                        + quoted(only)));
    }

    private void version(List<String> parts) {
        reach.of(Meaning.VERSION).filter(found -> fields.version() == null).ifPresent(found -> {
            if (DraftDates.formats(found.field().values()).size() == 1) {
                parts.add("  // CONFIRM: that this field grows with every change; name it as feed.newer-by too\n"
                        + "  \"source\": { \"version\": " + found.date("date") + " }");
            }
        });
    }

    private String application() {
        Optional<Found> type = reach.codes(Meaning.APPLICATION_TYPE);
        return (type.isPresent() ? "" : "  // CONFIRM: which application it is: first, subsequent or family\n")
                + "  \"application\": { \"type\": "
                + type.map(found -> code("application-type", "required(" + found.path() + ")"))
                        .orElse("\"first\"")
                + reach.of(Meaning.LODGED)
                        .map(found -> found.alsoDated("lodgedAt"))
                        .orElse("")
                + " }";
    }

    private String decisionWords() {
        return "  // CONFIRM: level, finality and date of the decision; docs/record.md\n";
    }

    private String decision(Found outcome) {
        return "{ \"outcome\": " + code("outcome", outcome.path()) + ", \"level\": \"first\", \"finality\": "
                + reach.codes(Meaning.FINALITY)
                        .map(found -> code("finality", "required(" + found.path() + ")"))
                        .orElse("\"appealable\"")
                + reach.of(Meaning.DECISION_DATE)
                        .map(found -> found.alsoDated("date"))
                        .orElse("")
                + reach.of(Meaning.DECISION_NUMBER)
                        .map(found -> ", \"decisionRef\": " + found.path())
                        .orElse("")
                + " }";
    }

    private String code(String list, String value) {
        return "code(" + quoted(list) + ", " + quoted(codes) + ", " + value + ")";
    }

    /** What nobody took for anything, by name: each is read, or left out on purpose. */
    private String left() {
        List<String> left = new ArrayList<>();
        left(fields.all(), left);
        return left.isEmpty()
                ? ""
                : "// CONFIRM: not used: " + String.join("; ", left)
                        + ". Use what is of use (of a list: [ for (.name) … ]); addresses, health and the like"
                        + " are dropped in any case.\n";
    }

    private void left(List<Field> from, List<String> left) {
        for (Field field : from) {
            String name = field.name().replaceAll("[\\p{Cntrl}\\u2028\\u2029]", " ");
            if (fields.isUsed(field)) {
                left(field.inside(), left);
            } else if (fields.meaningOf(field) == Meaning.UNKNOWN) {
                left.add(field.isList() ? name + " (a list)" : name);
            }
        }
    }
}
