package org.nansen.gateway.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nansen.gateway.settings.SettingsFault;

class CodeListsTest {

    private static final Path UNHCR = Path.of("../shared/inputs/unhcr-rrf/CountryCode.csv");
    private static final Path SEXES = Path.of("../shared/inputs/unhcr-rrf/SexCode.csv");
    private static final Set<String> REFUSED = Set.of("-", "KUR", "NAN", "SCG", "SIK", "SOV", "YUG");

    /** Where UNHCR's word for a country shares none with ours. */
    private static final Map<String, String> OTHER_NAMES = Map.ofEntries(
            Map.entry("CZE", "CZE"),
            Map.entry("DUB", "ARE"),
            Map.entry("LAO", "LAO"),
            Map.entry("LBY", "LBY"),
            Map.entry("MAC", "MAC"),
            Map.entry("RUS", "RUS"),
            Map.entry("SRV", "VNM"),
            Map.entry("SWA", "SWZ"),
            Map.entry("SYR", "SYR"),
            Map.entry("TIB", "CHN"),
            Map.entry("TUR", "TUR"),
            Map.entry("U", "XXX"),
            Map.entry("ZZZ", "XXA"));

    private final CodeLists lists = CodeLists.builtIn();

    @ParameterizedTest
    @CsvSource({
        "UNHCR,ARE,EGY",
        "UNHCR,AUS,AUT",
        "UNHCR,AUL,AUS",
        "UNHCR,GFR,DEU",
        "UNHCR,UAE,ARE",
        "UNHCR,MAR,MTQ",
        "UNHCR,MOR,MAR",
        "UNHCR,ANT,ATG",
        "UNHCR,NIG,NGA",
        "UNHCR,NGR,NER",
        "UNHCR,ZZZ,XXA",
        "UNHCR,U,XXX",
        "ISO-3,ARE,ARE",
        "ISO-3,AUS,AUS",
        "ISO-2,SY,SYR",
        "ISO2,SY,SYR",
        "ISO-NUMERIC,760,SYR",
        "ISO-NUMERIC,004,AFG",
        "ICAO,D,DEU",
        "ICAO,SYR,SYR",
        "ICAO,XXA,XXA",
        "ICAO,XXB,XXB",
        "ICAO,XXC,XXC",
        "ICAO,XXX,XXX",
        "ICAO,UNO,UNO",
        "ICAO,UNA,UNA",
        "ICAO,UNK,UNK",
        "ICAO,XPO,XPO",
        "ICAO,GBD,GBD",
        "ICAO,EUE,EUE",
        "DESTATIS,000,DEU",
        "DESTATIS,121,ALB",
        "DESTATIS,475,SYR",
        "DESTATIS,423,AFG",
        "DESTATIS,150,RKS",
        "DESTATIS,997,XXA"
    })
    void aCountryIsFoundByItsCodeSystem(String system, String code, String target) {
        assertThat(lists.find("country", system, code)).isEqualTo(target);
    }

    @ParameterizedTest
    @CsvSource({
        "ISO-3,D",
        "ISO-3,XXA",
        "ISO-2,SYR",
        "ISO-2,sy",
        "DESTATIS,777",
        "DESTATIS,159",
        "DESTATIS,0",
        "UNHCR,DEU",
        "UNHCR,YUG",
        "ICAO,YUG",
        "ISO-NUMERIC,4",
        "NOWHERE,SYR"
    })
    void whatACodeSystemDoesNotHaveIsNeverGuessed(String system, String code) {
        assertThat(lists.find("country", system, code)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        // The same three letters are another state in the other list.
        "ARE,UNHCR,EGY,ISO-3,ARE",
        "AUS,UNHCR,AUT,ISO-3,AUS",
        "MAR,UNHCR,MTQ,ISO-3,MAR",
        "ARE,UNHCR,EGY,ICAO,ARE",
        // The same three figures are another state in the other list; ISO has 008 for Albania, 051 for Armenia, 276 for
        // Germany.
        "124,DESTATIS,BEL,ISO-NUMERIC,CAN",
        "140,DESTATIS,MNE,ISO-NUMERIC,CAF",
        "152,DESTATIS,POL,ISO-NUMERIC,CHL",
        "156,DESTATIS,SMR,ISO-NUMERIC,CHN",
        "158,DESTATIS,CHE,ISO-NUMERIC,TWN",
        "364,DESTATIS,SUR,ISO-NUMERIC,IRN",
        "368,DESTATIS,USA,ISO-NUMERIC,IRQ",
        "422,DESTATIS,ARM,ISO-NUMERIC,LBN",
        "434,DESTATIS,PRK,ISO-NUMERIC,LBY",
        "760,ISO-NUMERIC,SYR,ISO-NUMERIC,SYR"
    })
    void whatTwoCodeSystemsCallAlikeIsToldApart(
            String code, String one, String target, String other, String otherTarget) {
        assertThat(lists.find("country", one, code)).isEqualTo(target);
        assertThat(lists.find("country", other, code)).isEqualTo(otherTarget);
    }

