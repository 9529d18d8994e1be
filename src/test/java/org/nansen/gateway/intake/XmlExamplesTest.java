package org.nansen.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nansen.gateway.normalize.Normalizer;
import org.nansen.gateway.normalize.SourceReading;
import org.nansen.gateway.normalize.SourceUnit;
import org.nansen.gateway.record.AsylumRecord;
import org.nansen.gateway.record.Country;
import org.nansen.gateway.record.Event;
import org.nansen.gateway.record.PersonName;
import org.nansen.gateway.record.Provenance;
import org.nansen.gateway.record.RecordJson;

/** What the two XML examples must keep whatever else changes in them: the samples say the rest, field by field. */
class XmlExamplesTest {

    private static final String REGISTER = "foreigners-register-xml";
    private static final String EXCHANGE = "niem-exchange";
    private static final List<String> PROCEDURE =
            List.of("event", "application-type", "outcome", "level", "finality", "status-kind");
    private static final Instant RECEIVED = Instant.parse("2026-11-23T12:00:00Z");

    @TempDir
    Path home;

    /** What is never kept has this word in the samples, also as a photograph's bytes. */
    @ParameterizedTest
    @ValueSource(strings = {REGISTER, EXCHANGE})
    void nothingOfWhatIsNeverKeptIsInAnyRecordAndItsNameIs(String system) throws Exception {
        String sources = "";
        String records = "";
        Normalizer normalizer = ShippedSystems.reading(system, home);
        for (Path sample : samples(system)) {
            sources += Files.readString(sample, StandardCharsets.ISO_8859_1);
            for (SourceUnit unit : units(normalizer, Files.readAllBytes(sample))) {
                if (unit instanceof SourceUnit.Mapped mapped) {
                    records += new String(mapped.content(), StandardCharsets.UTF_8);
                    for (AsylumRecord record : mapped.records()) {
                        records += new String(RecordJson.write(record), StandardCharsets.UTF_8);
                    }
                }
            }
        }
        assertThat(sources).contains("CANARY", "Q0FOQVJZL");
        assertThat(records).doesNotContain("CANARY", "Q0FOQVJZL").contains("never-kept");
    }

    @ParameterizedTest
    @CsvSource({
        REGISTER
                + ", Religionszugehoerigkeit Volkszugehoerigkeit Wohnanschrift Lichtbild Gesundheitsuntersuchung Fluchtgruende",
        EXCHANGE
                + ", PersonReligionText PersonEthnicityText PersonDigitalImage LocationAddress PersecutionNarrativeText"
    })
    void whatIsNeverKeptIsNamed(String system, String fields) throws Exception {
        List<String> named =
                records(system, system.equals(REGISTER) ? "applications" : "case").get(0).provenance().stream()
                        .filter(note -> note.rule().equals("never-kept"))
                        .map(note -> note.field().replaceFirst(".*[:.]", ""))
                        .toList();
        assertThat(named).containsExactlyInAnyOrder(fields.split(" "));
    }

    @Test
    void otherIdentitiesStayWholeAndNoneOfThemMixesWithThePersonsOwn() throws Exception {
        AsylumRecord record = records(REGISTER, "applications").get(0);

        assertThat(record.person().names())
                .extracting(PersonName::surname)
                .doesNotContain("Feldspat", "Basalt")
                .contains("von der Quarz");
        assertThat(record.person().aliases())
                .extracting(
                        alias -> alias.names().get(0).surname(),
                        alias -> alias.birthDate().value(),
                        alias -> alias.nationalities().stream()
                                .map(nationality -> nationality.country().code())
                                .toList())
                .containsExactly(
                        tuple("Feldspat", "1984-12-31", List.of("IRQ")),
                        tuple("Basalt", "1986", List.of("IRN")),
                        // Known by a given name alone, born nobody knows when.
                        tuple(null, "XXXX", List.of()));
    }

