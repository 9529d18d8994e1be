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

/** The parts of a drafted mapping that tell who somebody is. */
final class DraftPerson {

    private final String codes;
    private final DraftReach reach;

    /** @param codes what the system's own codes are called */
    DraftPerson(String codes, DraftReach reach) {
        this.codes = codes;
        this.reach = reach;
    }

    String person() {
        List<String> inner = new ArrayList<>();
        names(inner);
        reach.of(Meaning.BIRTH_DATE)
                .ifPresentOrElse(
                        found -> inner.add("    " + found.dated("birthDate", "birth-date")),
                        () -> inner.add(open("birthDate", "a birth date")));
        reach.codes(Meaning.SEX)
                .ifPresentOrElse(
                        found -> inner.add("    \"sex\": " + code("sex", "required(" + found.path() + ")")),
                        () -> inner.add(open("sex", "a sex")));
        nationalities()
                .ifPresentOrElse(
                        text -> inner.add("    \"nationalities\": [ " + text + " ]"),
                        () -> inner.add(open("nationalities", "a nationality")));
        reach.of(Meaning.BIRTH_PLACE).ifPresent(found -> inner.add("    \"birthPlace\": " + found.path()));
        reach.codes(Meaning.BIRTH_COUNTRY)
                .ifPresent(found -> inner.add("    \"birthCountry\": " + code("country", found.path())));
        return "  \"person\": {\n" + joined(inner) + "\n  }";
    }

    private Optional<String> nationalities() {
        Optional<Inside> list = reach.near().inside(Use.NATIONALITIES);
        if (list.isPresent()) {
            return list.get()
                    .fields()
                    .of(Meaning.NATIONALITY)
                    .filter(DraftCodes::fits)
                    .map(field ->
                            "for (" + path(list.get().list()) + ") " + nationality("required(" + path(field) + ")"));
        }
        return reach.of(Meaning.NATIONALITY)
                .filter(found -> DraftCodes.fits(found.field()))
                .map(found -> found.field().isList()
                        ? "for (" + found.path() + ") " + nationality(".")
                        : nationality("required(" + found.path() + ")"));
    }

    private String nationality(String value) {
        return "{ \"country\": " + code("country", value) + ", \"status\": \"claimed\" }";
    }

    private void names(List<String> inner) {
        List<String> parts = new ArrayList<>();
        reach.of(Meaning.SURNAME).ifPresent(found -> parts.add("\"surname\": " + found.path()));
        Optional<String> given = reach.of(Meaning.GIVEN_NAME).map(found -> "\"given\": " + found.path());
        given.ifPresent(parts::add);
        if (parts.isEmpty()) {
            reach.of(Meaning.FULL_NAME).ifPresent(found -> parts.add("\"full\": " + found.path()));
        }
        if (parts.isEmpty()) {
            inner.add(open("names", "a name"));
            return;
        }
        String birth = reach.of(Meaning.BIRTH_NAME)
                .map(found -> ",\n      if (" + found.path() + ") name({ \"type\": \"birth\", \"surname\": "
                        + found.path() + given.map(text -> ", " + text).orElse("") + " })")
                .orElse("");
        inner.add("    \"names\": [ name({ \"type\": \"primary\", " + String.join(", ", parts) + " })" + birth + " ]");
    }

    /** Returns the part of the documents, if the sample has any. */
    Optional<String> documents() {
        String confirm = "  // CONFIRM: what these documents are\n  \"documents\": ";
        Optional<Inside> list = reach.near().inside(Use.DOCUMENTS);
        if (list.isPresent()) {
            DraftReach inside = new DraftReach(list.get().fields(), null);
            return inside.of(Meaning.DOCUMENT_NUMBER)
                    .map(number -> confirm + "[ for (" + path(list.get().list()) + ") " + document(inside, number)
                            + " if (" + number.path() + ") ]");
        }
        return reach.of(Meaning.DOCUMENT_NUMBER)
                .map(number -> confirm + "if (" + number.path() + ") [ " + document(reach, number) + " ]");
    }

    private String document(DraftReach from, Found number) {
        return "{ \"type\": "
                + from.codes(Meaning.DOCUMENT_TYPE)
                        .map(found -> code("document-type", "required(" + found.path() + ")"))
                        .orElse("\"passport\"")
                + ", \"number\": " + number.path()
                + from.codes(Meaning.DOCUMENT_ISSUER)
                        .map(found -> ", \"issuer\": " + code("country", found.path()))
                        .orElse("")
                + from.of(Meaning.DOCUMENT_EXPIRES)
                        .map(found -> found.alsoDated("expires"))
                        .orElse("")
                + " }";
    }

    /** Returns the person's own number, where several people come of one record. */
    String reference() {
        Optional<Field> number = DraftIdentity.personOf(reach.near());
        return number.map(field -> "  \"personRef\": { \"value\": required(" + path(field) + ") }")
                .orElse("  // CONFIRM: personRef: no field of the list is called a person's number, filled in every"
                        + " element and another in each; without it every record is refused");
    }

    private String code(String list, String value) {
        return "code(" + quoted(list) + ", " + quoted(codes) + ", " + value + ")";
    }

    /** A part that a record needs and for which nothing in the sample has a telling name. */
    private static String open(String part, String words) {
        return "    // CONFIRM: " + part + ": no field's name says that it holds " + words
                + "; without it every application is rejected";
    }

    /** Comments take no comma behind them. */
    static String joined(List<String> lines) {
        StringBuilder text = new StringBuilder();
        long open = lines.stream().filter(line -> !isComment(line)).count();
        for (String line : lines) {
            open -= isComment(line) ? 0 : 1;
            text.append(text.isEmpty() ? "" : "\n").append(line).append(!isComment(line) && open > 0 ? "," : "");
        }
        return text.toString();
    }

    /** A comment may stand before what it is about. */
    private static boolean isComment(String part) {
        return part.lines().allMatch(line -> line.strip().startsWith("//"));
    }
}
