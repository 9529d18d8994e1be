package org.nansen.gateway.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.nansen.gateway.normalize.SourceFormat.Kind;
import org.nansen.gateway.normalize.SourceUnit.Mapped;
import org.nansen.gateway.normalize.SourceUnit.Problem;
import org.nansen.gateway.normalize.SourceUnit.Refused;
import org.nansen.gateway.normalize.SourceUnit.Skipped;
import org.nansen.gateway.record.AsylumRecord;
import org.nansen.gateway.record.Country;
import org.nansen.gateway.record.Event;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.record.Provenance;

class NormalizerTest {

    @Test
    void aRowBecomesACanonicalRecordWithWhatItsSystemShares() {
        AsylumRecord record = only(Formats.read(Formats.register(), Formats.HEADER + Formats.row(7)));

        assertThat(record.event()).isEqualTo(Event.APPLICATION);
        assertThat(record.schemaVersion()).isEqualTo("1");
        assertThat(record.messageId()).matches("[0-9a-f-]{14}7[0-9a-f-]{21}");
        assertThat(record.test()).isTrue();
        assertThat(record.source().system()).isEqualTo("register");
        assertThat(record.source().recordId()).isEqualTo("7");
        assertThat(record.source().version()).isEqualTo("2026-11-01");
        assertThat(record.source().enteredBy()).isNotNull().doesNotContain("clerk7");
        assertThat(record.personRef().space()).isEqualTo("register");
        assertThat(record.personRef().value()).isEqualTo("P7");
        assertThat(record.caseRef().space()).isEqualTo("file-number");
        assertThat(record.eventTime()).isEqualTo("2026-11-01T00:00:00Z");
        assertThat(record.countryOfAsylum().code()).isEqualTo("XAA");
        assertThat(record.person()).isNotNull();
        assertThat(record.person().names().get(0).surname()).isEqualTo("Müller");
        assertThat(record.person().names().get(0).script()).isEqualTo("Latn");
        assertThat(record.person().birthDate().value()).isEqualTo("1980-08-01");
        assertThat(record.person().sex().code()).isEqualTo(2);
        assertThat(record.person().nationalities().get(0).country()).isEqualTo(new Country("ALB", "121", "DESTATIS"));
        assertThat(record.fearedCountries()).extracting(Country::code).containsExactly("ALB");
        assertThat(record.fearedCountriesConfirmed()).isFalse();
        assertThat(record.legal().basis()).isEqualTo("Asylum Act, s. 12");
        assertThat(record.handling().level()).isEqualTo("restricted");
    }

    @Test
    void whatWasChangedOrDroppedIsWrittenDownAndAFieldThatIsNeverKeptIsOnlyNamed() {
        Mapped mapped = (Mapped) Formats.read(Formats.register(), Formats.HEADER + Formats.row(7))
                .get(0);

        assertThat(mapped.records().get(0).provenance())
                .extracting(Provenance::field, Provenance::original, Provenance::rule)
                .contains(
                        tuple("person/birthDate", "01.08.1980", "birth-date"),
                        tuple("source:RELIGION", null, "never-kept"));
        assertThat(new String(mapped.content(), StandardCharsets.UTF_8))
                .contains("VORNAME")
                .doesNotContain("RELIGION", "none");
    }

    @Test
    void aBadRecordIsRefusedAloneWithAllThatIsWrongAndNoValueInIt() {
        String bad = "8;P8;F8;2026-11-01;Q;Canary;Anna;31.02.1980;;;W;777;01.11.2026;;;;\n";
        List<SourceUnit> units =
                Formats.read(Formats.register(), Formats.HEADER + Formats.row(7) + bad + Formats.row(9));

        assertThat(units).hasSize(3);
        assertThat(units.get(0)).isInstanceOf(Mapped.class);
        assertThat(units.get(2)).isInstanceOf(Mapped.class);
        Refused refused = (Refused) units.get(1);
        assertThat(refused.line()).isEqualTo(3);
        assertThat(refused.problems())
                .extracting(Problem::field, Problem::code)
                .containsExactlyInAnyOrder(
                        tuple("VORGANG", FaultCode.NG_102_UNKNOWN_CODE),
                        tuple("GEBDAT", FaultCode.NG_103_BIRTH_DATE),
                        tuple("STAATKZ", FaultCode.NG_102_UNKNOWN_CODE));
        assertThat(refused.toString()).doesNotContain("Canary", "777", "31.02");
    }

