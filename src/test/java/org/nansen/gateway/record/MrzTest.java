package org.nansen.gateway.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The specimens of Utopia are those that ICAO Doc 9303-4 to -7 publish; what is changed in them is worked out by hand. */
class MrzTest {

    static final List<String> TD3 =
            List.of("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10");
    static final List<String> TD2 =
            List.of("I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "D231458907UTO7408122F1204159<<<<<<<6");
    static final List<String> TD1 = List.of(
            "I<UTOD231458907<<<<<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6", "ERIKSSON<<ANNA<MARIA<<<<<<<<<<");
    static final List<String> MRV_A =
            List.of("V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L8988901C4XXX4009078F96121096ZE184226B<<<<<<");
    static final List<String> MRV_B =
            List.of("V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "L8988901C4XXX4009078F9612109<<<<<<<<");

    /** Doc 9303-5, note on long numbers: D23145890734, of which 734 and the check digit 9 stand in the optional data. */
    static final List<String> LONG = List.of(
            "I<UTOD23145890<7349<<<<<<<<<<<", "3407127M9507122UTO<<<<<<<<<<<2", "STEVENSON<<PETER<JOHN<<<<<<<<<");

    static final LocalDate TODAY = LocalDate.of(2026, 11, 27);

    static Stream<List<String>> specimens() {
        return Stream.of(TD1, TD2, TD3, MRV_A, MRV_B, LONG);
    }

    @ParameterizedTest
    @CsvSource({"520727,3", "AB2134<<<,5", "L898902C3,6", "740812,2", "120415,9", "D23145890734,9", "'',0"})
    void aCheckDigitIsWhatTheStandardSays(String text, char digit) {
        // 5*7+2*3+0*1+7*7+2*3+7*1 = 103; A is 10, B 11: 70+33+2+7+9+4 = 125.
        assertThat(CheckDigit.of(text)).isEqualTo(digit);
    }

    @ParameterizedTest
    @MethodSource("specimens")
    void everySpecimenHolds(List<String> lines) {
        Mrz mrz = read(lines);
        assertThat(mrz.findings()).isEmpty();
        assertThat(mrz.isValid()).isTrue();
    }

    @Test
    void aPassportGivesItsFields() {
        Mrz mrz = read(TD3);
        assertThat(mrz.format()).isEqualTo("TD3");
        assertThat(mrz.documentCode()).isEqualTo("P");
        assertThat(mrz.issuer()).isEqualTo("UTO");
        assertThat(mrz.surname()).isEqualTo("ERIKSSON");
        assertThat(mrz.given()).isEqualTo("ANNA MARIA");
        assertThat(mrz.nameMayBeCut()).isFalse();
        assertThat(mrz.documentNumber()).isEqualTo("L898902C3");
        assertThat(mrz.nationality()).isEqualTo("UTO");
        assertThat(mrz.birthDate(TODAY)).isEqualTo("1974-08-12");
        assertThat(mrz.sex()).isEqualTo("F");
        assertThat(mrz.expiry(TODAY)).isEqualTo("2012-04-15");
        assertThat(mrz.toString()).doesNotContain("ERIKSSON", "L898902C3");
    }

    @Test
    void theOtherFormatsGiveTheSamePerson() {
        for (List<String> lines : List.of(TD1, TD2)) {
            Mrz mrz = read(lines);
            assertThat(mrz.documentNumber()).isEqualTo("D23145890");
            assertThat(mrz.birthDate(TODAY)).isEqualTo("1974-08-12");
            assertThat(mrz.surname() + "/" + mrz.given()).isEqualTo("ERIKSSON/ANNA MARIA");
        }
        assertThat(read(TD1).format()).isEqualTo("TD1");
        assertThat(read(TD2).format()).isEqualTo("TD2");
        assertThat(read(MRV_A).format()).isEqualTo("MRV_A");
        assertThat(read(MRV_A).nationality()).isEqualTo("XXX");
        assertThat(read(MRV_B).format()).isEqualTo("MRV_B");
    }

    @Test
    void aLongNumberGoesOnInTheOptionalData() {
        assertThat(read(LONG).documentNumber()).isEqualTo("D23145890734");
        // Without anything there, the filler in place of the check digit is simply wrong.
        Mrz cut = read(List.of(LONG.get(0).replace("7349", "<<<<"), LONG.get(1), LONG.get(2)));
        assertThat(cut.documentNumber()).isEqualTo("D23145890");
        assertThat(cut.findings()).extracting(MrzFinding::words).contains("check-digit document-number 1:15");
    }

    @Test
    void linesMayComeAsOneText() {
        for (List<String> lines : List.of(TD1, TD2, TD3)) {
            for (String between : List.of("", "\n", "\r\n", "\n\n", " \n ")) {
                assertThat(Mrz.read(List.of(String.join(between, lines))).map(Mrz::lines))
                        .contains(lines);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // As far as it is known; fillers count 0, so the check digits are 8*7+0*3 = 56; and 8*7+0*3+0*1+8*7 =
                // 112.
                "80<<<<|6|1980",
                "8008<<|2|1980-08",
                "<<<<<<|0|XXXX",
                // 2*7+6*3+1*1+1*7+2*3+7*1 = 53: today, of this century; tomorrow only of the last one, 28: 54+... = 8
                // more.
                "261127|3|2026-11-27",
                "261128|4|1926-11-28",
                // 0*7+0*3+0*1+2*7+2*3+9*1 = 29: only 2000 had it.
                "000229|9|2000-02-29"
            })
    void aBirthDateIsReadAsFarAsItIsKnown(String birth, String digit, String date) {
        Mrz mrz = read(withBirth(birth + digit));
        assertThat(mrz.findings()).noneMatch(finding -> finding.field() == MrzField.BIRTH_DATE);
        assertThat(mrz.birthDate(TODAY)).isEqualTo(date);
    }

    @ParameterizedTest
    @CsvSource({"740230", "741301", "74<<12", "990229"})
    void aDayThatNoCalendarHasIsFound(String birth) {
        Mrz mrz = read(withBirth(birth + CheckDigit.of(birth)));
        assertThat(mrz.birthDate(TODAY)).isNull();
        assertThat(mrz.findings()).extracting(MrzFinding::words).contains("date birth-date 2:14");
        assertThat(mrz.isValid()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // The place where one of two look-alikes stands, in the zone as Doc 9303 counts.
                "L898902C36|L8989O2C36|document-number 2:6",
                "7408122F|74O8122F|birth-date 2:16",
                "L898902C36|L89B902C36|document-number 2:4",
                "L898902C36|L898902C3G|",
                "1204159ZE|I204159ZE|expiry 2:22",
                "1204159ZE|12041S9ZE|expiry 2:27",
                "L898902C36|L89890ZC36|document-number 2:7",
            })
    void whatAReaderMayHaveTakenForSomethingElseIsTold(String right, String wrong, String place) {
        Mrz mrz = read(List.of(TD3.get(0), TD3.get(1).replace(right, wrong)));
        assertThat(mrz.isValid()).isFalse();
        List<String> told = mrz.findings().stream()
                .filter(finding -> finding.kind() == MrzFinding.Kind.LOOK_ALIKE)
                .map(MrzFinding::words)
                .toList();
        if (place == null) {
            assertThat(told).isEmpty();
        } else {
            assertThat(told).contains("look-alike " + place);
        }
        // Told, never mended.
        assertThat(mrz.lines().get(1)).contains(wrong);
    }

    @Test
    void aWrongCheckDigitOverAllIsFound() {
        Mrz mrz = read(List.of(TD3.get(0), TD3.get(1).replaceAll("0$", "1")));
        assertThat(mrz.findings()).extracting(MrzFinding::words).containsExactly("check-digit all 2:44");
    }

    @Test
    void namesAreReadByTheirFillers() {
        assertThat(named("ARKFREITH").surname()).isEqualTo("ARKFREITH");
        assertThat(named("ARKFREITH").given()).isNull();
        assertThat(named("VAN<DER<BERG<<ANNA").surname()).isEqualTo("VAN DER BERG");
        assertThat(named("NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<KRA").nameMayBeCut())
                .isTrue();
        for (String wrong : List.of("<ERIKSSON<<ANNA", "ERIKSSON<<<ANNA", "")) {
            assertThat(named(wrong).findings()).extracting(MrzFinding::words).containsExactly("filler name 1");
        }
        assertThat(named("ER1KSSON<<ANNA").findings())
                .extracting(MrzFinding::words)
                .containsExactly("character name 1:8");
    }

    @ParameterizedTest
    @CsvSource({"P<UTO", "''", "p<utoeriksson<<anna<maria<<<<<<<<<<<<<<<<<<<", "ÄÄÄ"})
    void anythingElseIsNoZone(String text) {
        assertThat(Mrz.read(List.of(text))).isEmpty();
        assertThat(Mrz.read(List.of(text, TD3.get(1)))).isEmpty();
        assertThat(Mrz.read(List.of())).isEmpty();
    }

    private static List<String> withBirth(String birthAndDigit) {
        String line = TD3.get(1);
        line = line.substring(0, 13) + birthAndDigit + line.substring(20, 43);
        return List.of(
                TD3.get(0), line + CheckDigit.of(line.substring(0, 10) + line.substring(13, 20) + line.substring(21)));
    }

    private static Mrz named(String name) {
        return read(List.of(("P<UTO" + name + "<".repeat(39)).substring(0, 44), TD3.get(1)));
    }

    static Mrz read(List<String> lines) {
        return Mrz.read(lines).orElseThrow();
    }
}
