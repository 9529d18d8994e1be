package org.nansen.gateway.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nansen.gateway.house.House;
import picocli.CommandLine.Help.Ansi;

/** The commands that prove a system before it is used, on folders as an integrator has them. */
class KitTest {

    private static final String GOOD = "Harbour Aid,,,Female,Dorisku,Tarozzar,1975-02-03,GE,,,,S000901,,,\n";
    private static final String HEADER = "Organisation,Facility,Facility Type,Sex,First Name,Last Name,DOB,Nationality,"
            + "Family,Shelter,Unit,Case,Registration Date,Status,Label\n";

    @TempDir
    Path home;

    private Path shelter;

    @BeforeEach
    void systems() {
        House.in(home).value("SFTP_PORT", 2222).systems("shelter", "casework");
        shelter = home.resolve("config/systems/shelter");
    }

    @Test
    void findsNothingToMendInAFolderWhoseSamplesGiveWhatIsExpected() {
        CommandRun.Ended ended = kit("check", "shelter");

        assertThat(ended.code()).isZero();
        assertThat(ended.err()).isEmpty();
        assertThat(ended.out())
                .contains("well  samples/resident.in.csv: as expected, records 1")
                .contains("feed.newer-by: the system sends no versions")
                .contains(
                        "never reads these fields of the samples: Facility, Facility Type, Organisation, Shelter, Unit")
                .contains("documents", "decision", "statusChange")
                .contains("Checked 1 system: nothing must be mended")
                .doesNotContain("mend  ", "\u001B");
    }

    @Test
    void showsInWhichFieldsASampleIsNotWhatIsExpected() throws IOException {
        change(shelter.resolve("samples/resident.expected.json"), "1975-02-03", "1975-03-02");

        CommandRun.Ended ended = kit("check", "shelter");

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.out())
                .contains("mend  config/systems/shelter/samples/resident.in.csv: NG-604")
                .containsPattern("record 1  person/birthDate/value  \"1975-03-02\"  \"1975-02-03\"")
                .contains("to be mended: 1");