    /** The usual first name is marked in the middle of the others; as JSON it would come after them, or not at all. */
    @Test
    void marksInNamesLeaveTheirOrder() throws Exception {
        PersonName primary =
                records(REGISTER, "applications").get(0).person().names().get(0);
        assertThat(primary.given()).isEqualTo("Amira Selin Noor");
        assertThat(primary.surname()).isEqualTo("von der Quarz");
    }

    /** Other identities' states count, and a locked state is shielded from as well. */
    @Test
    void theStatesToBeShieldedFromAreThoseOfAllIdentities() throws Exception {
        List<AsylumRecord> records = records(REGISTER, "applications");
        assertThat(codes(records.get(0).fearedCountries())).containsExactly("SYR", "TUR", "IRQ", "IRN");
        assertThat(codes(records.get(0).handling().restrictedCountries())).containsExactly("RUS", "IRN");
        assertThat(records).allSatisfy(record -> assertThat(record.fearedCountriesConfirmed())
                .isFalse());
    }

    /** No sample says this: 000 is Germany, also in a copy of the folder that has another country of asylum. */
    @Test
    void theRegistersOwnStateIsANationalityAndNobodyIsShieldedFromIt() throws Exception {
        String emirati = "<reg:Staatsangehoerigkeit nachweis=\"ja\">469</reg:Staatsangehoerigkeit>";
        String sample = new String(sample(REGISTER, "applications"), StandardCharsets.UTF_8);
        assertThat(sample).contains(emirati);
        String own = "<reg:Staatsangehoerigkeit>000</reg:Staatsangehoerigkeit>" + emirati;
        List<SourceUnit> units = units(
                ShippedSystems.reading(REGISTER, home),
                sample.replace(emirati, own).getBytes(StandardCharsets.UTF_8));
        AsylumRecord national =
                ((SourceUnit.Mapped) units.get(units.size() - 1)).records().get(0);
        assertThat(national.person().nationalities())
                .extracting(nationality -> nationality.country().code())
                .containsExactly("DEU", "ARE");
        assertThat(codes(national.fearedCountries())).containsExactly("ARE");
    }

    /** A decision lacks the person, by whom the default goes; the states it protects against must be shielded from. */
    @ParameterizedTest
    @CsvSource({REGISTER + ", course-of-a-case, ERI ETH", EXCHANGE + ", case, SYR EGY"})
    void whatADecisionProtectsAgainstIsShieldedFrom(String system, String sample, String states) throws Exception {
        AsylumRecord granted = records(system, sample).stream()
                .filter(record -> record.event() == Event.DECISION
                        && record.decision().protectedAgainst() != null
                        && !record.decision().protectedAgainst().isEmpty())
                .findFirst()
                .orElseThrow();
        assertThat(granted.person()).isNull();
        assertThat(codes(granted.decision().protectedAgainst())).containsExactly(states.split(" "));
        assertThat(codes(granted.fearedCountries())).containsExactly(states.split(" "));
    }

    @ParameterizedTest
    @ValueSource(strings = {REGISTER, EXCHANGE})
    void whatWasChangedSaysWhatItWas(String system) throws Exception {
        AsylumRecord record = records(system, system.equals(REGISTER) ? "applications" : "case")
                .get(0);
        assertThat(record.provenance())
                .extracting(Provenance::field, Provenance::original)
                .contains(tuple(
                        "person/birthDate", system.equals(REGISTER) ? "00.03.1985" : "1980-08-01T00:00:00+02:00"));
        assertThat(record.provenance())
                .allSatisfy(note -> assertThat(note.mappingVersion()).isNotBlank());
    }

    /** One wrong reference refuses its message and no other, and each of the messages comes back in one way. */
    @ParameterizedTest
    @CsvSource({REGISTER + ", 37", EXCHANGE + ", 33"})
    void everyMessageOfTheBadOnesIsAccountedFor(String system, int messages) throws Exception {
        List<SourceUnit> units = units(ShippedSystems.reading(system, home), sample(system, "refused"));
        assertThat(units).hasSize(messages);
        assertThat(units.subList(0, messages - 1))
                .allSatisfy(unit -> assertThat(unit).isInstanceOf(SourceUnit.Refused.class));
        assertThat(units.get(messages - 1)).isInstanceOf(SourceUnit.Mapped.class);
    }

