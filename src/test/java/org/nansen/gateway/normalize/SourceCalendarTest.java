package org.nansen.gateway.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.chrono.HijrahDate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Days that history books date in both calendars, and new years that almanacs publish. */
class SourceCalendarTest {

    @TempDir
    Path folder;

    private MappingRig rig;

    @BeforeEach
    void open() {
        rig = new MappingRig(folder);
    }

    @ParameterizedTest
    @CsvSource({
        // Coup of 1299, coup of Mordad, Islamic republic, 22 Bahman, start of the war with Iraq
        "1299-12-03, 1921-02-22",
        "1332-05-28, 1953-08-19",
        "1358-01-12, 1979-04-01",
        "1357-11-22, 1979-02-11",
        "1359-06-31, 1980-09-22",
        // Afghanistan: 26 Saratan 1352, 7 Saur 1357, 8 Saur 1371
        "1352-04-26, 1973-07-17",
        "1357-02-07, 1978-04-27",
        "1371-02-08, 1992-04-28",
        // New years around leap years: 1399 and 1403 had 366 days
        "1399-01-01, 2020-03-20",
        "1400-01-01, 2021-03-21",
        "1403-01-01, 2024-03-20",
        "1403-12-30, 2025-03-20",
        "1404-01-01, 2025-03-21",
        "1405-01-01, 2026-03-21"
    })
    void solarHijriDaysAreTheDaysOfHistory(String solar, String ours) {
        assertThat(birthDate("solar-hijri", "iso", solar)).isEqualTo(ours);
    }

    @ParameterizedTest
    @CsvSource({
        // New years and months that Saudi Arabia published
        "1430-01-01, 2008-12-29",
        "1440-01-01, 2018-09-11",
        "1444-01-01, 2022-07-30",
        "1446-01-01, 2024-07-07",
        "1446-09-01, 2025-03-01",
        "1446-10-01, 2025-03-30"
    })
    void hijriDaysAreThoseOfTheUmmAlQuraCalendar(String hijri, String ours) {
        assertThat(birthDate("hijri-umm-al-qura", "iso", hijri)).isEqualTo(ours);
    }

    @ParameterizedTest
    @CsvSource({
        // 1399 years of 354 days and 513 leap days after 19 July 622: a day later than at Mecca
        "1400-01-01, 1979-11-21",
        // 1445 is year 5 of its cycle of 30 and has 355 days, 1444 has 354
        "1445-01-01, 2023-07-19",
        "1446-01-01, 2024-07-08",
        "1445-12-30, 2024-07-07"
    })
    void reckonedHijriDaysFollowTheCycleOfThirtyYears(String hijri, String ours) {
        assertThat(birthDate("hijri-tabular", "iso", hijri)).isEqualTo(ours);
    }

    @ParameterizedTest
    @CsvSource({
        "solar-hijri, 1359, 1980-03-21/1981-03-20",
        "solar-hijri, 1359-06, 1980-08-23/1980-09-22",
        "solar-hijri, 1357/1359, 1978-03-21/1981-03-20",
        "hijri-umm-al-qura, 1446, 2024-07-07/2025-06-25",
        "hijri-umm-al-qura, 1446-09, 2025-03-01/2025-03-29",
        "hijri-tabular, 1400, 1979-11-21/1980-11-08",
        "gregorian, 1980, 1980"
    })
    void aYearOrMonthOfAnotherCalendarIsTheRangeOfItsDays(String calendar, String text, String range) {
        assertThat(birthDate(calendar, "iso", text)).isEqualTo(range);
    }