    @ParameterizedTest
    @CsvSource({
        // Known in one list, and unknown in every other.
        "GFR,UNHCR",
        "AUL,UNHCR",
        "D,ICAO",
        "XXB,ICAO",
        "000,DESTATIS",
        "121,DESTATIS",
        "106,ICPO",
        "475,DESTATIS",
        "051,ISO-NUMERIC",
        "DE,ISO-2",
        "DEU,ISO-3 ICAO",
    })
    void aCodeOfOneSystemIsUnknownInTheOthers(String code, String known) {
        List<String> systems = List.of("ISO-2", "ISO-3", "ISO-NUMERIC", "ICAO", "UNHCR", "DESTATIS", "ICPO");
        assertThat(lists.systems("country")).containsExactlyInAnyOrderElementsOf(systems);
        assertThat(systems.stream().filter(system -> lists.find("country", system, code) != null))
                .containsExactlyInAnyOrder(known.split(" "));
    }

    @Test
    void icpoHasWhatIsPublicAndRefusesTheRest() {
        assertThat(lists.find("country", "ICPO", "106")).isEqualTo("ARM");
        for (int number = 0; number < 1_000; number++) {
            if (number != 106) {
                assertThat(lists.find("country", "ICPO", "%03d".formatted(number)))
                        .isNull();
            }
        }
    }

    @Test
    void everySexCodeOfUnhcrIsMappedOrRefused() throws Exception {
        Assumptions.assumeTrue(Files.isReadable(SEXES), "UNHCR's list of sexes is not on this machine");
        Map<String, String> found = new HashMap<>();
        for (String line : Files.readAllLines(SEXES)) {
            String code = line.split(",", 2)[0].replace("\uFEFF", "");
            if (!code.equals("SexCode") && !code.isEmpty()) {
                assertThat(lists.decided("sex", "UNHCR", code)).as(code).isTrue();
                found.put(code, String.valueOf(lists.find("sex", "UNHCR", code)));
            }
        }
        assertThat(found).isEqualTo(Map.of("-", "null", "F", "2", "M", "1", "U", "0"));
    }

    @ParameterizedTest
    @CsvSource({
        "outcome,EUROSTAT,GENCONV,granted-refugee",
        "outcome,EUROSTAT,sub_prot,granted-subsidiary",
        "outcome,EUROSTAT,HUMSTAT,granted-other",
        "outcome,EUROSTAT,REJECTED,",
        "outcome,EUROSTAT,TOTAL_POS,",
        "outcome,GATEWAY,excluded,excluded",
        "document-type,ICAO,PR,travel-document",
        "document-type,ICAO,P,passport",
        "document-type,ICAO,ID,identity-card",
        "document-type,ICAO,Q,",
        "sex,ICAO,<,0",
        "sex,DE,W,2",
        "sex,EN,W,"
    })
    void otherListsHaveTheirCodeSystemsToo(String list, String system, String code, String target) {
        assertThat(lists.find(list, system, code)).isEqualTo(target);
    }

    @ParameterizedTest
    @CsvSource({"NAME", "name", "COUNTRY-NAME", "EN", "German"})
    void aCountryIsNeverLookedUpByItsName(String system, @TempDir Path folder) throws Exception {
        assertThatThrownBy(() -> new MappingRig(folder).compile("code(\"country\", \"" + system + "\", .X)"))
                .isInstanceOf(SettingsFault.class)
                .hasMessageContaining("mapping.jslt:1: countries are never looked up by name");
        Files.writeString(
                folder.resolve("own.csv"), "list,system,code,target,note\ncountry," + system + ",Syria,SYR,\n");
        assertThatThrownBy(() -> CodeLists.of(folder, "codes"))
                .hasMessageContaining("own.csv:2: countries are never looked up by name");
        // Names are no codes of any list that comes with the gateway.
        for (String known : lists.systems("country")) {
            assertThat(lists.find("country", known, "Syria")).isNull();
        }
    }

    @Test
    void everyListNamesItsSource() throws Exception {
        for (String file :
                List.of("countries.csv", "icao.csv", "unhcr.csv", "destatis.csv", "icpo.csv", "values.csv")) {
            String head = new String(CodeFile.builtIn(file).bytes(), java.nio.charset.StandardCharsets.UTF_8)
                    .lines()
                    .takeWhile(line -> line.startsWith("#"))
                    .reduce("", String::concat);
            assertThat(head)
                    .as(file)
                    .matches(
                            "(?s).*(ISO 3166 Maintenance|Doc 9303|referral form|Statistical Office|public client code).*");
        }
    }

