package org.nansen.gateway.normalize;

import static org.nansen.gateway.normalize.DraftFields.path;
import static org.nansen.gateway.normalize.DraftFields.quoted;

import java.util.ArrayList;
import java.util.List;
import org.nansen.gateway.normalize.SampleForm.Field;

/**
 * The first draft of a {@code mapping.jslt}. It compiles, and it says nothing that the sample does not: where no field is
 * known for a part, the part is left open for a person. It never holds a value of the sample.
 */
final class DraftMapping {

    private final String codes;
    private final DraftFields fields;
    private final List<String> parts = new ArrayList<>();

    private DraftMapping(String system, DraftFields fields) {
        this.codes = DraftCodes.systemOf(system);
        this.fields = fields;
    }

    static String of(String system, DraftFields fields) {
        DraftMapping draft = new DraftMapping(system, fields);
        draft.event();
        draft.version();
        if (!draft.onlyDecides()) {
            draft.person();
            draft.document();
            draft.application();
        }
        draft.decision();
        String body = String.join(",\n", draft.parts);
        return "// First draft by \"init\". What it could only suppose is marked CONFIRM; take the mark off when it is right.\n"
                + "// docs/mapping.md explains the functions, docs/record.md the fields.\n"
                + draft.left()
                + "{\n" + body + "\n}\n";
    }

    /** Whether it looks like a system that decides on people whom another one registers. */
    private boolean onlyDecides() {
        return fields.of(Meaning.OUTCOME).filter(DraftCodes::fits).isPresent()
                && fields.of(Meaning.SURNAME).isEmpty()
                && fields.of(Meaning.FULL_NAME).isEmpty();
    }

    private void event() {
        String only = onlyDecides() ? "decision" : "application";
        fields.of(Meaning.EVENT)
                .filter(DraftCodes::fits)
                .ifPresentOrElse(
                        field -> parts.add(
                                "  \"event\": code(\"event\", " + quoted(codes) + ", required(" + path(field) + "))"),
                        () -> parts.add("  // CONFIRM: that every record is of this event; no field seems to tell\n"
                                + "  \"event\": " + quoted(only)));
    }

    private void version() {
        fields.of(Meaning.VERSION).filter(field -> fields.version() == null).ifPresent(field -> {
            List<String> formats = DraftFields.dateFormats(field);
            if (formats.size() == 1) {
                parts.add("  // CONFIRM: that this field grows with every change; name it as feed.newer-by too\n"
                        + "  \"source\": { \"version\": " + date("date", field, formats) + " }");
            }
        });
    }

    private void person() {
        List<String> inner = new ArrayList<>();
        name(inner);
        fields.of(Meaning.BIRTH_DATE)
                .ifPresentOrElse(
                        field -> inner.add("    " + dated("birthDate", "birth-date", field)),
                        () -> inner.add(open("birthDate", "a birth date")));
        coded(inner, Meaning.SEX, "sex", "a sex");
        fields.of(Meaning.NATIONALITY)
                .filter(DraftCodes::fits)
                .ifPresentOrElse(
                        field -> inner.add(nationalities(field)),
                        () -> inner.add(open("nationalities", "a nationality")));
        fields.of(Meaning.BIRTH_PLACE).ifPresent(field -> inner.add("    \"birthPlace\": " + path(field)));
        fields.of(Meaning.BIRTH_COUNTRY)
                .filter(DraftCodes::fits)
                .ifPresent(field -> inner.add(
                        "    \"birthCountry\": code(\"country\", " + quoted(codes) + ", " + path(field) + ")"));
        parts.add("  \"person\": {\n" + joined(inner) + "\n  }");
    }

    private String nationalities(Field field) {
        boolean list = field.note().equals(SampleForm.LIST);
        return "    \"nationalities\": [ " + (list ? "for (" + path(field) + ") " : "")
                + "{ \"country\": code(\"country\", " + quoted(codes) + ", "
                + (list ? "." : "required(" + path(field) + ")") + "), \"status\": \"claimed\" } ]";
    }

    private void name(List<String> inner) {
        List<String> given = new ArrayList<>();
        given.add("\"type\": \"primary\"");
        fields.of(Meaning.SURNAME).ifPresent(field -> given.add("\"surname\": " + path(field)));
        fields.of(Meaning.GIVEN_NAME).ifPresent(field -> given.add("\"given\": " + path(field)));
        if (given.size() == 1) {
            fields.of(Meaning.FULL_NAME).ifPresent(field -> given.add("\"full\": " + path(field)));
        }
        if (given.size() == 1) {
            inner.add(open("names", "a name"));
        } else {
            inner.add("    \"names\": [ name({ " + String.join(", ", given) + " }) ]");
        }
    }

