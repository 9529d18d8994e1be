package org.nansen.gateway.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nansen.gateway.normalize.SourceFormat.Kind;
import org.nansen.gateway.normalize.SourceFormat.ReferenceField;

class SamplesTest {

    private static final String MAPPING = """
            {
              "event": "application",
              "person": {
                "names": [ name({ "surname": required(.SURNAME), "given": .GIVEN }) ],
                "birthDate": birth-date({ "value": .BORN, "formats": ["dd.MM.yyyy"] }),
                "sex": code("sex", "ICAO", required(.SEX)),
                "nationalities": [ { "country": code("country", "ISO-2", required(.NAT)), "status": "claimed" } ]
              },
              "application": { "type": "first" }
            }
            """;

    private static final String EXPECTED = """
            [ {
              "schemaVersion": "1",
              "event": "application",
              "source": { "system": "people", "recordId": "7", "ordinal": 0, "receivedAt": "2020-05-06T07:08:09Z" },
              "personRef": { "space": "people", "value": "7" },
              "caseRef": { "space": "people", "value": "7" },
              "eventTime": "2020-05-06T07:08:09Z",
              "countryOfAsylum": { "code": "XAA" },
              "person": {
                "names": [ { "type": "primary", "surname": "Morbixo", "given": "Kelesko", "script": "Latn" } ],
                "birthDate": { "value": "1980-08-01", "estimated": false },
                "sex": { "code": 1, "original": "M" },
                "nationalities": [ { "country": { "code": "GEO", "original": "GE", "originalSystem": "ISO-2" }, "status": "claimed" } ]
              },
              "fearedCountries": [ { "code": "GEO" } ],
              "fearedCountriesConfirmed": false,
              "application": { "type": "first" },
              "legal": { "basis": "another basis than now", "purpose": "asylum" },
              "handling": { "level": "restricted" },
              "provenance": [ { "field": "person/birthDate", "original": "01.08.1980", "rule": "birth-date", "mappingVersion": "of then" } ]
            } ]
            """;

    private static final String HEADER = "NR;SURNAME;GIVEN;BORN;SEX;NAT\n";
    private static final String ROW = "7;Morbixo;Kelesko;01.08.1980;M;GE\n";

    @TempDir
    Path folder;

    private final Observation observation = new Observation();

    @BeforeEach
    void mapping() throws IOException {
        Files.writeString(folder.resolve("mapping.jslt"), MAPPING);
        Files.createDirectories(folder.resolve("samples"));
    }

    @Test
    void agreesWhateverTheGatewayFillsInOfTheMomentModeAndLaw() throws IOException {
        sample(HEADER + ROW, EXPECTED);

        SampleResult result = run();

        assertThat(result.differences()).extracting(Difference::place).isEmpty();
        assertThat(result.fails()).isFalse();
        assertThat(result.compared()).isTrue();
        assertThat(result.records()).hasSize(1);
    }

    @Test
    void tellsNotesOfOriginApartByWhatTheyAreAbout() throws IOException {
        String more = "{ \"field\": \"event\", \"original\": \"A\", \"rule\": \"code:X\" }, ";
        sample(HEADER + ROW, EXPECTED.replace("\"provenance\": [ ", "\"provenance\": [ " + more));
        assertThat(run().differences())
                .extracting(Difference::field, Difference::found)
                .containsExactly(tuple("provenance/0", ""));

        sample(HEADER + ROW, EXPECTED.replaceFirst("\"provenance\": .*", "\"provenance\": []"));
        assertThat(run().differences())
                .extracting(Difference::field, Difference::expected)
                .containsExactly(tuple("provenance/0", ""));
    }

    @Test
    void staysRightInACopyUnderAnotherNameInAnotherCountry() throws IOException {
        sample(HEADER + ROW, EXPECTED.replace("\"people\"", "\"example\"").replace("XAA", "XBB"));
        assertThat(run().differences()).isEmpty();

        sample(HEADER + ROW, EXPECTED.replace("\"space\": \"people\"", "\"space\": \"file-number\""));
        assertThat(run().differences())
                .extracting(Difference::field)
                .as("a space that is a name of its own")
                .containsExactly("personRef/space", "caseRef/space");
    }

