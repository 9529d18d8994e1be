package org.nansen.gateway.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MrzComparisonTest {

    private static final Map<String, String> COUNTRIES = Map.of("SYR", "SYR", "D", "DEU", "GBO", "GBO");
    private static final String REST = "L898902C36SYR7408122F1204159ZE184226B<<<<<10";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "Eriksson|Anna Maria|ERIKSSON<<ANNA<MARIA",
                "ERIKSSON|ANNA MARIA|ERIKSSON<<ANNA<MARIA",
                "Müller|Özgür|MUELLER<<OEZGUER",
                "Müller|Özgür|MULLER<<OZGUR",
                "Müller|Özgür|MUXXLLER<<OZGUXXR",
                "van den Berg|Anna|VANDENBERG<<ANNA",
                "Smith-Jones|Anna|SMITH<JONES<<ANNA",
                "O'Connor|Anna|OCONNOR<<ANNA",
                "Григорьев|Олег|GRIGOREV<<OLEG",
                "Григорьев|Олег|HRYHOREV<<OLEH",
                "عبد الرحيم|محمود|EBD<ALRXHYM<<MXHMWD",
                "Sukarnix|-|SUKARNIX",
                // Longer than its field: cut at the end, in the middle of a word, or to initials.
                "Feldspat|Annabella Mariella Josefina Theodora|FELDSPAT<<ANNABELLA<MARIELLA<JOSEFINA<T",
                "Feldspat|Annabella Mariella Josefina Theodora|FELDSPAT<<ANNABELLA<M<JOSEFINA<THEODORA",
            })
    void aNameAgreesWithEveryWayOfWritingIt(String surname, @Nullable String given, String zone) {
        assertThat(compare(zone, REST, person(name(surname, given, null, null))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Eriksson|Anna|ERIKSSON<<ANNA<MARIA",
                "Müller|Özgür|MUELLER<<OZGUR",
                "Ericson|Anna Maria|ERIKSSON<<ANNA<MARIA",
                "Anna Maria|Eriksson|ERIKSSON<<ANNA<MARIA",
                "Feldspat|Bella Mariella Josefina Theodora|FELDSPAT<<ANNABELLA<MARIELLA<JOSEFINA<T",
            })
    void anotherNameIsADifference(String surname, String given, String zone) {
        assertThat(compare(zone, REST, person(name(surname, given, null, null))))
                .containsExactly("person/names");
    }

    @Test
    void anyNameOfThePersonWillDo() {
        PersonName other = name("Feldspat", "Ada", null, null);
        String zone = "ERIKSSON<<ANNA<MARIA";
        assertThat(compare(zone, REST, person(other, name("Eriksson", "Anna Maria", null, null))))
                .isEmpty();
        assertThat(compare(zone, REST, person(other, name(null, null, "Anna Maria Eriksson", null))))
                .isEmpty();
        assertThat(compare(zone, REST, person(other, name(null, null, "李", "Eriksson Anna Maria"))))
                .isEmpty();
        // A name in letters that no table has cannot be compared, which is no difference.
        assertThat(compare(zone, REST, person(name("李", "明", null, null)))).isEmpty();
        assertThat(compare(zone, REST, person(other))).containsExactly("person/names");
    }

    @ParameterizedTest
    @CsvSource({
        "1974-08-12, true", "1974-08, true", "1974, true", "XXXX, true", "1973/1975, true",
                "1974-08-01/1974-08-12, true",
        "1974-08-13, false", "1974-12-08, false", "1975, false", "1974-07, false", "1974-08-13/1974-08-20, false",
                "1970/1973, false"
    })
    void aBirthDateAgreesAsFarAsItIsKnown(String held, boolean agrees) {
        Person person = person(held, 2, "SYR", name("Eriksson", "Anna Maria", null, null));
        assertThat(compare("ERIKSSON<<ANNA<MARIA", REST, person))
                .isEqualTo(agrees ? List.of() : List.of("person/birthDate"));
    }

    @ParameterizedTest
    @CsvSource({"2, true", "1, false", "0, true", "9, true"})
    void aSexThatIsNotKnownIsNoDifference(int held, boolean agrees) {
        Person person = person("1974", held, "SYR", name("Eriksson", "Anna Maria", null, null));
        assertThat(compare("ERIKSSON<<ANNA<MARIA", REST, person)).isEqualTo(agrees ? List.of() : List.of("person/sex"));
    }

    @Test
    void nationalityAndDocumentAreComparedInCanonicalCodes() {
        Person german = person("1974", 2, "DEU", name("Eriksson", "Anna Maria", null, null));
        // D<< in place of the nationality changes no check digit: none counts it.
        assertThat(compare("ERIKSSON<<ANNA<MARIA", REST.replace("SYR", "D<<"), german))
                .isEmpty();
        assertThat(compare("ERIKSSON<<ANNA<MARIA", REST, german)).containsExactly("person/nationalities");

        Mrz mrz = Mrz.read(List.of(line("ERIKSSON<<ANNA<MARIA"), REST)).orElseThrow();
        MrzComparison comparison = new MrzComparison(mrz, COUNTRIES::get, MrzTest.TODAY);
        assertThat(comparison.differences(document("l898902-c3", "SYR", "2012-04"), null))
                .isEmpty();
        assertThat(comparison.differences(document("L898902C4", "DEU", "2013-04-15"), null))
                .containsExactly("number", "issuer", "expires");
        assertThat(comparison.differences(document("L898902C3", null, null), null))
                .isEmpty();
    }

    private static List<String> compare(String name, String rest, Person person) {
        Mrz mrz = Mrz.read(List.of(line(name), rest)).orElseThrow();
        return new MrzComparison(mrz, COUNTRIES::get, MrzTest.TODAY)
                .differences(document("L898902C3", null, null), person);
    }

    private static String line(String name) {
        return ("P<SYR" + name + "<".repeat(39)).substring(0, 44);
    }

    private static IdentityDocument document(String number, @Nullable String issuer, @Nullable String expires) {
        Country country = issuer == null ? null : Country.of(issuer);
        return new IdentityDocument("passport", number, country, null, expires, List.of(), null, null);
    }

    private static PersonName name(
            @Nullable String surname, @Nullable String given, @Nullable String full, @Nullable String latin) {
        return new PersonName(PersonName.Type.PRIMARY, surname, given, full, null, latin, null);
    }

    private static Person person(PersonName... names) {
        return person("1974-08-12", 2, "SYR", names);
    }

    private static Person person(String birthDate, int sex, String nationality, PersonName... names) {
        return new Person(
                Arrays.asList(names),
                new BirthDate(birthDate, false),
                null,
                null,
                new Sex(sex, null),
                List.of(new Nationality(Country.of(nationality), Nationality.Status.CLAIMED)),
                List.of(),
                null,
                null,
                null,
                null);
    }
}
