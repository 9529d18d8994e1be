package org.nansen.gateway.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nansen.gateway.settings.SettingsFault;

class NamesTest {

    @TempDir
    Path folder;

    private MappingRig rig;

    @BeforeEach
    void open() {
        rig = new MappingRig(folder);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "given-first|Anna Maria Feldspat|Feldspat|Anna Maria",
                "given-first|Anna van den Berg|van den Berg|Anna",
                "given-first|Van Feldspat|Feldspat|Van",
                "given-first|Ahmad bin Zeolith|bin Zeolith|Ahmad",
                "surname-first|Feldspat Anna Maria|Feldspat|Anna Maria",
                "surname-first|van den Berg Anna|van den Berg|Anna",
                "surname-first|von Anna|von|Anna",
                "comma|van den Berg, Anna Maria|van den Berg|Anna Maria",
                "comma|زيوليت، أحمد|زيوليت|أحمد",
                "capitals|Anna Maria FELDSPAT|FELDSPAT|Anna Maria",
                "capitals|FELDSPAT QUARZ Anna|FELDSPAT QUARZ|Anna",
                "capitals|Anna van den BERG|van den BERG|Anna",
                "capitals|J. R. FELDSPAT|FELDSPAT|J. R.",
            })
    void aWholeNameIsPartedInTheOrderOfItsSystem(String order, String full, String surname, String given) {
        JsonNode name = rig.eval("name({\"full\": .X, \"order\": \"" + order + "\"})", full);
        assertThat(name.path("surname").asText()).isEqualTo(surname);
        assertThat(name.path("given").asText()).isEqualTo(given);
        assertThat(name.has("full")).isFalse();
        assertThat(rig.notes()).contains("name-order " + order + ": " + full);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "given-first|Sukarnix",
                "surname-first|Sukarnix",
                "comma|Anna Maria Feldspat",
                "comma|Feldspat, Anna, Maria",
                "comma|Feldspat,",
                // Nothing tells the surname where all is in capitals, or in a script without small letters.
                "capitals|ANNA MARIA FELDSPAT",
                "capitals|Anna Maria Feldspat",
                "capitals|أحمد زيوليت",
                "capitals|Anna FELDSPAT Maria",
                "capitals|ANNA Maria FELDSPAT"
            })
    void aNameThatTheOrderDoesNotFitStaysWhole(String order, String full) {
        JsonNode name = rig.eval("name({\"full\": .X, \"order\": \"" + order + "\"})", full);
        assertThat(name.path("full").asText()).isEqualTo(full);
        assertThat(name.has("surname") || name.has("given")).isFalse();
        assertThat(rig.notes()).isEmpty();
    }

    @Test
    void lettersStayAsTheyAreInWhateverCase() {
        for (String surname : new String[] {"MACDONALD", "IŞIK", "ΠΑΠΠΑΣ", "de la CRUZ", "ß"}) {
            JsonNode name = rig.eval("name({\"surname\": .X})", surname);
            assertThat(name.path("surname").asText()).isEqualTo(surname);
            assertThat(rig.notes()).isEmpty();
        }
    }

    @Test
    void particlesAndPatronymicsThatASystemKeepsApartAreJoinedAndNoted() {
        JsonNode name = rig.evalOn(
                "name({\"surname\": .N, \"particle\": .P, \"given\": .V, \"patronymic\": .O})",
                "{\"N\": \"Quarz\", \"P\": \"von der\", \"V\": \"Iwan\", \"O\": \"Petrowitsch\"}");
        assertThat(name.path("surname").asText()).isEqualTo("von der Quarz");
        assertThat(name.path("given").asText()).isEqualTo("Iwan Petrowitsch");
        assertThat(rig.notes()).containsExactly("name-particle: von der", "name-patronymic: Petrowitsch");

        // No surname at all, as in Ethiopia or Iceland: both together are the whole name.
        JsonNode chain =
                rig.evalOn("name({\"given\": .V, \"patronymic\": .O})", "{\"V\": \"Zeritu\", \"O\": \"Glimmer\"}");
        assertThat(chain.path("full").asText()).isEqualTo("Zeritu Glimmer");
        // A particle without a name behind it is no name.
        assertThat(rig.evalOn("name({\"particle\": .P})", "{\"P\": \"von\"}").isNull())
                .isTrue();
    }

    @Test
    void aSystemsOwnParticlesReplaceTheKnownOnes() {
        JsonNode name = rig.eval(
                "name({\"full\": .X, \"order\": \"given-first\", \"particles\": [\"O\"]})", "Anna van o Quarz");
        assertThat(name.path("surname").asText()).isEqualTo("o Quarz");
        assertThat(name.path("given").asText()).isEqualTo("Anna van");
    }

    @Test
    void whatASystemWritesForNoNameIsNone() {
        String mapping = "name({\"surname\": .S, \"given\": .G, \"none\": [\"-\", \"FNU\", \"LNU\"]})";
        JsonNode name = rig.evalOn(mapping, "{\"S\": \"Sukarnix\", \"G\": \"fnu\"}");
        assertThat(name.path("surname").asText()).isEqualTo("Sukarnix");
        assertThat(name.has("given")).isFalse();
        assertThat(rig.notes()).containsExactly("name-none given: fnu");
        JsonNode single = rig.evalOn(mapping, "{\"S\": \"LNU\", \"G\": \"Sukarnix\"}");
        assertThat(single.path("full").asText()).isEqualTo("Sukarnix");
        assertThat(rig.evalOn(mapping, "{\"S\": \"-\", \"G\": \"-\"}").isNull()).isTrue();
        // It stands for none behind a comma too.
        String whole = "name({\"full\": .X, \"order\": \"comma\", \"none\": [\"FNU\", \"LNU\"]})";
        JsonNode noGiven = rig.eval(whole, "SUKARNIX, FNU");
        assertThat(noGiven.path("surname").asText()).isEqualTo("SUKARNIX");
        assertThat(noGiven.has("given") || noGiven.has("full")).isFalse();
        assertThat(rig.notes()).containsExactly("name-order comma: SUKARNIX, FNU", "name-none given: FNU");
        JsonNode noSurname = rig.eval(whole, "LNU, Zeritu");
        assertThat(noSurname.path("full").asText()).isEqualTo("Zeritu");
        assertThat(noSurname.has("given") || noSurname.has("surname")).isFalse();
        assertThat(rig.eval(whole, "LNU, FNU").isNull()).isTrue();
        // It is never guessed: without the list the text is a name.
        assertThat(rig.eval("name({\"surname\": .X})", "FNU").path("surname").asText())
                .isEqualTo("FNU");
    }

    @ParameterizedTest
    @CsvSource({
        "Feldspat, Latn",
        "Полевой, Cyrl",
        "زيوليت, Arab",
        "長石, Hani",
        "ジルコン, Kana",
        "ፈልድ, Ethi",
        "Feldспат, Zyyy",
        "ᏣᎳᎩ, Zzzz"
    })
    void theScriptIsTold(String surname, String script) {
        assertThat(rig.eval("name({\"surname\": .X})", surname).path("script").asText())
                .isEqualTo(script);
    }

    @Test
    void anAliasIsAWholeIdentityWithWhatIsKnownOfIt() {
        String mapping = "alias({\"names\": [name({\"surname\": .S, \"given\": .G})],"
                + " \"birthDate\": birth-date(.B), \"nationalities\": [{\"country\": code(\"country\", \"ISO-2\", .N),"
                + " \"status\": \"claimed\"}]})";
        JsonNode whole = rig.evalOn(mapping, "{\"S\": \"Glimmer\", \"G\": \"Ada\", \"B\": \"1981\", \"N\": \"SY\"}");
        assertThat(whole.at("/names/0/surname").asText()).isEqualTo("Glimmer");
        assertThat(whole.at("/birthDate/value").asText()).isEqualTo("1981");
        assertThat(whole.at("/nationalities/0/country/code").asText()).isEqualTo("SYR");
        assertThat(rig.evalOn(mapping, "{\"B\": \"1981\"}").isNull()).isTrue();
        assertThat(rig.evalOn("alias(.NONE)", "{}").isNull()).isTrue();
    }

    @Test
    void anOrderThatIsNoneStopsTheStart() {
        assertThatThrownBy(() -> rig.compile("name({\"full\": .X, \"order\": \"eastern\"})"))
                .isInstanceOf(SettingsFault.class)
                .hasMessageContaining("\"eastern\" is no order of names; known are given-first, surname-first");
        assertThatThrownBy(() -> rig.compile("birth-date({\"value\": .X, \"calendar\": \"lunar\"})"))
                .hasMessageContaining("\"lunar\" is no calendar; known are gregorian, hijri-umm-al-qura");
        assertThatThrownBy(() -> rig.compile("birth-date({\"value\": .X, \"estimate-days\": [\"1 Jan\"]})"))
                .hasMessageContaining("\"1 Jan\" is no day");
        assertThatThrownBy(() -> rig.compile("birth-date({\"value\": .X, \"give-or-take\": 30})"))
                .hasMessageContaining("\"30\" is no number of days");
        assertThatThrownBy(() -> rig.compile("date-time({\"value\": .X, \"zone\": \"Berlin\"})"))
                .hasMessageContaining("\"Berlin\" is no time zone");
    }

    @Property(tries = 500)
    void noTextIsLostWhenItIsParted(@ForAll("names") String full) {
        for (NameOrder order : NameOrder.values()) {
            order.part(full, NameOrder.PARTICLES).ifPresent(parted -> {
                assertThat(parted.surname()).isNotBlank();
                assertThat(parted.given()).isNotBlank();
                assertThat(letters(parted.surname()) + letters(parted.given())).hasSameSizeAs(letters(full));
            });
        }
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.of("van", "der", "BERG", "Anna", "A.", "al", "أحمد", "Quarz,", "de", "ÜN")
                .list()
                .ofMinSize(1)
                .ofMaxSize(6)
                .map(words -> String.join(" ", words));
    }

    private static String letters(String text) {
        return text.replaceAll("[ ,\u060C]", "");
    }
}
