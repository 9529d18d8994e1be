package org.nansen.gateway.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nansen.gateway.house.House;

/** Folders begun from registers of cases, in which the people stand in lists. */
class InitListsTest {

    /** Everything that is about somebody begins with "Kanar" or holds 4711, 1999 or 2019. */
    private static final String CASES = """
            <?xml version="1.0" encoding="UTF-8"?>
            <wykaz>
              <sprawa znak="KANAR.4711.1" rodzaj="A1">
                <zlozono>19.03.2019</zlozono>
                <osoba id="4711001">
                  <nazwisko>Kanarova</nazwisko><imie>Kanarina</imie><nazwisko_rodowe>Kanarod</nazwisko_rodowe>
                  <data_ur>1999-12-31</data_ur><plec>K</plec>
                  <obywatelstwo kod="ALB">kanarska</obywatelstwo><obywatelstwo kod="GEO">kanaryjska</obywatelstwo>
                  <dokument typ="PP" seria="KANAR4711" wydany_przez="ALB" wazny_do="2019-05-06"/>
                  <uwagi>Kanarek spiewa 4711</uwagi>
                </osoba>
                <osoba id="4711002">
                  <nazwisko>Kanarov</nazwisko><imie>Kanarin</imie><data_ur>1999-00-00</data_ur><plec>M</plec>
                  <obywatelstwo kod="ALB">kanarska</obywatelstwo><uwagi>KANAR</uwagi>
                </osoba>
                <decyzja nr="4711/2019" rodzaj="OK" data="20.03.2019" ostateczna="T"/>
                <zmieniono>2019-11-06T11:30:47+01:00</zmieniono>
              </sprawa>
              <sprawa znak="KANAR.4711.2" rodzaj="A2">
                <zlozono>21.03.2019</zlozono>
                <osoba id="4711003">
                  <nazwisko>Kanarski</nazwisko><imie>Kanar</imie><data_ur>1999-02-03</data_ur><plec>M</plec>
                  <obywatelstwo kod="GEO">kanaryjska</obywatelstwo><uwagi>Kanary</uwagi>
                </osoba>
                <zmieniono>2019-11-07T12:31:47+01:00</zmieniono>
              </sprawa>
            </wykaz>
            """;

    private static final String CASES_AS_JSON = """
            {"exported":"2019-01-01","cases":[
              {"caseNo":"KANAR-1","lodged":"2019-03-19","applicants":[
                {"applicantId":"4711001","surname":"Kanarova","given":"Kanarina","birthDate":"1999-12-31","sex":"F",
                 "nationalities":[{"country":"ALB","since":"1999-12-31"},{"country":"GEO"}],
                 "documents":[{"type":"PP","number":"KANAR4711","issuer":"ALB"}]},
                {"applicantId":"4711002","surname":"Kanarov","given":"Kanarin","birthDate":"1999-12-30","sex":"M",
                 "nationalities":[{"country":"ALB"}]}]},
              {"caseNo":"KANAR-2","lodged":"2019-03-20","applicants":[
                {"applicantId":"4711003","surname":"Kanarski","given":"Kanar","birthDate":"1999-12-29","sex":"M",
                 "nationalities":[{"country":"GEO"}]}]}]}
            """;

    @TempDir
    Path home;

    private Path fresh;

    @BeforeEach
    void systems() {
        House.in(home).systems("shelter");
        fresh = home.resolve("config/systems/fresh");
    }

    @Test
    void makesARecordOfEachPersonInAListOfXml() throws IOException {
        CommandRun.Ended ended = init("cases.xml", CASES);

        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.out())
                .containsPattern("osoba\\[]\\.nazwisko +surname")
                .containsPattern("osoba\\[]\\.nazwisko_rodowe +birth name +filled in 1 of 3")
                .containsPattern("osoba\\[]\\.obywatelstwo\\[]\\.@kod +nationality +codes: 2");
        assertThat(text("system.yaml"))
                .contains(
                        "identity: { record: \"@znak\", person: { field: \"osoba.@id\" }, case: { field: \"@znak\" } }")
                .contains("newer-by: \"zmieniono\"");
        assertThat(text("mapping.jslt"))
                .contains("[ for (.osoba)", "\"personRef\": { \"value\": required(.\"@id\") }")
                .contains("[ for (.obywatelstwo) { \"country\": code(\"country\", \"FRESH\", required(.\"@kod\"))")
                .contains("CONFIRM: what these documents are", "CONFIRM: that a decision is about each person")
                .contains("CONFIRM: not used: osoba[].obywatelstwo[].#text; osoba[].uwagi.");
        assertThat(text("codes/fresh.csv").lines().filter(line -> line.startsWith("country")))
                .containsExactly("country,FRESH,ALB,,", "country,FRESH,GEO,,");
        keepsNobody(ended);
        onlyCodesAreOpen();

