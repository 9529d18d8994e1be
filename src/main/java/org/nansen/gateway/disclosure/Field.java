package org.nansen.gateway.disclosure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.ledger.CaseFile;
import org.nansen.gateway.record.Country;
import org.nansen.gateway.record.Decision;
import org.nansen.gateway.record.ExternalRef;
import org.nansen.gateway.record.Person;
import org.nansen.gateway.record.StatusChange;

/**
 * Everything that a destination's {@code fields} list can name. Each is written out here one by one and value by value,
 * so that a new field of the record stays invisible outside until somebody adds it here and somebody else lists it.
 * Countries are told as codes only, never what the source had written.
 */
enum Field {
    PERSON_NAMES("person.names", file -> person(file, person -> Parts.names(person.names()))),
    PERSON_BIRTH_DATE("person.birthDate", file -> person(file, person -> Parts.birthDate(person.birthDate()))),
    PERSON_BIRTH_PLACE("person.birthPlace", file -> person(file, person -> text(person.birthPlace()))),
    PERSON_BIRTH_COUNTRY("person.birthCountry", file -> person(file, person -> country(person.birthCountry()))),
    PERSON_SEX(
            "person.sex",
            file -> person(
                    file,
                    person -> JsonNodeFactory.instance.numberNode(person.sex().code()))),
    PERSON_NATIONALITIES(
            "person.nationalities", file -> person(file, person -> Parts.nationalities(person.nationalities()))),
    PERSON_ALIASES("person.aliases", file -> person(file, person -> Parts.aliases(person.aliases()))),
    DOCUMENTS("documents", file -> file.identity()
            .map(record -> Parts.documents(record.documents()))
            .orElse(null)),
    COUNTRY_OF_ASYLUM("countryOfAsylum", file -> country(file.record().countryOfAsylum())),
    DECISION_OUTCOME("decision.outcome", file -> decision(file, decision -> Parts.word(decision.outcome()))),
    DECISION_FINALITY("decision.finality", file -> decision(file, decision -> Parts.word(decision.finality()))),
    DECISION_LEVEL("decision.level", file -> decision(file, decision -> Parts.word(decision.level()))),
    DECISION_DATE("decision.date", file -> decision(file, decision -> text(decision.date()))),
    DECISION_CRIMINAL_GROUND(
            "decision.criminalGround",
            file -> decision(file, decision -> JsonNodeFactory.instance.booleanNode(decision.criminalGround()))),
    DECISION_PROTECTED_AGAINST(
            "decision.protectedAgainst", file -> decision(file, decision -> codes(decision.protectedAgainst()))),
    STATUS_KIND("statusChange.kind", file -> status(file, status -> Parts.word(status.kind()))),
    STATUS_DATE("statusChange.date", file -> status(file, status -> text(status.date()))),
    REF_INTERPOL("externalRefs.INTERPOL", file -> references(file, "INTERPOL")),
    REF_CCF("externalRefs.CCF", file -> references(file, "CCF")),
    REF_EURODAC("externalRefs.EURODAC", file -> references(file, "EURODAC")),
    REF_DUBLINET("externalRefs.DUBLINET", file -> references(file, "DUBLINET")),
    REF_AZR("externalRefs.AZR", file -> references(file, "AZR")),
    REF_UNHCR("externalRefs.UNHCR", file -> references(file, "UNHCR")),
    SCREENING_RESULT("screening.result", file -> file.screening() == null ? null : Parts.word(file.screening())),
    SCREENING_HITS("screening.hits", file -> Parts.hits(file.parts(), file.shield()));

    private final String path;
    private final Function<CaseFile, @Nullable JsonNode> value;

    Field(String path, Function<CaseFile, @Nullable JsonNode> value) {
        this.path = path;
        this.value = value;
    }

    /** Returns the dotted path by which a policy names it. */
    String path() {
        return path;
    }

    /** All paths, for whoever named none of them. */
    static String paths() {
        return Arrays.stream(values()).map(Field::path).collect(Collectors.joining(", "));
    }

    static Optional<Field> find(String path) {
        return Arrays.stream(values()).filter(field -> field.path.equals(path)).findFirst();
    }

    /** Puts the field where its path says, when the file has it. */
    void copy(CaseFile from, ObjectNode to) {
        JsonNode found = value.apply(from);
        if (found == null || found.isNull() || (found.isContainerNode() && found.isEmpty())) {
            return;
        }
        int dot = path.indexOf('.');
        if (dot < 0) {
            to.set(path, found);
        } else {
            to.withObjectProperty(path.substring(0, dot)).set(path.substring(dot + 1), found);
        }
    }

    private static @Nullable JsonNode person(CaseFile file, Function<Person, @Nullable JsonNode> part) {
        return file.identity()
                .map(record -> record.person() == null ? null : part.apply(record.person()))
                .orElse(null);
    }

    private static @Nullable JsonNode decision(CaseFile file, Function<Decision, @Nullable JsonNode> part) {
        Decision decision = file.record().decision();
        return decision == null ? null : part.apply(decision);
    }

    private static @Nullable JsonNode status(CaseFile file, Function<StatusChange, @Nullable JsonNode> part) {
        StatusChange status = file.record().statusChange();
        return status == null ? null : part.apply(status);
    }

    private static JsonNode references(CaseFile file, String scheme) {
        TreeSet<String> values = new TreeSet<>();
        Stream.concat(file.externalRefs().stream(), file.record().externalRefs().stream())
                .filter(reference -> reference.scheme().equals(scheme))
                .map(ExternalRef::value)
                .forEach(values::add);
        return strings(values);
    }

    private static @Nullable JsonNode text(@Nullable String text) {
        return text == null ? null : JsonNodeFactory.instance.textNode(text);
    }

    private static @Nullable JsonNode country(@Nullable Country country) {
        return country == null ? null : JsonNodeFactory.instance.textNode(country.code());
    }

    private static ArrayNode codes(List<Country> countries) {
        return strings(countries.stream().map(Country::code).toList());
    }

    static ArrayNode strings(Collection<String> texts) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        texts.forEach(array::add);
        return array;
    }
}
