package org.nansen.gateway.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZonesTest {

    private static final String PASSPORT =
            "P<SYRERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36SYR7408122F1204159ZE184226B<<<<<10";

    @TempDir
    Path folder;

    private MappingRig rig;

    @BeforeEach
    void open() {
        rig = new MappingRig(folder);
    }

    @Test
    void aZoneGivesDocumentAndPerson() {
        JsonNode parts = rig.eval("mrz(.X)", PASSPORT);
        assertThat(rig.problems()).isEmpty();
        assertThat(parts.path("format").asText()).isEqualTo("TD3");
        assertThat(parts.path("document").toString())
                .isEqualTo(
                        "{\"type\":\"passport\",\"number\":\"L898902C3\",\"issuer\":{\"code\":\"SYR\",\"original\":\"SYR\","
                                + "\"originalSystem\":\"ICAO\"},\"expires\":\"2012-04-15\",\"mrz\":["
                                + "\"P<SYRERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\",\"L898902C36SYR7408122F1204159ZE184226B<<<<<10\"],"
                                + "\"mrzValid\":true}");
        assertThat(parts.path("name").toString())
                .isEqualTo(
                        "{\"type\":\"primary\",\"surname\":\"ERIKSSON\",\"given\":\"ANNA MARIA\",\"script\":\"Latn\"}");
        assertThat(parts.path("birthDate").toString()).isEqualTo("{\"value\":\"1974-08-12\",\"estimated\":false}");
        assertThat(parts.path("sex").toString()).isEqualTo("{\"code\":2,\"original\":\"F\"}");
        assertThat(parts.path("nationality").path("code").asText()).isEqualTo("SYR");
        assertThat(rig.notes()).containsExactly("mrz-document: ", "mrz-name: ", "mrz-birth-date: 740812");
    }

    @Test
    void linesMayBeAnArrayAndStatesMayHaveLettersOfTheirOwn() {
        JsonNode parts = rig.evalOn(
                "mrz([.A, .B])",
                "{\"A\": \"PRD<<ERIKSSON<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<\", \"B\": \"L898902C36XXB7408122<1204159ZE184226B<<<<<10\"}");
        assertThat(parts.at("/document/type").asText()).isEqualTo("travel-document");
        assertThat(parts.at("/document/issuer/code").asText()).isEqualTo("DEU");
        assertThat(parts.at("/name/surname").asText()).isEqualTo("ERIKSSON");
        assertThat(parts.path("name").has("given")).isFalse();
        assertThat(parts.at("/sex/code").asInt(9)).isZero();
        assertThat(parts.at("/nationality/code").asText()).isEqualTo("XXB");
        assertThat(rig.evalOn("mrz(.NONE)", "{}").isNull()).isTrue();
        assertThat(rig.problems()).isEmpty();
    }

    @Test
    void nothingIsTakenFromAZoneThatDoesNotHold() {
        JsonNode parts = rig.eval("mrz(.X)", PASSPORT.replace("L898902C36", "L8989O2C36"));
        assertThat(parts.isNull()).isTrue();
        assertThat(rig.problems()).containsExactly("X NG-109");
        assertThat(rig.hints())
                .contains("check-digit document-number 2:10, look-alike document-number 2:6")
                .doesNotContain("L898", "ERIKSSON");
    }

    @Test
    void unlessTheMappingWantsItAsItWasRead() {
        JsonNode parts =
                rig.eval("mrz({\"lines\": .X, \"unchecked\": true})", PASSPORT.replace("L898902C36", "L8989O2C36"));
        assertThat(rig.problems()).isEmpty();
        assertThat(parts.at("/document/number").asText()).isEqualTo("L8989O2C3");
        assertThat(parts.at("/document/mrzValid").asBoolean(true)).isFalse();
    }

    @Test
    void whatIsNoZoneOrNamesAStateThatIsNoneIsRefused() {
        rig.eval("mrz(.X)", "P<SYRERIKSSON");
        assertThat(rig.problems()).containsExactly("X NG-109");
        rig.eval("mrz({\"lines\": .X, \"unchecked\": true})", "no zone at all");
        assertThat(rig.problems()).containsExactly("X NG-109");
        // Utopia: issuer and nationality.
        rig.eval("mrz(.X)", PASSPORT.replace("SYR", "UTO"));
        assertThat(rig.problems()).containsExactly("X NG-102");
        // The thirtieth of February is no day, checked or not.
        rig.eval("mrz({\"lines\": .X, \"unchecked\": true})", PASSPORT.replace("740812", "740230"));
        assertThat(rig.problems()).containsExactly("X NG-103");
    }
}