    @Test
    void missingFieldsAreNamed() {
        Refused refused = (Refused)
                Formats.read(Formats.register(), Formats.HEADER + "8;;F8;1.2;;;;01.08.1980;;;W;121;01.11.2026;;;;\n")
                        .get(0);

        assertThat(refused.problems())
                .extracting(Problem::field, Problem::code)
                .contains(
                        tuple("VORGANG", FaultCode.NG_101_REQUIRED),
                        tuple("PERSNR", FaultCode.NG_101_REQUIRED),
                        tuple("STAND", FaultCode.NG_106_VERSION));

        Refused nameless = (Refused)
                Formats.read(Formats.register(), Formats.HEADER + "8;P;F8;1;A;;;01.08.1980;;;W;121;01.11.2026;;;;\n")
                        .get(0);
        assertThat(nameless.problems())
                .extracting(Problem::field, Problem::code)
                .containsExactly(tuple("person/names", FaultCode.NG_101_REQUIRED));
    }

    @Test
    void aValueThatTheSchemaRefusesIsNamedByItsSourceField() {
        String row = Formats.row(7).replace("Tirane", "x".repeat(201));
        Refused refused =
                (Refused) Formats.read(Formats.register(), Formats.HEADER + row).get(0);

        assertThat(refused.problems())
                .extracting(Problem::field, Problem::code)
                .containsExactly(tuple("GEBORT", FaultCode.NG_105_SCHEMA));
        assertThat(refused.problems().get(0).hint())
                .contains("person/birthPlace")
                .doesNotContain("xx");
    }

    @Test
    void aMappingThatGivesNullSkipsTheRecord() {
        assertThat(Formats.read(Formats.register(), Formats.HEADER + "8;P8;F8;1;ruht;;;;;;;;;;;;\n"))
                .singleElement()
                .isInstanceOf(Skipped.class);
    }

    @Test
    void whomADecisionProtectsAgainstIsFearedWhateverTheSourceSays() {
        assertThat(fearedWhen(
                        "{ \"decision\": { \"protectedAgainst\": [ { \"code\": \"ERI\" }, { \"code\": \"HKG\" } ] } }"))
                .containsExactly("ERI", "HKG", "CHN");
        assertThat(
                        fearedWhen(
                                "{ \"fearedCountries\": [ { \"code\": \"ETH\" } ],"
                                        + " \"decision\": { \"protectedAgainst\": [ { \"code\": \"ERI\" }, { \"code\": \"ETH\" } ] } }"))
                .containsExactly("ETH", "ERI");
    }

    @Test
    void whatASourceNamesAsFearedComesToTheRestUntilSomebodyHasConfirmedIt() {
        String person = "\"person\": { \"nationalities\": [ { \"country\": { \"code\": \"SYR\" } } ] }";
        assertThat(fearedWhen("{ " + person + ", \"fearedCountries\": [ { \"code\": \"IRN\" } ] }"))
                .containsExactly("IRN", "SYR");
        assertThat(fearedWhen("{ " + person
                        + ", \"fearedCountries\": [ { \"code\": \"IRN\" } ], \"fearedCountriesConfirmed\": true }"))
                .containsExactly("IRN");
        assertThat(fearedWhen("{ " + person + ", \"fearedCountries\": [], \"fearedCountriesConfirmed\": true }"))
                .as("nobody confirms nothing")
                .containsExactly("SYR");
        assertThat(fearedWhen("{ " + person
                        + ", \"fearedCountries\": [ { \"code\": \"XXA\" } ], \"fearedCountriesConfirmed\": true }"))
                .as("nor by the code of no state")
                .contains("SYR");
        assertThat(fearedWhen("{ " + person + " }")).containsExactly("SYR");
    }

    @Test
    void aBlankThatOfficeProgramsWriteIsNoNumberAndAnUnseenCharacterNoPartOfOne() {
        assertThat(wrong(person("\u00a0"))).containsExactly("members NG-101");
        assertThat(Formats.read(Formats.border(Kind.JSON), person("p1\u2007")).get(0))
                .isInstanceOfSatisfying(Mapped.class, mapped -> assertThat(
                                mapped.records().get(0).personRef().value())
                        .isEqualTo("p1"));
        assertThat(wrong(person("p1\u200b"))).containsExactly("members NG-125");
        assertThat(wrong(person("p\u00a01"))).containsExactly("members NG-125");
    }

    private static String person(String id) {
        return "{\"crossing\": \"C1\", \"members\": [{\"id\": \"" + id
                + "\", \"name\": \"Ada\", \"born\": \"1980\", \"sex\": \"X\", \"nationality\": \"HKG\"}]}";
    }

    private static List<String> wrong(String text) {
        return ((Refused) Formats.read(Formats.border(Kind.JSON), text).get(0))
                .problems().stream()
                        .map(problem -> problem.field() + " " + problem.code().code())
                        .toList();
    }