    private void coded(List<String> inner, Meaning meaning, String part, String words) {
        fields.of(meaning)
                .filter(DraftCodes::fits)
                .ifPresentOrElse(
                        field -> inner.add("    " + quoted(part) + ": code(" + quoted(meaning.codeList()) + ", "
                                + quoted(codes) + ", required(" + path(field) + "))"),
                        () -> inner.add(open(part, words)));
    }

    /** A part that a record needs and for which nothing in the sample has a telling name. */
    private static String open(String part, String words) {
        return "    // CONFIRM: " + part + ": no field's name says that it holds " + words
                + "; without it every application is rejected";
    }

    private void document() {
        fields.of(Meaning.DOCUMENT_NUMBER).ifPresent(number -> {
            StringBuilder text = new StringBuilder();
            text.append("  // CONFIRM: that these documents are passports\n");
            text.append("  \"documents\": if (").append(path(number)).append(") [ { \"type\": ");
            text.append(fields.of(Meaning.DOCUMENT_TYPE)
                    .filter(DraftCodes::fits)
                    .map(field -> "code(\"document-type\", " + quoted(codes) + ", " + path(field) + ")")
                    .orElse("\"passport\""));
            text.append(", \"number\": ").append(path(number));
            fields.of(Meaning.DOCUMENT_ISSUER).filter(DraftCodes::fits).ifPresent(issuer -> text.append(
                            ", \"issuer\": code(\"country\", ")
                    .append(quoted(codes))
                    .append(", ")
                    .append(path(issuer))
                    .append(')'));
            parts.add(text.append(" } ]").toString());
        });
    }

    private void application() {
        String lodged = fields.of(Meaning.LODGED)
                .map(field -> ", " + dated("lodgedAt", "date", field))
                .filter(text -> !text.contains("CONFIRM"))
                .orElse("");
        parts.add("  // CONFIRM: which application it is: first, subsequent or family\n"
                + "  \"application\": { \"type\": \"first\"" + lodged + " }");
    }

    private void decision() {
        fields.of(Meaning.OUTCOME)
                .filter(DraftCodes::fits)
                .ifPresent(field -> parts.add("  // CONFIRM: level, finality and date of the decision; docs/record.md\n"
                        + "  \"decision\": if (" + path(field) + ") { \"outcome\": code(\"outcome\", " + quoted(codes)
                        + ", " + path(field) + "), \"level\": \"first\""
                        + fields.of(Meaning.DECISION_DATE)
                                .map(date -> ", " + dated("date", "date", date))
                                .filter(text -> !text.contains("CONFIRM"))
                                .orElse("")
                        + " }"));
    }

    private static String dated(String part, String function, Field field) {
        List<String> formats = DraftFields.dateFormats(field);
        if (formats.size() == 1) {
            return quoted(part) + ": " + date(function, field, formats);
        }
        String why = formats.isEmpty()
                ? "the values fit no known format"
                : "day and month cannot be told apart in the sample: " + String.join(" or ", formats);
        return "// CONFIRM: " + part + ": the date format of " + path(field) + "; " + why;
    }

    private static String date(String function, Field field, List<String> formats) {
        return function + "({ \"value\": " + path(field) + ", \"formats\": [" + quoted(formats.get(0)) + "] })";
    }

    /** What nobody took for anything, by name: each is read, or left out on purpose. */
    private String left() {
        List<String> left = fields.all().stream()
                .filter(field -> fields.meaningOf(field) == Meaning.UNKNOWN)
                .map(field -> field.note().equals(SampleForm.LIST) ? field.name() + " (a list)" : field.name())
                .map(name -> name.replaceAll("[\\p{Cntrl}\\u2028\\u2029]", " "))
                .toList();
        return left.isEmpty()
                ? ""
                : "// CONFIRM: not used: " + String.join("; ", left)
                        + ". Use what is of use (of a list: [ for (.name) … ]); addresses, health and the like"
                        + " are dropped in any case.\n";
    }

    /** Comments take no comma behind them. */
    private static String joined(List<String> lines) {
        StringBuilder text = new StringBuilder();
        long open =
                lines.stream().filter(line -> !line.strip().startsWith("//")).count();
        for (String line : lines) {
            boolean comment = line.strip().startsWith("//");
            open -= comment ? 0 : 1;
            text.append(text.isEmpty() ? "" : "\n").append(line).append(!comment && open > 0 ? "," : "");
        }
        return text.toString();
    }
}