    @ParameterizedTest
    @CsvSource({
        "solar-hijri, 1404-12-30",
        "solar-hijri, 1359-07-31",
        "solar-hijri, 1359-13-01",
        "solar-hijri, 1980-08-01",
        "solar-hijri, 1450-01-01",
        "hijri-umm-al-qura, 1446-09-30",
        "hijri-umm-al-qura, 1299-01-01",
        "hijri-umm-al-qura, 1980-08-01",
        "hijri-tabular, 1444-12-30",
        "hijri-tabular, 1400-02-30",
        "solar-hijri, 1359/1357"
    })
    void aDayThatTheCalendarLacksOrThatIsToComeIsRefused(String calendar, String text) {
        assertThat(eval(calendar, "iso", text).isNull()).isTrue();
        assertThat(rig.problems()).containsExactly("X NG-103");
    }

    @Test
    void figuresOfTheCountryAndItsOrderAreRead() {
        assertThat(birthDate("solar-hijri", "yyyy/MM/dd", "۱۳۵۹/۰۶/۳۱")).isEqualTo("1980-09-22");
        assertThat(birthDate("hijri-umm-al-qura", "d/M/yyyy", "١/١/١٤٤٠")).isEqualTo("2018-09-11");
        assertThat(rig.notes()).containsExactly("birth-date hijri-umm-al-qura: ١/١/١٤٤٠");
    }

    @Test
    void aDayOfACalendarThatPeopleKeptByTheMoonMayBeAskedGiveOrTake() {
        // The first day of 1400, on which the mosque at Mecca was stormed, was 20 November 1979; the table has the
        // 21st.
        String mapping = "birth-date({\"value\": .X, \"calendar\": \"hijri-umm-al-qura\"%s})";
        assertThat(rig.eval(mapping.formatted(""), "1400-01-01").path("value").asText())
                .isEqualTo("1979-11-21");
        assertThat(rig.eval(mapping.formatted(", \"give-or-take\": 1"), "1400-01-01")
                        .path("value")
                        .asText())
                .isEqualTo("1979-11-20/1979-11-22");
        assertThat(rig.eval(mapping.formatted(", \"give-or-take\": 1"), "1446")
                        .path("value")
                        .asText())
                .isEqualTo("2024-07-07/2025-06-25");
    }

    @Test
    void anEstimateInAnotherCalendarIsTheWholeOfItsYear() {
        JsonNode date = rig.eval(
                "birth-date({\"value\": .X, \"calendar\": \"solar-hijri\", \"estimated\": true})", "1359-10-11");
        assertThat(date.path("value").asText()).isEqualTo("1980-03-21/1981-03-20");
        assertThat(date.path("estimated").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "1980-01-01, gregorian, 1980, true",
        "1980-07-01, gregorian, 1980, true",
        "1980-07-02, gregorian, 1980-07-02, false",
        "1980, gregorian, 1980, false",
        "1359-01-01, solar-hijri, 1980-03-21/1981-03-20, true"
    })
    void daysThatASystemPutsForUnknownOnesAreEstimatesOfTheYear(
            String text, String calendar, String value, boolean estimated) {
        JsonNode date = rig.eval(
                "birth-date({\"value\": .X, \"calendar\": \"" + calendar
                        + "\", \"estimate-days\": [\"01-01\", \"07-01\"]})",
                text);
        assertThat(date.path("value").asText()).isEqualTo(value);
        assertThat(date.path("estimated").asBoolean()).isEqualTo(estimated);
    }

    @Test
    void anotherDateInAnotherCalendarIsNeverMadeMoreExactThanItIs() {
        String date = "date({\"value\": .X, \"calendar\": \"solar-hijri\", \"partial\": true})";
        assertThat(rig.eval(date, "1404-06-31").asText()).isEqualTo("2025-09-22");
        // Shahrivar 1404 lies in two months of one year, the year 1404 in two years.
        assertThat(rig.eval(date, "1404-06").asText()).isEqualTo("2025");
        assertThat(rig.eval(date, "1404").isNull()).isTrue();
        assertThat(rig.problems()).containsExactly("X NG-104");
    }