    /** A row that no sample uses could be wrong and nobody would see it; these say how a procedure goes and ends. */
    @ParameterizedTest
    @ValueSource(strings = {REGISTER, EXCHANGE})
    void everyWordOfTheProcedureIsInTheSamplesOrIsRefusedThere(String system) throws Exception {
        Path lists = ShippedSystems.FOLDER
                .resolve(system)
                .resolve("codes/" + (system.equals(REGISTER) ? "register" : "exchange") + ".csv");
        List<String> taken = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        for (String row : Files.readAllLines(lists)) {
            String[] cells = row.split(",", -1);
            if (PROCEDURE.contains(cells[0])) {
                (cells[3].isEmpty() ? refused : taken).add(cells[2]);
            }
        }
        String bad = new String(sample(system, "refused"), StandardCharsets.UTF_8);
        String good = new String(sample(system, "codes"), StandardCharsets.UTF_8);
        assertThat(taken).hasSizeGreaterThan(12).allSatisfy(word -> assertThat(good)
                .containsPattern(word(word)));
        assertThat(refused).isNotEmpty().allSatisfy(word -> assertThat(bad).containsPattern(word(word)));
        assertThat(records(system, "codes")).hasSizeGreaterThan(9);
    }

    private static String word(String code) {
        return "[>\"]" + code + "[<\"]";
    }

    /** Each was a name of its own and was lost: who asks for the maiden name of another identity must find the person. */
    @Test
    void maidenNamesAreKeptWhereverANameStands() throws Exception {
        List<AsylumRecord> records = records(EXCHANGE, "codes");
        AsylumRecord person = records.get(records.size() - 1);
        assertThat(surnamesAtBirth(person.person().names())).containsExactly("Askeby");
        assertThat(surnamesAtBirth(person.person().aliases().get(0).names())).containsExactly("Lindgaard", "Lind");
    }

    private static List<String> surnamesAtBirth(List<PersonName> names) {
        return names.stream()
                .filter(name -> name.type() == PersonName.Type.BIRTH)
                .map(PersonName::surname)
                .toList();
    }

    /** ISO has ARE for the Emirates and AUS for Australia; UNHCR's list has them for Egypt and Austria. */
    @Test
    void theExchangesCodesAreThoseOfIso() throws Exception {
        AsylumRecord record = records(EXCHANGE, "case").get(0);
        assertThat(record.person().nationalities())
                .extracting(nationality -> nationality.country().originalSystem())
                .containsOnly("ISO-3");
        assertThat(codes(record.fearedCountries())).contains("AUS", "ARE").doesNotContain("AUT");
    }

    private List<AsylumRecord> records(String system, String sample) throws IOException {
        List<AsylumRecord> records = new ArrayList<>();
        for (SourceUnit unit : units(ShippedSystems.reading(system, home), sample(system, sample))) {
            if (unit instanceof SourceUnit.Mapped mapped) {
                records.addAll(mapped.records());
            }
        }
        return records;
    }

    private static List<SourceUnit> units(Normalizer normalizer, byte[] bytes) throws IOException {
        List<SourceUnit> units = new ArrayList<>();
        try (SourceReading reading = normalizer.open(new java.io.ByteArrayInputStream(bytes), RECEIVED)) {
            reading.forEachRemaining(units::add);
        }
        return units;
    }

    private static byte[] sample(String system, String name) throws IOException {
        return Files.readAllBytes(ShippedSystems.FOLDER.resolve(system).resolve("samples/" + name + ".in.xml"));
    }

    private static List<Path> samples(String system) throws IOException {
        try (Stream<Path> inside =
                Files.list(ShippedSystems.FOLDER.resolve(system).resolve("samples"))) {
            return inside.filter(file -> file.toString().endsWith(".in.xml")).toList();
        }
    }

    private static List<String> codes(List<Country> countries) {
        return countries.stream().map(Country::code).toList();
    }
}