    @Test
    void namesEveryFieldThatIsAnotherWithBothValuesAndTellsNoneInItsSummary() throws IOException {
        sample(HEADER + "7;Morbixo;;02.08.1980;M;GE\n", EXPECTED);

        SampleResult result = run();

        assertThat(result.differences())
                .extracting(Difference::record, Difference::field, Difference::expected, Difference::found)
                .containsExactlyInAnyOrder(
                        tuple(1, "person/names/0/given", "\"Kelesko\"", ""),
                        tuple(1, "person/birthDate/value", "\"1980-08-01\"", "\"1980-08-02\""),
                        tuple(1, "provenance/0/original", "\"01.08.1980\"", "\"02.08.1980\""));
        assertThat(result.fails()).isTrue();
        assertThat(result.summary())
                .contains("people.expected.json", "record 1 person/birthDate/value")
                .doesNotContain("1980", "Kelesko");
    }

    @Test
    void holdsEachRecordAgainstTheOneOfItsNumber() throws IOException {
        sample(HEADER + "6;Tarozzar;Dorisku;03.02.1975;F;GE\n" + ROW, EXPECTED);

        assertThat(run().differences())
                .extracting(Difference::record, Difference::field, Difference::expected)
                .containsExactly(tuple(2, "", ""));
    }

    @Test
    void missesARecordThatIsNotThere() throws IOException {
        sample(HEADER + ROW.replace("7;", "8;"), EXPECTED);

        assertThat(run().differences())
                .extracting(Difference::record, Difference::field)
                .containsExactly(tuple(1, ""), tuple(2, ""));
    }

    @Test
    void takesARejectionForADifferenceUnlessItIsExpected() throws IOException {
        String rows = HEADER + ROW + "8;Tarozzar;Dorisku;03.02.1975;F;ZZ\n";
        sample(rows, EXPECTED);

        assertThat(run().differences())
                .extracting(Difference::line, Difference::field, Difference::expected, Difference::found)
                .containsExactly(tuple(3L, "NAT", "", "NG-102"));

        sample(
                rows,
                "{ \"records\": " + EXPECTED
                        + ", \"rejected\": [ { \"line\": 3, \"field\": \"NAT\", \"code\": \"NG-102\" } ] }");
        SampleResult result = run();
        assertThat(result.differences()).isEmpty();
        assertThat(result.rejected()).isEqualTo(1);

        sample(
                HEADER + ROW,
                "{ \"records\": " + EXPECTED + ", \"rejected\": [ { \"line\": 3, \"code\": \"NG-102\" } ] }");
        assertThat(run().differences())
                .extracting(Difference::place, Difference::expected, Difference::found)
                .containsExactly(tuple("line 3", "NG-102", ""));
    }

    @Test
    void isReadAsOnTheDayItWasReceivedSoThatItStaysAsItIs() throws IOException {
        // Nobody received in 2020 was born in 2021.
        sample(HEADER + ROW.replace("1980", "2021"), EXPECTED);

        assertThat(run().differences())
                .extracting(Difference::field, Difference::found)
                .contains(tuple("BORN", "NG-103"));
    }

    @Test
    void saysWhyASampleOrItsExpectationIsOfNoUse() throws IOException {
        sample(HEADER + ROW, "{ no JSON");
        assertThat(run().summary()).isEqualTo("people.expected.json is no JSON");
        assertThat(run().fails()).isTrue();

        sample(HEADER + ROW, "[ 1 ]");
        assertThat(run().summary()).contains("must hold an array of records");

        sample(HEADER + "1;A;B;01.01.1980;M;GE\n".repeat(1_001), EXPECTED);
        assertThat(run().summary()).contains("more than 1000 records");
    }

    @Test
    void looksAtAHandfulOnlyWhateverBecomesOfIt() throws IOException {
        Files.writeString(folder.resolve("mapping.jslt"), "null");
        sample(HEADER + ROW.repeat(10_000), EXPECTED);
        assertThat(run().trouble()).isEmpty();

        sample(HEADER + ROW.repeat(10_001), EXPECTED);
        assertThat(run().summary()).contains("more than 10000 source records, skipped ones included");
        assertThat(run().fails()).isTrue();
    }

    @Test
    void unpacksNoMoreOfASampleThanASampleMayHave() throws IOException {
        byte[] row = ROW.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(HEADER.getBytes(StandardCharsets.UTF_8));
            gzip.write(row);
            // Empty lines are no rows, so that no other limit is met; random blanks pack worse than 1 to 100.
            Random random = new Random(7);
            for (int at = 0; at < 16 << 20; at++) {
                gzip.write(random.nextBoolean() ? '\n' : '\r');
            }
        }
        Files.write(folder.resolve("samples/people.in.csv"), packed.toByteArray());