        JsonNode system = kit("check", "shelter", "--json").json().at("/systems/0");
        assertThat(system.at("/samples/0/state").asText()).isEqualTo("fails");
        assertThat(system.at("/samples/0/differences/0/field").asText()).isEqualTo("person/birthDate/value");
        assertThat(system.at("/samples/0/differences/0/expected").asText()).isEqualTo("\"1975-03-02\"");
        assertThat(system.at("/findings/0/file").asText()).isEqualTo("config/systems/shelter/samples/resident.in.csv");
    }

    @Test
    void findsThatNobodyWouldEverBeAsked() throws IOException {
        Path settings = shelter.resolve("system.yaml");
        String good = Files.readString(settings);
        assertThat(good).contains("until: 2099-12-31", "purpose: border-management");
        for (String[] wrong : new String[][] {
            {"purpose: border-management", "purpose: asylum-procedure", "NG-211"},
            {"until: 2099-12-31", "until: 2025-12-31", "NG-206"},
            {", ncb-authorisation: { ref: XAA-0044, until: 2099-12-31 }", "", "NG-206"}
        }) {
            Files.writeString(settings, good);
            change(settings, wrong[0], wrong[1]);
            CommandRun.Ended ended = kit("check", "shelter");
            assertThat(ended.code()).as(wrong[1]).isEqualTo(1);
            assertThat(ended.out())
                    .containsPattern(
                            "mend  config/systems/shelter/system.yaml: legal.screening: no database is ever asked.*"
                                    + wrong[2]);
        }
        // While it is being set up that is only worth a look.
        change(settings, "mode: test", "mode: shadow");
        assertThat(kit("check", "shelter").code()).isZero();
        assertThat(kit("check", "shelter").out())
                .containsPattern(
                        "look  config/systems/shelter/system.yaml: legal.screening: no database is ever asked");
    }

    @Test
    void namesFileAndLineOfWhatIsWrongInSettingsMappingAndCodes() throws IOException {
        change(shelter.resolve("mapping.jslt"), "\"ISO-2\"", "\"ISO-5\"");
        assertThat(kit("check", "shelter").out())
                .containsPattern("mend  config/systems/shelter/mapping.jslt:8: .*ISO-5");

        change(shelter.resolve("system.yaml"), "mode: test", "mode: trial");
        CommandRun.Ended both = kit("check");
        assertThat(both.code()).isEqualTo(1);
        assertThat(both.out())
                .contains("config/systems/shelter/system.yaml:4: mode: ")
                .contains("well  samples/grant.in.ndjson: as expected");
    }

    @Test
    void judgesASystemAwayFromTheMachineThatHasItsSecretsAndVariables() throws IOException {
        CommandRun.Ended away = kit("check", "casework");
        assertThat(away.code()).isZero();
        assertThat(away.out())
                .contains(
                        "system.yaml:8: the environment variable CASEWORK_HASH is not set here; the gateway needs it");
        assertThat(kit("check", "shelter").out()).contains("door.key-file: this machine has no secrets");

        Files.createDirectories(home.resolve("secrets"));
        CommandRun.Ended there = kit("check", "shelter");
        assertThat(there.code()).isEqualTo(1);
        assertThat(there.out()).contains("mend  config/systems/shelter/system.yaml:14: door.key-file: NG-603");
    }

    @Test
    void letsAValueOfTheRightFormStandInForAVariableThatIsNotSet() throws IOException {
        Path settings = shelter.resolve("system.yaml");
        change(settings, "port: 2222", "port: ${NO_SUCH_PORT}");
        change(settings, "every: PT2S", "every: ${NO_SUCH_PAUSE}");
        change(settings, "user: shelter", "user: ${NO_SUCH_USER:shelter}");

        CommandRun.Ended ended = kit("check", "shelter");

        assertThat(ended.code()).isZero();
        assertThat(ended.out())
                .contains("system.yaml:12: the environment variable NO_SUCH_PORT is not set here")
                .contains("system.yaml:18: the environment variable NO_SUCH_PAUSE is not set here")
                .doesNotContain("NO_SUCH_USER");

        change(settings, "port: ${NO_SUCH_PORT}", "prot: ${NO_SUCH_PORT}");
        assertThat(kit("check", "shelter").out())
                .contains("mend  config/systems/shelter/system.yaml:12: door.prot: unknown key");
    }

    @Test
    void checksEverySystemOfAFolderOfSystems() {
        CommandRun.Ended ended =
                CommandRun.plain("check", home.resolve("config/systems").toString());

        assertThat(ended.code()).isZero();
        assertThat(ended.out()).contains("Checked 2 systems");
    }

    @Test
    void refusesTwoSystemsThatShareALogin() throws IOException {
        Files.createDirectories(home.resolve("config/systems/copy"));
        for (String file : List.of("system.yaml", "mapping.jslt", "codes/casework.csv")) {
            Path target = home.resolve("config/systems/copy").resolve(file);
            Files.createDirectories(target.getParent());
            Files.copy(home.resolve("config/systems/casework").resolve(file), target);
        }

        assertThat(kit("check").out()).contains("door.user: is also used by the system copy");
    }

    @Test
    void namesListsOfWhichOnlyThePartIsReadThatSomebodyThoughtOf() throws IOException {
        Path casework = home.resolve("config/systems/casework");
        change(
                casework.resolve("mapping.jslt"),
                "[for (.against) code(\"country\", \"ISO-3\", .)]",
                "[code(\"country\", \"ISO-3\", .against[0])]");
        Path grant = casework.resolve("samples/grant.in.ndjson");
        change(grant, "[\"ALB\"]", "[\"ALB\",\"GEO\",\"AZE\"]");
        String told = "against: 3 stand there, 1 are read";

        CommandRun.Ended check = kit("check", "casework");
        assertThat(check.code()).as("the samples come out as expected").isZero();
        assertThat(check.out())
                .contains("look  config/systems/casework/mapping.jslt: reads only a part of these lists")
                .contains(told);
        JsonNode list = kit("check", "casework", "--json").json().at("/systems/0/partlyRead");
        assertThat(list).hasSize(1);
        assertThat(list.at("/0/list").asText()).isEqualTo("against");
        assertThat(list.at("/0/stand").asInt()).isEqualTo(3);
        assertThat(list.at("/0/read").asInt()).isEqualTo(1);

        assertThat(kit("try", "casework", grant.toString()).out()).contains(told);
        assertThat(kit("try", "casework", grant.toString(), "--json").json().at("/summary/partlyRead"))
                .isEqualTo(list);
    }

    @Test
    void asksForNoFieldOfTheSettingsInWhosePlaceTheMappingGivesAValue() throws IOException {
        Path casework = home.resolve("config/systems/casework");
        change(casework.resolve("system.yaml"), "field: person }", "field: number }");
        change(casework.resolve("system.yaml"), "field: file }", "field: files.number }");
        String told = "fill none of these fields, which mapping or settings read (empty, or mistyped there): ";

        CommandRun.Ended without = kit("check", "casework");
        assertThat(without.code()).as("every record is rejected").isEqualTo(1);
        assertThat(without.out()).contains(told + "files.number, number");

        change(
                casework.resolve("mapping.jslt"),
                "\"event\": \"decision\",",
                "\"event\": \"decision\", \"personRef\": .person, \"caseRef\": { \"value\": .file },");
        CommandRun.Ended with = kit("check", "casework");
        assertThat(with.code()).isZero();
        assertThat(with.out()).doesNotContain(told);

        change(casework.resolve("mapping.jslt"), "\"personRef\": .person", "\"personRef\": fallback(.number, .person)");
        assertThat(kit("check", "casework").out())
                .as("what the mapping asks for itself stays one")
                .contains(told + "number");
    }

    @Test
    void asksForTheCharacterSetWhereNamesHoldWhatNoNameHolds() throws IOException {
        change(shelter.resolve("system.yaml"), "charset: UTF-8", "charset: ISO-8859-1");
        byte[] rows = (HEADER + GOOD + GOOD.replace("Tarozzar", "Żmirka") + GOOD.replace("Dorisku", "Šarovo 2"))
                .getBytes(java.nio.charset.Charset.forName("windows-1250"));
        Path sample = Files.write(shelter.resolve("samples/wrong.in.csv"), rows);
        String told = "names or birth places with characters that no name has: 2, first in line 3; is the character set"
                + " right? names with digits: 1, first in line 4; is it the field of a name?";

        CommandRun.Ended check = kit("check", "shelter");
        assertThat(check.code()).isZero();
        assertThat(check.out())
                .contains("look  config/systems/shelter/samples/wrong.in.csv: " + told)
                .doesNotContain("mirka");
        JsonNode names = kit("check", "shelter", "--json").json().at("/systems/0/oddNames");
        assertThat(names).hasSize(1);
        assertThat(names.at("/0/sample").asText()).isEqualTo("wrong.in.csv");
        assertThat(names.at("/0/odd").asInt()).isEqualTo(2);
        assertThat(names.at("/0/firstOdd").asInt()).isEqualTo(3);

        assertThat(kit("try", "shelter", sample.toString()).out()).contains("Look at " + told);
        assertThat(kit("try", "shelter", sample.toString(), "--json")
                        .json()
                        .at("/summary/oddNames/0/firstDigits")
                        .asInt())
                .isEqualTo(4);
    }

    @Test
    void takesDigitsForUsualWhereMostNamesHaveThem() throws IOException {
        Path file = file(HEADER + GOOD.replace("Tarozzar", "Person 1") + GOOD.replace("Tarozzar", "Person 2"));

        assertThat(kit("try", "shelter", file.toString()).out()).doesNotContain("Look at");
    }

    @Test
    void showsCodesOfSamplesThatHaveNoTranslation() throws IOException {
        Files.writeString(shelter.resolve("samples/other.in.csv"), HEADER + GOOD.replace(",GE,", ",ZZ,"));

        CommandRun.Ended ended = kit("check", "shelter");

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.out())
                .contains("samples/other.in.csv: records rejected: 1; nothing says that they should be")
                .containsPattern("country +ISO-2 +ZZ +1");
    }

    @Test
    void listsNoCodeThatASampleExpectsToBeRejected() throws IOException {
        Path sample = Files.writeString(
                shelter.resolve("samples/other.in.csv"),
                HEADER + GOOD + GOOD.replace(",GE,", ",ZZ,") + GOOD.replace(",GE,", ",YY,"));
        Path expected = Files.writeString(
                shelter.resolve("samples/other.expected.json"),
                kit("try", "shelter", sample.toString(), "--json").out());

        CommandRun.Ended all = kit("check", "shelter");
        assertThat(all.code()).isZero();
        assertThat(all.out())
                .contains("well  samples/other.in.csv: as expected, records 1, rejected 2")
                .doesNotContain("codes in the samples without a translation");

        change(expected, "\"line\":4", "\"line\":5");
        assertThat(kit("check", "shelter").out())
                .containsPattern("country +ISO-2 +YY +1")
                .doesNotContain(" ZZ ");
        assertThat(kit("check", "shelter", "--json").json().at("/systems/0/untranslated"))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "check nowhere",
                "check config",
                "check config/systems/shelter/system.yaml",
                "try shelter /dev/null --json",
                "try nowhere file",
                "try shelter",
                "try shelter nowhere.csv",
                "try shelter config",
                "try shelter {sample} --limit -1",
                "init shelter --from {sample}",
                "init Shelter --from {sample}",
                "init ../x --from {sample}",
                "init new",
                "init new --from nowhere.csv",
                "init new --from {sample} --country Atlantis",
                "plan --offline"
            })
    void saysWhatIsWrongWithTheCommandAndWritesNothing(String line) {
        String sample = shelter.resolve("samples/resident.in.csv").toString();
        CommandRun.Ended ended = kit(line.replace("{sample}", sample)
                .replace(" config", " " + home.resolve("config"))
                .split(" "));

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).isNotBlank().doesNotContain("Exception", "NG-900");
        assertThat(home.resolve("config/systems/new")).doesNotExist();
    }

    @Test
    void namesTheSystemsThereAreWhenAnotherIsMeant() {
        assertThat(kit("check", "sheltr").err()).contains("casework, shelter");
    }

    @Test
    void saysThatAFileCannotBeRead() throws IOException {
        Path file = Files.writeString(home.resolve("closed.csv"), HEADER + GOOD);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        Assumptions.assumeFalse(Files.isReadable(file), "this user may read everything");

        CommandRun.Ended ended = kit("try", "shelter", file.toString());

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains("cannot be read");
    }

    @Test
    void saysThatTheFolderOfSystemsCannotBeRead() throws IOException {
        Path systems = home.resolve("config/systems");
        Files.setPosixFilePermissions(systems, PosixFilePermissions.fromString("---------"));
        try {
            Assumptions.assumeFalse(Files.isReadable(systems), "this user may read everything");
            CommandRun.Ended ended = kit("check");
            assertThat(ended.code()).isEqualTo(2);
            assertThat(ended.err()).contains("cannot be read").doesNotContain("NG-900");
        } finally {
            Files.setPosixFilePermissions(systems, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    @Test
    void stopsWhenNobodyTakesWhatItPrints() throws IOException {
        Path file = file(HEADER + GOOD.repeat(3_000));
        int[] written = {0};
        Writer gone = new Writer() {
            @Override
            public void write(char[] text, int from, int length) throws IOException {
                written[0] += length;
                throw new IOException("broken pipe");
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };

        int code = Commands.run(
                new PrintWriter(gone),
                new PrintWriter(new StringWriter()),
                "try",
                "shelter",
                file.toString(),
                "--json",
                "--home",
                home.toString());

        assertThat(code).isEqualTo(2);
        int all = kit("try", "shelter", file.toString(), "--json").out().length();
        assertThat(written[0])
                .as("a thousand of three thousand records")
                .isPositive()
                .isLessThan(all / 2);
    }

    @Test
    void triesAFileAndShowsEachRecordAndEachRejectionInItsPlace() throws IOException {
        Path file = file(HEADER + GOOD + GOOD.replace(",GE,", ",ZZ,").replace("1975-02-03", "1975-02-30"));

        CommandRun.Ended ended = kit("try", "shelter", file.toString());

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.out())
                .containsPattern("2  S000901 +application  Tarozzar, Dorisku  1975-02-03 +2  GEO")
                .containsPattern("3 +8  Nationality  NG-102")
                .containsPattern("3 +7  DOB +NG-103")
                .containsPattern("country +ISO-2 +ZZ +1")
                .contains("source records 2; canonical records 1 (application 1); rejected 1 (NG-102 1, NG-103 1)")
                .contains("As a drop it would be held whole");
    }

    @Test
    void triesAFileForMachines() throws IOException {
        Path file = file(HEADER + GOOD + GOOD.replace(",GE,", ",ZZ,"));

        CommandRun.Ended ended = kit("try", "shelter", file.toString(), "--json");

        JsonNode answer = ended.json();
        assertThat(ended.code()).isEqualTo(1);
        assertThat(answer.at("/records")).hasSize(1);
        assertThat(answer.at("/records/0/person/names/0/surname").asText()).isEqualTo("Tarozzar");
        assertThat(answer.at("/rejected")).hasSize(1);
        JsonNode rejected = answer.at("/rejected/0");
        assertThat(rejected.path("line").asInt()).isEqualTo(3);
        assertThat(rejected.path("column").asInt()).isEqualTo(8);
        assertThat(rejected.path("field").asText()).isEqualTo("Nationality");
        assertThat(rejected.path("code").asText()).isEqualTo("NG-102");
        assertThat(rejected.path("hint").asText()).isNotBlank();
        assertThat(answer.at("/summary/units").asInt()).isEqualTo(2);
        assertThat(answer.at("/summary/records").asInt()).isEqualTo(1);
        assertThat(answer.at("/summary/rejected").asInt()).isEqualTo(1);
        assertThat(answer.at("/summary/untranslated/0/code").asText()).isEqualTo("ZZ");
    }

    @Test
    void keepsWhatATryPrintedAsWhatIsExpected() throws IOException {
        Path sample = Files.writeString(
                shelter.resolve("samples/mixed.in.csv"), HEADER + GOOD + GOOD.replace(",GE,", ",ZZ,"));
        String printed = kit("try", "shelter", sample.toString(), "--json").out();
        Files.writeString(shelter.resolve("samples/mixed.expected.json"), printed);

        CommandRun.Ended ended = kit("check", "shelter");

        assertThat(ended.out()).contains("well  samples/mixed.in.csv: as expected, records 1, rejected 1");
        assertThat(ended.code()).isZero();
    }

    @Test
    void tellsWhereAFileBreaksOff() throws IOException {
        CommandRun.Ended ended =
                kit("try", "shelter", file(HEADER + GOOD + "\"open").toString());

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.out()).contains("NG-116", "cannot be read to its end");
    }

    @Test
    void limitsItsTablesAndCountsTheRest() throws IOException {
        CommandRun.Ended ended =
                kit("try", "shelter", file(HEADER + GOOD.repeat(7)).toString(), "--limit", "3");

        assertThat(ended.code()).isZero();
        assertThat(ended.lines().stream().filter(line -> line.contains("S000901")))
                .hasSize(3);
        assertThat(ended.out()).contains("and 4 more records", "source records 7", "accepted whole");
    }

    @Test
    void rejectsTheSameVersionWithOtherContentAsTheGatewayDoes() throws IOException {
        String grant = Files.readString(home.resolve("config/systems/casework/samples/grant.in.ndjson"))
                .strip();
        String next = grant.replace("2026-11-23T10:00:00Z", "2026-11-24T10:00:00Z");
        Path file = Files.writeString(
                home.resolve("given.ndjson"),
                String.join("\n", grant, grant.replace("ALB", "GEO"), grant, next, next.replace("D000900", "D000901")));

        CommandRun.Ended ended = kit("try", "casework", file.toString());

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.out())
                .containsPattern("2 +source/version +NG-107")
                .contains("source records 5; canonical records 5 (decision 5); rejected 1 (NG-107 1); skipped 0.")
                .contains("As a drop it would be accepted without what is rejected.")
                .contains("Records whose number came before in the file: 3 (versions of the same record 1; duplicates"
                        + " with the same content, which are left out 1; rejected for other content 1)");

        JsonNode answer = kit("try", "casework", file.toString(), "--json").json();
        assertThat(answer.at("/records")).as("what the mapping gives").hasSize(5);
        assertThat(answer.at("/rejected")).hasSize(1);
        assertThat(answer.at("/rejected/0/line").asInt()).isEqualTo(2);
        assertThat(answer.at("/rejected/0/code").asText()).isEqualTo("NG-107");
        assertThat(answer.at("/summary/rejected").asInt()).isEqualTo(1);
        assertThat(answer.at("/summary/duplicates").asInt()).isEqualTo(1);
        assertThat(answer.at("/summary/allNumbersCompared").asBoolean()).isTrue();
        assertThat(answer.at("/summary/wouldBeHeld").asBoolean())
                .as("held is what cannot be mapped")
                .isFalse();
    }

    @Test
    void keepsAsExpectedWhatATryPrintedOfRecordsThatContradictEachOther() throws IOException {
        String grant = Files.readString(home.resolve("config/systems/casework/samples/grant.in.ndjson"))
                .strip();
        Path sample = Files.writeString(
                home.resolve("config/systems/casework/samples/twice.in.ndjson"),
                grant + "\n" + grant.replace("ALB", "GEO"));
        Files.writeString(
                home.resolve("config/systems/casework/samples/twice.expected.json"),
                kit("try", "casework", sample.toString(), "--json").out());

        assertThat(kit("check", "casework").out()).contains("well  samples/twice.in.ndjson: as expected, records 2");
    }

    @Test
    void rejectsARowThatStandsTwiceInAStockWithoutVersions() throws IOException {
        change(shelter.resolve("system.yaml"), "expect-every: PT5M", "feed: { kind: snapshot }\nexpect-every: PT5M");
        Path file = file(HEADER + GOOD + GOOD + GOOD.replace("Tarozzar", "Morbixo"));

        CommandRun.Ended ended = kit("try", "shelter", file.toString());

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.out())
                .containsPattern("4 +source/recordId +NG-162")
                .contains("rejected 1 (NG-162 1)", "came before in the file: 2 (duplicates");
    }

    @Test
    void showsTheSummaryAloneWhereNoLineIsWanted() throws IOException {
        CommandRun.Ended ended = kit(
                "try",
                "shelter",
                file(HEADER + GOOD + GOOD.replace(",GE,", ",ZZ,")).toString(),
                "--limit",
                "0");

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.out())
                .contains("source records 2; canonical records 1 (application 1); rejected 1 (NG-102 1); skipped 0.")
                .contains("Codes without a translation")
                .doesNotContain("S000901", "Rejected", "more records", "more reasons");
    }

    @Test
    void warnsOfNumbersThatComeAgainSinceTheyMakeOneRecordOfTwo() throws IOException {
        Path file = file(HEADER + GOOD + GOOD.replace("Tarozzar", "Morbixo") + GOOD.replace("S000901", "S000902"));

        assertThat(kit("try", "shelter", file.toString()).out())
                .contains("Records whose number came before in the file: 1 (versions of the same record 1).");
        assertThat(kit("try", "shelter", file.toString(), "--json")
                        .json()
                        .at("/summary/repeatedNumbers")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void doesNotTryWithASystemThatCannotBeUsed() throws IOException {
        change(shelter.resolve("mapping.jslt"), "\"ISO-2\"", "\"ISO-5\"");

        CommandRun.Ended ended = kit("try", "shelter", file(HEADER + GOOD).toString());

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains("config/systems/shelter/mapping.jslt:8:");
    }

    @Test
    void letsNoNameGiveOrdersToATerminal() throws IOException {
        String evil = GOOD.replace("Tarozzar", "A\u202Ebc\u009B31m");

        CommandRun.Ended ended = kit("try", "shelter", file(HEADER + evil).toString());

        assertThat(ended.out()).doesNotContain("\u202E", "\u009B");
    }

    @Test
    void beginsAFolderThatCompilesAndKeepsNobodysData() throws IOException {
        Path sample = home.resolve("export.csv");
        Files.write(
                sample,
                ("NR;PERSNR;AKTE;STAND;NAME;VORNAME;GEBDAT;GESCHL;STAATKZ;ANSCHRIFT;BEMERKUNG\n"
                                + "4711;P88;F-12;2026-11-01;Wörtlich;Geheima;31.12.1999;W;121;Hauptstr. 5;streng vertraulich\n"
                                + "4712;P89;F-13;2026-11-02;Wörtlich;Geheimo;30.12.1999;M;122;Hauptstr. 6;ebenso\n")
                        .getBytes(StandardCharsets.ISO_8859_1));

        CommandRun.Ended ended = kit("init", "fresh", "--from", sample.toString(), "--country", "XBB");

        assertThat(ended.code()).isZero();
        Path fresh = home.resolve("config/systems/fresh");
        String settings = Files.readString(fresh.resolve("system.yaml"));
        assertThat(settings)
                .contains("mode: shadow", "country: XBB", "charset: ISO-8859-1", "delimiter: \";\"")
                .contains("record: \"NR\"", "field: \"PERSNR\"", "field: \"AKTE\"", "newer-by: \"STAND\"")
                .contains("CONFIRM: charset");
        String mapping = Files.readString(fresh.resolve("mapping.jslt"));
        assertThat(mapping)
                .contains("\"surname\": .NAME", "\"given\": .VORNAME", "\"formats\": [\"dd.MM.yyyy\"]")
                .contains("code(\"country\", \"FRESH\", required(.STAATKZ))")
                .contains("BEMERKUNG");
        assertThat(Files.readString(fresh.resolve("codes/fresh.csv")))
                .contains("sex,FRESH,W,,", "country,FRESH,121,,", "DESTATIS");
        byte[] kept = Files.readAllBytes(fresh.resolve("samples/first.in.csv"));
        String all = settings
                + mapping
                + Files.readString(fresh.resolve("codes/fresh.csv"))
                + new String(kept, StandardCharsets.ISO_8859_1)
                + ended.out();
        assertThat(all).doesNotContain("Wörtlich", "Geheim", "1999", "4711", "P88", "F-12", "Hauptstr", "vertraulich");

        CommandRun.Ended check = kit("check", "fresh");
        assertThat(check.out())
                .contains("settings, mapping and codes can be used")
                .containsPattern("FRESH +W");
        assertThat(check.code()).as("codes are not translated yet").isEqualTo(1);
    }

    @Test
    void becomesAWorkingSystemWhenTheCodesAreFilledIn() throws IOException {
        Path sample = Files.writeString(
                home.resolve("export.csv"),
                "id,last_name,first_name,date_of_birth,sex,nationality\n1,Morbixo,Kelesko,1980-08-01,M,GE\n");
        kit("init", "fresh", "--from", sample.toString());
        Path codes = home.resolve("config/systems/fresh/codes/fresh.csv");
        change(codes, "sex,FRESH,M,,", "sex,FRESH,M,1,");
        change(codes, "country,FRESH,GE,,", "country,FRESH,GE,GEO,");

        CommandRun.Ended tried = kit("try", "fresh", sample.toString());

        assertThat(tried.code()).isZero();
        assertThat(tried.out()).containsPattern("Morbixo, Kelesko  1980-08-01 +1  GEO");
        assertThat(kit("check", "fresh").code()).isZero();
    }

    @Test
    void guessesNoDateWhoseDayAndMonthCannotBeToldApart() throws IOException {
        Path sample = Files.writeString(home.resolve("export.csv"), "id,surname,birth date\n1,Morbixo,03/04/1980\n");

        kit("init", "fresh", "--from", sample.toString());

        assertThat(Files.readString(home.resolve("config/systems/fresh/mapping.jslt")))
                .contains("CONFIRM: birthDate: the date format of .\"birth date\"", "dd/MM/yyyy or MM/dd/yyyy")
                .doesNotContain("birth-date(");
    }

    @Test
    void beginsAFolderFromJsonWithFieldsInsideOfFields() throws IOException {
        Path sample = Files.writeString(
                home.resolve("people.ndjson"),
                "{\"id\":\"B1\",\"traveller\":{\"familyName\":\"Morbixo\",\"born\":\"1980-08-01\",\"sex\":\"M\"}}\n"
                        + "{\"id\":\"B2\",\"traveller\":{\"familyName\":\"Tarozzar\",\"born\":\"1975-02-03\",\"sex\":\"F\"}}\n");

        assertThat(kit("init", "fresh", "--from", sample.toString()).code()).isZero();

        assertThat(Files.readString(home.resolve("config/systems/fresh/system.yaml")))
                .contains("kind: ndjson");
        assertThat(Files.readString(home.resolve("config/systems/fresh/mapping.jslt")))
                .contains(".traveller.familyName", "birth-date({ \"value\": .traveller.born");
        assertThat(Files.readAllLines(home.resolve("config/systems/fresh/samples/first.in.ndjson")))
                .hasSize(2)
                .allSatisfy(line -> assertThat(new ObjectMapper()
                                .readTree(line)
                                .at("/traveller/born")
                                .asText())
                        .hasSize(10));
    }

    @Test
    void keepsTheSampleItselfOnlyWhenItsPeopleAreSaidToBeInvented() throws IOException {
        Path sample = shelter.resolve("samples/resident.in.csv");

        kit("init", "fresh", "--from", sample.toString(), "--sample-is-invented");

        assertThat(home.resolve("config/systems/fresh/samples/first.in.csv")).hasSameBinaryContentAs(sample);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "NR;NAME\n", "\0\1\2\3", "<a><b/></a>", "just a line of words\nand another\n"})
    void beginsNothingFromWhatHoldsNoRecord(String content) throws IOException {
        Path sample = Files.writeString(home.resolve("sample"), content);

        CommandRun.Ended ended = kit("init", "fresh", "--from", sample.toString());

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains(content.isEmpty() ? "The sample is empty" : "No record can be made out");
        assertThat(home.resolve("config/systems/fresh")).doesNotExist();
    }

    @Test
    void usesColourOnlyWhereItIsWanted() {
        StringWriter out = new StringWriter();
        PrintWriter nowhere = new PrintWriter(new StringWriter());

        Commands.run(new PrintWriter(out), nowhere, Ansi.ON, "check", "shelter", "--home", home.toString());
        assertThat(out.toString()).contains("\u001B[32mwell\u001B[0m");

        StringWriter json = new StringWriter();
        Commands.run(new PrintWriter(json), nowhere, Ansi.ON, "check", "--json", "--home", home.toString());
        assertThat(json.toString()).doesNotContain("\u001B");
    }

    private CommandRun.Ended kit(String... line) {
        List<String> all = new ArrayList<>(List.of(line));
        all.addAll(List.of("--home", home.toString()));
        return CommandRun.plain(all.toArray(String[]::new));
    }

    private Path file(String content) throws IOException {
        return Files.writeString(home.resolve("file.csv"), content);
    }

    private static void change(Path file, String from, String to) throws IOException {
        String text = Files.readString(file);
        assertThat(text).contains(from);
        Files.writeString(file, text.replace(from, to));
    }
}