    @Test
    void everyCountryCodeOfUnhcrIsMappedRightlyOrRefusedWithAReason() throws Exception {
        Assumptions.assumeTrue(Files.isReadable(UNHCR), "UNHCR's country list is not on this machine");
        Map<String, String> names = new HashMap<>();
        CodeFile.builtIn("countries.csv")
                .rows("alpha3", "alpha2", "numeric", "state", "name")
                .forEach(row -> names.put(row.cell(0), row.cell(4)));
        Set<String> refused = new HashSet<>();
        List<String> suspicious = new ArrayList<>();
        int count = 0;
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .allowExtraFields(true)
                .allowMissingFields(true)
                .ofCsvRecord(UNHCR)) {
            for (CsvRecord row : reader) {
                String code = row.getField(0).replace("\uFEFF", "");
                if (code.equals("CountryCode") || code.isEmpty()) {
                    continue;
                }
                count++;
                assertThat(lists.decided("country", "UNHCR", code)).as(code).isTrue();
                String target = lists.find("country", "UNHCR", code);
                if (target == null) {
                    refused.add(code);
                } else if (!target.equals(OTHER_NAMES.get(code))
                        && words(row.getField(1)).stream().noneMatch(words(names.getOrDefault(target, ""))::contains)) {
                    suspicious.add(code + " is " + row.getField(1) + ", mapped to " + target);
                }
            }
        }
        assertThat(count).isEqualTo(255);
        assertThat(suspicious).isEmpty();
        assertThat(refused).isEqualTo(REFUSED);
    }

    @Test
    void everyRefusalSaysWhy() {
        for (String file : List.of("unhcr.csv", "destatis.csv", "icpo.csv", "values.csv")) {
            assertThat(CodeFile.builtIn(file).rows("list", "system", "code", "target", "note"))
                    .filteredOn(row -> row.cell(3).isEmpty())
                    .allSatisfy(row -> assertThat(row.cell(4)).as(row.cell(2)).isNotEmpty());
        }
    }

    @Test
    void theJdkKnowsTheSameCountries() {
        Map<String, String> jdk = new HashMap<>();
        for (String alpha2 : Locale.getISOCountries()) {
            jdk.put(alpha2, new Locale("", alpha2).getISO3Country());
        }
        assertThat(lists.countries().alpha2())
                .containsAllEntriesOf(onlyCurrent(jdk))
                .hasSize(249);
        assertThat(new HashSet<>(lists.countries().numeric().values())).hasSize(249);
    }

    @Test
    void statesStandBehindCodes() {
        assertThat(lists.countries().stateBehind("GBO")).contains("GBR");
        assertThat(lists.countries().stateBehind("HKG")).contains("CHN");
        assertThat(lists.countries().stateBehind("SYR")).contains("SYR");
        for (String none : List.of("XXA", "XXB", "XXC", "XXX", "UNO", "UNA", "UNK", "XPO", "EUE")) {
            assertThat(lists.countries().stateBehind(none)).as(none).isEmpty();
        }
    }

    @Test
    void aSystemsOwnCodesAreLaidOverTheBuiltInOnes() {
        CodeLists own = CodeLists.of(Formats.folder("register").resolve("codes"), "codes");
        assertThat(own.find("event", "REGISTER", "a")).isEqualTo("application");
        assertThat(own.find("country", "DESTATIS", "998")).isNull();
        assertThat(own.find("country", "DESTATIS", "121")).isEqualTo("ALB");
        assertThat(lists.find("country", "DESTATIS", "998")).isEqualTo("XXX");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nowhere,X,1,a,|unknown list",
                "country,X,1,GERMANY,|ISO alpha-3",
                "sex,X,m,male,|0, 1, 2, 9",
                "event,,m,decision,|must not be empty",
                "event,X,m,decision,\\nevent,X,M,status,|second, different target"
            })
    void aWrongLineInACodeFileStopsTheStartWithItsPlace(String lines, String reason, @TempDir Path folder)
            throws Exception {
        Files.writeString(
                folder.resolve("own.csv"), "# own\nlist,system,code,target,note\n" + lines.replace("\\n", "\n") + "\n");
        int line = lines.contains("\\n") ? 4 : 3;
        assertThatThrownBy(() -> CodeLists.of(folder, "config/systems/x/codes"))
                .isInstanceOf(SettingsFault.class)
                .hasMessageStartingWith("config/systems/x/codes/own.csv:" + line + ": ")
                .hasMessageContaining(reason);
    }

    @Test
    void aCodeFileWithAnotherHeaderOrEncodingStopsTheStart(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("own.csv"), "list;system;code;target;note\n");
        assertThatThrownBy(() -> CodeLists.of(folder, "codes")).hasMessageContaining("own.csv:1: the header must be");
        Files.write(folder.resolve("own.csv"), new byte[] {(byte) 0xFC});
        assertThatThrownBy(() -> CodeLists.of(folder, "codes")).hasMessageContaining("is not UTF-8");
    }

    private static Map<String, String> onlyCurrent(Map<String, String> jdk) {
        jdk.remove("AN");
        return jdk;
    }

    private static Set<String> words(String text) {
        Set<String> words = new HashSet<>();
        String plain = java.text.Normalizer.normalize(text.toLowerCase(Locale.ROOT), java.text.Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "");
        Pattern.compile("[^a-z]+")
                .splitAsStream(plain)
                .filter(word -> word.length() > 3)
                .forEach(words::add);
        return words;
    }
}