    @ParameterizedTest
    @CsvSource({
        // Summer time: midnight in Berlin is 22:00 the day before in UTC.
        "1980-07-31T22:00:00Z, Europe/Berlin, 1980-08-01",
        "1980-08-01T00:00:00+02:00, Europe/Berlin, 1980-08-01",
        "1980-12-31 23:00:00Z, Europe/Berlin, 1981-01-01",
        "1980-07-31T19:30:00Z, Asia/Kabul, 1980-08-01",
        "1980-08-01, Europe/Berlin, 1980-08-01",
        "1980-08-01T00:00:00, Europe/Berlin, 1980-08-01",
        // Clocks in Damascus went from 0:00 to 1:00 that night: the day began at 1:00 there, at 22:00 in UTC.
        "2000-03-31T22:00:00Z, Asia/Damascus, 2000-04-01"
    })
    void aDayKeptAsAMomentIsReadInTheZoneOfItsSystem(String text, String zone, String date) {
        assertThat(rig.eval("birth-date({\"value\": .X, \"zone\": \"" + zone + "\"})", text)
                        .path("value")
                        .asText())
                .isEqualTo(date);
    }

    @Test
    void aMomentThatBeginsNoDayInItsZoneIsRefused() {
        for (String text : new String[] {"1980-07-31T21:00:00Z", "1980-08-01T12:00:00+02:00", "1980-07-31T25:00:00Z"}) {
            rig.eval("birth-date({\"value\": .X, \"zone\": \"Europe/Berlin\"})", text);
            assertThat(rig.problems()).as(text).containsExactly("X NG-103");
        }
    }

    @Test
    void anHourThatTheClocksLeftOutIsRefusedAndOneTheyHadTwiceIsTheFirst() {
        String mapping = "date-time({\"value\": .X, \"formats\": [\"dd.MM.yyyy HH:mm\"], \"zone\": \"Europe/Berlin\"})";
        assertThat(rig.eval(mapping, "30.03.2025 01:59").asText()).isEqualTo("2025-03-30T00:59:00Z");
        assertThat(rig.eval(mapping, "30.03.2025 02:30").isNull()).isTrue();
        assertThat(rig.problems()).containsExactly("X NG-104");
        assertThat(rig.eval(mapping, "30.03.2025 03:00").asText()).isEqualTo("2025-03-30T01:00:00Z");
        assertThat(rig.eval(mapping, "26.10.2025 02:30").asText()).isEqualTo("2025-10-26T00:30:00Z");
    }

    @Property(tries = 1_000)
    void everyDayFollowsTheOneBefore(
            @ForAll @IntRange(min = 1300, max = 1598) int year, @ForAll @IntRange(min = 1, max = 12) int month) {
        for (SourceCalendar calendar : SourceCalendar.values()) {
            if (calendar != SourceCalendar.GREGORIAN) {
                long first = calendar.firstDay(year, month);
                long next = month == 12 ? calendar.firstDay(year + 1, 1) : calendar.firstDay(year, month + 1);
                assertThat(next - first).isBetween(29L, 31L);
                String last = calendar.iso(year, month, (int) (next - first)).orElseThrow();
                assertThat(LocalDate.parse(last).plusDays(1).toEpochDay()).isEqualTo(next);
                assertThat(calendar.iso(year, month, (int) (next - first) + 1)).isEmpty();
            }
        }
        // Reckoned and published moons differ by two days at most.
        assertThat(SourceCalendar.HIJRI_TABULAR.firstDay(year, month)
                        - HijrahDate.of(year, month, 1).toEpochDay())
                .isBetween(-2L, 2L);
    }

    private String birthDate(String calendar, String format, String text) {
        return eval(calendar, format, text).path("value").asText();
    }

    private JsonNode eval(String calendar, String format, String text) {
        return rig.eval(
                "birth-date({\"value\": .X, \"formats\": [\"" + format + "\"], \"calendar\": \"" + calendar + "\"})",
                text);
    }
}
