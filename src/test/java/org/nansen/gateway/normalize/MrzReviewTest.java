package org.nansen.gateway.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.nansen.gateway.normalize.SourceUnit.Mapped;
import org.nansen.gateway.record.AsylumRecord;
import org.nansen.gateway.record.Country;
import org.nansen.gateway.record.Provenance;

/** The zone is that of ICAO Doc 9303-4's specimen, with a state that exists in place of Utopia. */
class MrzReviewTest {

    private static final String NAME = "P<SYRERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<";
    private static final String REST = "L898902C36SYR7408122F1204159ZE184226B<<<<<10";

    @Test
    void aZoneThatHoldsAndAgreesIsMarkedAndNothingElse() {
        AsylumRecord record = read(given(NAME, REST));
        assertThat(record.documents().get(0).mrzValid()).isTrue();
        assertThat(record.documents().get(0).mrz()).containsExactly(NAME, REST);
        assertThat(record.provenance()).isEmpty();
    }

    @Test
    void whatDoesNotHoldIsWrittenDownAndNothingIsMended() {
        // A 0 of the number read as O: the reader's mistake, or a forger's.
        String misread = REST.replace("L898902C36", "L8989O2C36");
        AsylumRecord record = read(given(NAME, misread));
        assertThat(record.documents().get(0).mrzValid()).isFalse();
        assertThat(record.documents().get(0).mrz()).containsExactly(NAME, misread);
        assertThat(record.documents().get(0).number()).isEqualTo("L898902C3");
        assertThat(record.provenance())
                .extracting(Provenance::field, Provenance::rule)
                .containsExactly(
                        tuple("documents/0/mrz", "mrz-check-digit document-number 2:10"),
                        tuple("documents/0/mrz", "mrz-look-alike document-number 2:6"),
                        tuple("documents/0/mrz", "mrz-check-digit all 2:44"),
                        tuple("documents/0/number", "mrz-differs documents/0"));
        assertThat(record.provenance())
                .allSatisfy(note -> assertThat(note.mappingVersion()).hasSize(16));
    }

    @Test
    void whereZoneAndRecordDifferBothStay() {
        ObjectNode given = given(NAME, REST);
        given.put("born", "1974-12-08").put("surname", "Feldspat").put("sex", "M");
        AsylumRecord record = read(given);
        assertThat(record.documents().get(0).mrzValid()).isTrue();
        assertThat(record.person().birthDate().value()).isEqualTo("1974-12-08");
        assertThat(record.provenance())
                .extracting(Provenance::field, Provenance::original, Provenance::rule)
                .containsExactly(
                        tuple("person/birthDate", null, "mrz-differs documents/0"),
                        tuple("person/sex", null, "mrz-differs documents/0"),
                        tuple("person/names", null, "mrz-differs documents/0"));
    }

    @Test
    void whatTheSourceSaysOfItsZoneIsComputedAnew() {
        ObjectNode given = given(NAME, REST.replaceAll("0$", "9"));
        given.put("zoneHeld", true);
        AsylumRecord record = read(given);
        assertThat(record.documents().get(0).mrzValid()).isFalse();
        assertThat(record.provenance())
                .extracting(Provenance::field, Provenance::original, Provenance::rule)
                .contains(tuple("documents/0/mrzValid", "true", "mrz-computed"));
    }

    @Test
    void aStateThatOnlyTheZoneNamesMustNotLearnOfThePersonEither() {
        // Issued by Lebanon to a British overseas citizen, as the zone has it; the officer typed Syria.
        ObjectNode given = given(NAME.replace("SYR", "LBN"), REST.replace("SYR", "GBO"));
        assertThat(read(given).fearedCountries()).extracting(Country::code).containsExactly("SYR", "LBN", "GBR");
        // Codes of no state and zones that cannot be read add none.
        assertThat(read(given(NAME.replace("SYR", "UTO"), REST.replace("SYR", "XXA")))
                        .fearedCountries())
                .extracting(Country::code)
                .containsExactly("SYR");
        assertThat(read(given("unreadable")).fearedCountries())
                .extracting(Country::code)
                .containsExactly("SYR");
    }

    @Test
    void aStateInAZoneThatCannotBeReadIsShieldedFromAllTheSame() {
        // One character is lost at the end of each line; of the second only the first line came.
        String first = NAME.replace("SYR", "LBN");
        assertThat(read(given(first.substring(0, 43), REST.replace("SYR", "IRN").substring(0, 43)))
                        .fearedCountries())
                .extracting(Country::code)
                .containsExactly("SYR", "LBN", "IRN");
        assertThat(read(given(first)).fearedCountries())
                .extracting(Country::code)
                .containsExactly("SYR", "LBN");
    }

    @Test
    void linesThatAreNoZoneAreKeptAndMarked() {
        AsylumRecord record = read(given("P<SYRERIKSSON", "unreadable"));
        assertThat(record.documents().get(0).mrzValid()).isFalse();
        assertThat(record.provenance())
                .extracting(Provenance::field, Provenance::rule)
                .containsExactly(tuple("documents/0/mrz", "mrz-not-readable"));
    }

    private static ObjectNode given(String... lines) {
        ObjectNode given = new ObjectMapper().createObjectNode();
        given.put("id", "7")
                .put("surname", "Eriksson")
                .put("given", "Anna Maria")
                .put("born", "1974-08-12");
        given.put("sex", "F").put("nationality", "SYR").put("number", "L898902C3");
        for (String line : lines) {
            given.withArray("zone").add(line);
        }
        return given;
    }

    private static AsylumRecord read(ObjectNode given) {
        return ((Mapped) Formats.read(Formats.zones(), given + "\n").get(0))
                .records()
                .get(0);
    }
}