        SampleResult result = run();

        assertThat(result.fails()).isTrue();
        assertThat(result.summary()).contains("unpacks to more than 16 MiB");
    }

    @Test
    void findsABrokenTextWhereATryFindsIt() throws IOException {
        Files.writeString(folder.resolve("samples/people.in.json"), "[\n{\"NR\":1},\n{\"NR\" 2}]");

        assertThat(Samples.run(folder, Normalizer.of(format(Kind.JSON)), observation))
                .singleElement()
                .satisfies(sample -> assertThat(sample.rejections())
                        .extracting(SampleRejection::line, SampleRejection::code)
                        .contains(tuple(3L, "NG-115")));
    }

    @Test
    void comparesNothingWhereNothingIsExpected() throws IOException {
        sample(HEADER + ROW.replace("GE", "ZZ"), null);

        SampleResult result = run();

        assertThat(result.compared()).isFalse();
        assertThat(result.fails()).isFalse();
        assertThat(result.rejections())
                .extracting(SampleRejection::line, SampleRejection::field, SampleRejection::code)
                .containsExactly(tuple(2L, "NAT", "NG-102"));
    }

    @Test
    void noticesFieldsThatNobodyReadsAndFieldsThatNobodyFills() throws IOException {
        Files.writeString(folder.resolve("mapping.jslt"), MAPPING.replace(".GIVEN", ".GIVNE"));
        sample(HEADER.replace("NAT", "NAT;ROOM") + ROW.replace("GE", "GE;12"), null);

        run();

        assertThat(observation.neverRead()).containsExactly("GIVEN", "ROOM");
        assertThat(observation.readButAbsent()).containsExactly("GIVNE");
    }

    @Test
    void noticesWhichCodesHaveNoTranslationAndHowOften() throws IOException {
        sample(HEADER + ROW.replace("GE", "ZZ") + ROW.replace("GE", "ZZ") + ROW.replace(";M;", ";?;"), null);

        run();

        assertThat(observation.untranslated())
                .containsOnlyKeys(
                        new Observation.Untranslated("country", "ISO-2", "ZZ"),
                        new Observation.Untranslated("sex", "ICAO", "?"))
                .containsEntry(new Observation.Untranslated("country", "ISO-2", "ZZ"), 2L);
    }

    @Test
    void namesAnUnreadObjectOnceAndTheUnreadFieldsOfOneThatIsRead() throws IOException {
        Files.writeString(folder.resolve("mapping.jslt"), """
                {
                  "event": "application",
                  "person": { "names": [ for (.people) name({ "surname": .name }) ] },
                  "application": { "type": string(.kind.type) }
                }
                """);
        Files.writeString(
                folder.resolve("samples/people.in.json"),
                "{\"NR\":1,\"people\":[{\"name\":\"Morbixo\",\"age\":3}],\"kind\":{\"type\":\"first\",\"since\":1},"
                        + "\"room\":{\"floor\":1,\"door\":2},\"tags\":[\"a\",\"b\"]}");

        Samples.run(folder, Normalizer.of(format(Kind.JSON)), observation);

        assertThat(observation.neverRead()).containsExactly("kind.since", "people[].age", "room", "tags");
    }

    @Test
    void namesFieldsOfRowsThatWerePutElsewhereAsTheyStandInTheSource() throws IOException {
        Files.writeString(folder.resolve("mapping.jslt"), """
                {
                  "event": "application",
                  "person": { "names": [ for (.person) [ for (.alias) name({ "type": "alias", "surname": .surname }) ] ] },
                  "application": { "type": string(.file) + string(.id) }
                }
                """);
        Files.writeString(
                folder.resolve("samples/case.in.xml"),
                "<case><id>1</id><file>2</file><person><no>7</no></person>"
                        + "<alias><of>7</of><surname>Morbixo</surname><since>1990</since></alias></case>");

        Samples.run(
                folder,
                Normalizer.of(XmlSource.of("case")
                        .join("alias", "person", List.of("of"), List.of("no"))
                        .format("people", folder)),
                observation);

        assertThat(observation.neverRead()).as("the join reads its keys").containsExactly("alias[].since");
        assertThat(observation.readButAbsent()).isEmpty();
    }

    @Test
    void noticesListsOfWhichOnlyAPartIsRead() throws IOException {
        lists("""
                {
                  "event": "application",
                  "person": {
                    "names": [ name({ "surname": .people[0].name }) ],
                    "nationalities": [ for (.people) string(.states[0]) ]
                  },
                  "application": { "type": [ for (.kinds) . ] }
                }
                """);

        // Three, one and two stand there; of each the first is read. The fourth, who has none, adds nothing.
        assertThat(observation.partlyRead()).containsExactly(new Observation.PartlyRead("people[].states", 6, 3));
    }

    @Test
    void noticesPeopleWhoAreLostBecauseOnlyTheFirstIsRead() throws IOException {
        lists("{ \"event\": \"application\", \"person\": { \"names\": [ name({ \"surname\": .people[0].name }) ] } }");

        // The states of people who are not read are not told beside the people themselves.
        assertThat(observation.partlyRead()).containsExactly(new Observation.PartlyRead("people", 4, 3));
    }

    @Test
    void takesAListForReadWhereEveryElementWasLookedAt() throws IOException {
        lists("""
                {
                  "event": "application",
                  "person": { "names": [ for (.people) name({ "surname": .name }) if (.name == "Morbixo") ] },
                  "application": { "type": join(.kinds, "") },
                  "children": if (.NR == 2) [ for (.people) .states ]
                }
                """);

        assertThat(observation.partlyRead()).isEmpty();
    }

    @Test
    void readsARecordAlikeWhetherItsListsAreWatchedOrNot() throws IOException {
        lists("""
                {
                  "event": "application",
                  "person": { "names": [ for (.people) name({ "surname": .name }) ], "sex": code("sex", "ICAO", .people[0].name) },
                  "application": { "type": "first" }
                }
                """);
        Normalizer normalizer = Normalizer.of(format(Kind.JSON));

        List<String> told = new java.util.ArrayList<>();
        try (SourceReading reading = normalizer.open(
                Files.newInputStream(folder.resolve("samples/people.in.json")), java.time.Instant.EPOCH)) {
            reading.forEachRemaining(unit -> told.add(String.valueOf(unit)));
        }
        try (SourceReading reading = normalizer.open(
                Files.newInputStream(folder.resolve("samples/people.in.json")),
                java.time.Instant.EPOCH,
                new Observation())) {
            reading.forEachRemaining(unit -> assertThat(told.remove(0)).isEqualTo(String.valueOf(unit)));
        }
        assertThat(told).isEmpty();
    }

    /** Three records: two people with three states and one, one with two, one with none. */
    private void lists(String mapping) throws IOException {
        Files.writeString(folder.resolve("mapping.jslt"), mapping);
        Files.writeString(folder.resolve("samples/people.in.json"), """
                [
                  { "NR": 1, "kinds": [ "first", "again" ],
                    "people": [ { "name": "Morbixo", "states": [ "GE", "AM", "AZ" ] }, { "name": "Kelesko", "states": [ "GE" ] } ] },
                  { "NR": 2, "kinds": [ "first" ], "people": [ { "name": "Tarozzar", "states": [ "AM", "GE" ] } ] },
                  { "NR": 3, "people": [ { "name": "Dorisku", "states": [] } ] }
                ]
                """);
        Samples.run(folder, Normalizer.of(format(Kind.JSON)), observation);
    }

    @Test
    void namesCanonicalFieldsThatNoRecordHas() throws IOException {
        sample(HEADER + ROW, null);

        List<String> never = CanonicalFields.neverFilled(run().records());

        assertThat(never)
                .contains("person/birthPlace", "person/names/full", "documents", "decision", "application/lodgedAt")
                .doesNotContain("person", "person/names/surname", "person/sex/code", "source", "legal", "provenance");
    }

    private void sample(String rows, @org.jspecify.annotations.Nullable String expected) throws IOException {
        Files.write(folder.resolve("samples/people.in.csv"), rows.getBytes(StandardCharsets.UTF_8));
        if (expected != null) {
            Files.writeString(folder.resolve("samples/people.expected.json"), expected);
        }
    }

    private SampleResult run() {
        return Samples.run(folder, Normalizer.of(format(Kind.CSV)), observation).get(0);
    }

    private SourceFormat format(Kind kind) {
        return new SourceFormat(
                "people",
                folder,
                kind,
                "UTF-8",
                ';',
                true,
                List.of(),
                false,
                "NR",
                new ReferenceField("people", "NR"),
                new ReferenceField("people", "NR"),
                null,
                "XAA",
                "Asylum Act, s. 12",
                "asylum",
                true);
    }
}
