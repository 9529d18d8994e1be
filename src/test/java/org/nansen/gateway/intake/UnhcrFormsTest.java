package org.nansen.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nansen.gateway.normalize.Normalizer;
import org.nansen.gateway.normalize.SourceReading;
import org.nansen.gateway.normalize.SourceUnit;
import org.nansen.gateway.record.AsylumRecord;
import org.nansen.gateway.record.Country;

/**
 * Files of UNHCR's form that others wrote, through the example system. What is expected was read in the files and the
 * form's schema: some are wrong on purpose, and their names say in what.
 */
class UnhcrFormsTest {

    private static final Path INPUTS = Path.of("../shared/inputs/unhcr-rrf");
    private static final Instant RECEIVED = Instant.parse("2026-11-23T12:00:00Z");

    @TempDir
    Path home;

    @Test
    void versionThreeGivesItsOneIndividual() throws Exception {
        SourceUnit.Mapped mapped = (SourceUnit.Mapped) only("V3-TEST-Minimal.xml");
        assertThat(mapped.line()).isEqualTo(6);
        AsylumRecord record = onlyRecord(mapped);

        assertThat(record.source().recordId()).isEqualTo("SYRIA");
        assertThat(record.personRef().value()).isEqualTo("199-00265997");
        assertThat(record.caseRef().value()).isEqualTo("SYRIA");
        // The two spellings of the name differ in the file.
        assertThat(record.person().names())
                .extracting(name -> name.type() + " " + name.surname() + " " + name.given() + " " + name.full())
                .containsExactly("PRIMARY Abcd Detrty Qeurty null", "SPELLING null null Abcd, Derty Qerty");
        assertThat(record.person().birthDate().value()).isEqualTo("1990-01-10");
        assertThat(record.person().birthDate().estimated()).isFalse();
        assertThat(record.person().birthPlace()).isEqualTo("Somewhere");
        assertThat(code(record.person().birthCountry())).isEqualTo("SYR");
        assertThat(record.person().sex().code()).isEqualTo(1);
        assertThat(record.person().nationalities())
                .extracting(nationality -> nationality.country().code())
                .containsExactly("BGD");
        assertThat(code(record.person().formerHabitualResidence())).isEqualTo("SYR");
        assertThat(record.person().relationship()).isEqualTo("PA");
        assertThat(record.application().registeredAt()).isEqualTo("2010-01-02");
        assertThat(record.fearedCountries()).extracting(Country::code).containsExactly("BGD", "SYR");
    }

    @Test
    void versionFourGivesItsIndividualWithRowsThatReferToItByGuid() throws Exception {
        SourceUnit.Mapped mapped = (SourceUnit.Mapped) only("V4-TEST-Minimal.xml");
        AsylumRecord record = onlyRecord(mapped);

        assertThat(record.source().recordId()).isEqualTo("V4-ACRS1-TEST");
        assertThat(record.personRef().value()).isEqualTo("417-00001552");
        // A single name; the alias stands in a row of its own, and what is commented out is not there.
        assertThat(record.person().names())
                .extracting(name -> name.type() + " " + name.surname() + " " + name.given())
                .containsExactly("PRIMARY AAA null", "ALIAS SNOWY null");
        assertThat(record.person().birthDate().value()).isEqualTo("XXXX");
        // UNHCR's AUL is Australia.
        assertThat(code(record.person().birthCountry())).isEqualTo("AUS");
        assertThat(record.person().birthPlace()).isNull();
        assertThat(record.person().sex().code()).isEqualTo(2);
        assertThat(record.person().nationalities())
                .extracting(nationality -> nationality.country().code())
                .containsExactly("AFG");
        assertThat(record.person().relationship()).isEqualTo("PA");
        // 1 May at +02:00 is 1 May.
        assertThat(record.application().registeredAt()).isEqualTo("2020-05-01");
        assertThat(record.fearedCountries()).extracting(Country::code).containsExactly("AFG", "AUS");
        assertThat(record.provenance())
                .extracting(change -> change.field())
                .contains(
                        "source:dataIndividual[0].ReligionCode",
                        "source:dataIndividual[0].EthnicityCode",
                        "source:dataAddress",
                        "source:dataPhotograph",
                        "source:dataVulnerability");
    }

    @ParameterizedTest
    @CsvSource({
        "V3-TEST-DateOfBirth.xml, NG-101 dataIndividual[0].DateofBirth",
        "V3-TEST-FamilyName1.xml, NG-147 dataIndividual[0].FamilyName",
        "V3-TEST-Nationality.xml, NG-101 dataIndividual[0].NationalityCode",
        "V3-TEST-PrimaryApplicant1.xml, NG-101 dataIndividual[0].RelationshipToPrincipalRepresentative",
    })
    void whatIsWrongOnPurposeIsRefusedWithItsField(String file, String problem) throws Exception {
        assertThat(problems(file)).containsExactly(problem);
    }

    @Test
    void allThatIsWrongIsToldAtOnce() throws Exception {
        // A registration date may be missing in version 3; so may the text of an occupation, which is not read.
        assertThat(problems("V3-TEST-MultipleErrors.xml"))
                .containsExactlyInAnyOrder(
                        "NG-147 dataIndividual[0].GivenName",
                        "NG-102 dataIndividual[0].OriginCountryCode",
                        "NG-102 dataIndividual[0].NationalityCode");
    }

    @Test
    void noFileWasForgotten() throws Exception {
        try (var files = Files.list(present(INPUTS))) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".xml"))
                            .toList())
                    .containsExactlyInAnyOrder(
                            "V3-TEST-DateOfBirth.xml",
                            "V3-TEST-FamilyName1.xml",
                            "V3-TEST-Minimal.xml",
                            "V3-TEST-MultipleErrors.xml",
                            "V3-TEST-Nationality.xml",
                            "V3-TEST-PrimaryApplicant1.xml",
                            "V4-TEST-Minimal.xml");
        }
    }

    @Test
    void nothingOfAPhotographGetsIn() throws Exception {
        SourceUnit.Mapped mapped = (SourceUnit.Mapped) only("V4-TEST-Minimal.xml");
        assertThat(new String(mapped.content(), StandardCharsets.UTF_8))
                .contains("417-00001552")
                .doesNotContain("iVBORw0KGgo", "MUS");
    }

    private List<String> problems(String file) throws Exception {
        List<String> told = new ArrayList<>();
        SourceUnit unit = only(file);
        assertThat(unit).isInstanceOf(SourceUnit.Refused.class);
        ((SourceUnit.Refused) unit)
                .problems()
                .forEach(problem -> told.add(problem.code().code() + " " + problem.field()));
        return told;
    }

    private SourceUnit only(String file) throws Exception {
        Path input = present(INPUTS.resolve(file));
        Normalizer normalizer = ShippedSystems.reading("unhcr-rrf", home);
        List<SourceUnit> units = new ArrayList<>();
        try (SourceReading reading = normalizer.open(Files.newInputStream(input), RECEIVED)) {
            reading.forEachRemaining(units::add);
        }
        assertThat(units).hasSize(1);
        return units.get(0);
    }

    private static Path present(Path input) {
        Assumptions.assumeTrue(Files.isReadable(input), "UNHCR's forms are not on this machine");
        return input;
    }

    private static AsylumRecord onlyRecord(SourceUnit.Mapped mapped) {
        assertThat(mapped.records()).hasSize(1);
        return mapped.records().get(0);
    }

    private static String code(Country country) {
        return country.code();
    }
}