    @Test
    void aRecordWithoutTheVersionThatTheSettingsPromiseIsRejected() {
        String row = Formats.row(1);
        Refused refused =
                (Refused) Formats.read(Formats.register(), Formats.HEADER + row.replaceFirst("2026-11-01", ""))
                        .get(0);
        assertThat(refused.problems()).extracting(Problem::code).containsExactly(FaultCode.NG_101_REQUIRED);
    }

    @Test
    void confirmedIsOnlyWhatNamesAState() throws IOException {
        FearedCountries feared = new FearedCountries(CodeLists.builtIn(), "XAA");
        ObjectMapper json = new ObjectMapper();
        for (String[] each : new String[][] {{"IRN", "true"}, {"XXA", "false"}}) {
            assertThat(feared.isConfirmed(json.readTree("{ \"fearedCountries\": [ { \"code\": \"" + each[0]
                            + "\" } ], \"fearedCountriesConfirmed\": true }")))
                    .as(each[0])
                    .isEqualTo(Boolean.parseBoolean(each[1]));
        }
        assertThat(feared.isConfirmed(json.readTree("{ \"fearedCountriesConfirmed\": true }")))
                .isFalse();
    }

    private static List<String> fearedWhen(String mapped) {
        try {
            List<String> codes = new ArrayList<>();
            new FearedCountries(CodeLists.builtIn(), "XAA")
                    .of(new ObjectMapper().readTree(mapped))
                    .forEach(country -> codes.add(country.path("code").asText()));
            return codes;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    @Test
    void oneSourceRecordMayGiveSeveralRecordsInOrder() {
        String family = """
                {"crossing": "C1", "members": [
                  {"id": "p1", "name": "محمد علي", "latin": "Muhammad Ali", "born": "1980-08-01T00:00:00+02:00", "sex": "M",
                   "nationality": "XXA", "documents": [{"type": "P", "number": "X1", "issuer": "D"}, {"type": "P", "number": "X2", "issuer": "GBO"}]},
                  {"id": "p2", "name": "Ada", "born": "1980", "sex": "X", "nationality": "HKG"}]}""";
        Mapped mapped = (Mapped) Formats.read(Formats.border(Kind.JSON), family).get(0);

        assertThat(mapped.records()).hasSize(2);
        AsylumRecord first = mapped.records().get(0);
        assertThat(first.source().ordinal()).isZero();
        assertThat(first.personRef().value()).isEqualTo("p1");
        assertThat(first.person().birthDate().value()).isEqualTo("1980-08-01");
        assertThat(first.person().names().get(0).script()).isEqualTo("Arab");
        // Stateless is no state; a British overseas citizen is shielded from the United Kingdom.
        assertThat(first.fearedCountries()).extracting(Country::code).containsExactly("DEU", "GBR");
        AsylumRecord second = mapped.records().get(1);
        assertThat(second.source().ordinal()).isEqualTo(1);
        assertThat(second.eventTime()).isEqualTo(Formats.RECEIVED);
        assertThat(second.fearedCountries()).extracting(Country::code).containsExactly("HKG", "CHN");
    }

    @Test
    void sahanasPersonListIsReadWithItsRaggedRows() throws Exception {
        Path file = Path.of("../shared/inputs/sahana/person.csv");
        Assumptions.assumeTrue(Files.isReadable(file), "Sahana's person.csv is not on this machine");
        List<SourceUnit> units = Formats.read(Formats.persons(), Files.readAllBytes(file));

        assertThat(units).isNotEmpty().allSatisfy(unit -> assertThat(unit).isInstanceOf(Mapped.class));
        assertThat(units.stream()
                        .map(unit -> ((Mapped) unit)
                                .records()
                                .get(0)
                                .person()
                                .nationalities()
                                .get(0)
                                .country()
                                .code())
                        .collect(Collectors.toSet()))
                .containsExactly("SYR");
    }

    @Test
    void theSameFieldsGiveTheSameContentWhateverTheirOrder() {
        String one = Formats.HEADER + Formats.row(7);
        String[] names = Formats.HEADER.strip().split(";", -1);
        String[] cells = Formats.row(7).strip().split(";", -1);
        StringBuilder header = new StringBuilder();
        StringBuilder row = new StringBuilder();
        for (int at = names.length - 1; at >= 0; at--) {
            header.append(names[at]).append(at > 0 ? ";" : "\r\n");
            row.append(cells[at]).append(at > 0 ? ";" : "\r\n");
        }
        assertThat(((Mapped) Formats.read(Formats.register(), header.toString() + row)
                                .get(0))
                        .content())
                .isEqualTo(((Mapped) Formats.read(Formats.register(), one).get(0)).content());
    }

    private static AsylumRecord only(List<SourceUnit> units) {
        assertThat(units).singleElement().isInstanceOf(Mapped.class);
        Mapped mapped = (Mapped) units.get(0);
        assertThat(mapped.records()).hasSize(1);
        return mapped.records().get(0);
    }
}