        translate();
        becomesFiveRecords(
                kit("try", "--json", "fresh", home.resolve("cases.xml").toString()), "Kanarova", "4711001");
        assertThat(kit("check", "fresh").code()).isZero();
        JsonNode invented = records(kit(
                "try", "--json", "fresh", fresh.resolve("samples/first.in.xml").toString()));
        assertThat(invented).hasSize(5);
        assertThat(invented.at("/0/person/birthDate/value").asText()).isEqualTo("1980-08-01");
        assertThat(invented.at("/0/person/nationalities")).hasSize(2);
        assertThat(invented.at("/0/documents/0/expires").asText()).isEqualTo("2031-08-01");
    }

    @Test
    void makesARecordOfEachPersonInAListOfJson() throws IOException {
        CommandRun.Ended ended = init("cases.json", CASES_AS_JSON);

        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(text("system.yaml"))
                .contains("records: \"/cases\"", "record: \"caseNo\"", "person: { field: \"applicants.applicantId\" }");
        assertThat(text("mapping.jslt"))
                .contains("[ for (.applicants)", "[ for (.nationalities) {", "[ for (.documents) {");
        keepsNobody(ended);
        onlyCodesAreOpen();

        translate();
        JsonNode records =
                records(kit("try", "--json", "fresh", home.resolve("cases.json").toString()));
        assertThat(records).hasSize(3);
        assertThat(records.at("/0/person/nationalities/1/country/code").asText())
                .isEqualTo("GEO");
        assertThat(records.at("/0/documents/0/number").asText()).isEqualTo("KANAR4711");
        assertThat(records.at("/0/application/lodgedAt").asText()).isEqualTo("2019-03-19");
        assertThat(records.at("/2/personRef/value").asText()).isEqualTo("4711003");
        assertThat(records.at("/2/caseRef/value").asText()).isEqualTo("KANAR-2");
        assertThat(kit("check", "fresh").code()).isZero();
    }

    @Test
    void looksIntoAListOfNationalitiesWithoutOneOfPeople() throws IOException {
        init(
                "people.ndjson",
                "{\"id\":\"1\",\"surname\":\"Kanarova\",\"nationalities\":[{\"code\":\"ALB\"},{\"code\":\"GEO\"}]}\n"
                        + "{\"id\":\"2\",\"surname\":\"Kanarov\",\"nationalities\":[{\"code\":\"ALB\"}],"
                        + "\"relatives\":[{\"surname\":\"Kanarin\"}]}\n");

        assertThat(text("mapping.jslt"))
                .contains("[ for (.nationalities) { \"country\": code(\"country\", \"FRESH\", required(.code))")
                .contains("not used: relatives (a list).")
                .doesNotContain("let unit");
    }

    @Test
    void namesNoNumberThatIsNotInEveryRecordAndAnotherInEach() throws IOException {
        init(
                "some.ndjson",
                "{\"caseNo\":\"A\",\"decision\":{\"nr\":\"1\"},\"surname\":\"Kanarova\",\"personId\":\"7\"}\n"
                        + "{\"caseNo\":\"A\",\"surname\":\"Kanarov\",\"personId\":\"7\"}\n"
                        + "{\"caseNo\":\"B\",\"surname\":\"Kanarin\",\"personId\":\"8\"}\n");

        assertThat(text("system.yaml"))
                .contains(
                        "record: \"not-known-yet\", person: { field: \"not-known-yet\" }, case: { field: \"not-known-yet\" }")
                .contains("CONFIRM: for record name a field that is filled in every record and another in each")
                .contains(
                        "CONFIRM: for person name a field",
                        "personId is called so, and is filled in 3 of 3 with 2 different")
                .contains(
                        "CONFIRM: for case name a field",
                        "caseNo is called so, and is filled in 3 of 3 with 2 different");
        assertThat(kit("check", "fresh").out()).contains("settings, mapping and codes can be used", "not-known-yet");
    }

    /** Without a header settings can name no field but those that they declare. */
    @Test
    void saysThatAFieldWithoutAHeaderOnlyStandsIn() throws IOException {
        init("rows.csv", "7;1999-12-31;M\n7;1999-12-31;M\n");

        assertThat(text("system.yaml"))
                .contains("CONFIRM: for record name a field", "what is named now is not it")
                .doesNotContain("not-known-yet");
        assertThat(kit("check", "fresh").out()).contains("settings, mapping and codes can be used");
    }

    @Test
    void letsACaseComeBackWhereThePersonDoesNot() throws IOException {
        init(
                "some.ndjson",
                "{\"caseNo\":\"A\",\"surname\":\"Kanarova\",\"personId\":\"7\"}\n"
                        + "{\"caseNo\":\"A\",\"surname\":\"Kanarov\",\"personId\":\"8\"}\n");

        assertThat(text("system.yaml"))
                .contains("record: \"personId\", person: { field: \"personId\" }, case: { field: \"caseNo\" }");
    }

    @Test
    void givesNobodyInAListWhatStandsAroundIt() throws IOException {
        init(
                "cases.json",
                CASES_AS_JSON.replace("\"lodged\":", "\"birthPlace\":\"Kanara\",\"name\":\"Kanar\",\"lodged\":"));

        assertThat(text("mapping.jslt"))
                .contains("[ for (.applicants)", "CONFIRM: not used: birthPlace; name; ")
                .doesNotContain("$unit.birthPlace", "$unit.name");
    }

    @Test
    void leavesThePersonsNumberOpenWhereTheListHasNone() throws IOException {
        init("cases.xml", CASES.replace("id=\"4711003\"", "id=\"4711002\""));

        assertThat(text("mapping.jslt")).contains("CONFIRM: personRef: no field of the list");
        assertThat(text("system.yaml"))
                .contains("CONFIRM: for person name a field of osoba", "person: { field: \"not-known-yet\" }");
        assertThat(kit("check", "fresh").out()).contains("settings, mapping and codes can be used");
    }

    private void becomesFiveRecords(CommandRun.Ended tried, String surname, String number) throws IOException {
        assertThat(tried.code()).as(tried.out()).isZero();
        JsonNode records = records(tried);
        assertThat(records).hasSize(5);
        JsonNode first = records.get(0);
        assertThat(first.at("/event").asText()).isEqualTo("application");
        assertThat(first.at("/personRef/value").asText()).isEqualTo(number);
        assertThat(first.at("/person/names/0/surname").asText()).isEqualTo(surname);
        assertThat(first.at("/person/names/1/type").asText()).isEqualTo("birth");
        assertThat(first.at("/person/nationalities/0/country/code").asText()).isEqualTo("ALB");
        assertThat(first.at("/person/nationalities/1/country/code").asText()).isEqualTo("GEO");
        assertThat(first.at("/documents/0/type").asText()).isEqualTo("passport");
        assertThat(first.at("/documents/0/expires").asText()).isEqualTo("2019-05-06");
        assertThat(first.at("/application/lodgedAt").asText()).isEqualTo("2019-03-19");
        // 1999-00-00: only the year is known.
        assertThat(records.at("/1/person/birthDate/value").asText()).isEqualTo("1999");
        assertThat(records.at("/3/event").asText()).isEqualTo("decision");
        assertThat(records.at("/3/personRef/value").asText()).isEqualTo("4711002");
        assertThat(records.at("/3/decision/outcome").asText()).isEqualTo("granted-refugee");
        assertThat(records.at("/3/decision/date").asText()).isEqualTo("2019-03-20");
        assertThat(records.at("/4/application/type").asText()).isEqualTo("subsequent");
    }

    /** Whatever else is wrong with a fresh folder is wrong with the draft. */
    private void onlyCodesAreOpen() throws IOException {
        JsonNode system = kit("check", "--json", "fresh").json().at("/systems/0");
        assertThat(system.findValuesAsText("code").stream().filter(code -> code.startsWith("NG-")))
                .isNotEmpty()
                .containsOnly("NG-102");
    }

    private void translate() throws IOException {
        Path codes = fresh.resolve("codes/fresh.csv");
        Files.writeString(
                codes,
                Files.readString(codes)
                        .replaceAll("(?m)^(sex,FRESH,[KF]),,", "$1,2,")
                        .replace("sex,FRESH,M,,", "sex,FRESH,M,1,")
                        .replace("country,FRESH,ALB,,", "country,FRESH,ALB,ALB,")
                        .replace("country,FRESH,GEO,,", "country,FRESH,GEO,GEO,")
                        .replace("document-type,FRESH,PP,,", "document-type,FRESH,PP,passport,")
                        .replace("outcome,FRESH,OK,,", "outcome,FRESH,OK,granted-refugee,")
                        .replace("finality,FRESH,T,,", "finality,FRESH,T,final,")
                        .replace("application-type,FRESH,A1,,", "application-type,FRESH,A1,first,")
                        .replace("application-type,FRESH,A2,,", "application-type,FRESH,A2,subsequent,"));
    }

    private void keepsNobody(CommandRun.Ended ended) throws IOException {
        StringBuilder all = new StringBuilder(ended.out()).append(ended.err());
        try (var files = Files.walk(fresh)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(Files.readString(file));
            }
        }
        assertThat(all.toString())
                .doesNotContainIgnoringCase("kanar")
                .doesNotContain("4711", "1999", "2019", "11:3", ":47");
    }

    private static JsonNode records(CommandRun.Ended tried) throws IOException {
        return tried.json().at("/records");
    }

    private String text(String file) throws IOException {
        return Files.readString(fresh.resolve(file));
    }

    private CommandRun.Ended init(String name, String content) throws IOException {
        Path sample = Files.write(home.resolve(name), content.getBytes(StandardCharsets.UTF_8));
        return kit("init", "fresh", "--from", sample.toString());
    }

    private CommandRun.Ended kit(String... line) {
        String[] all = java.util.Arrays.copyOf(line, line.length + 2);
        all[line.length] = "--home";
        all[line.length + 1] = home.toString();
        return CommandRun.plain(all);
    }
}
