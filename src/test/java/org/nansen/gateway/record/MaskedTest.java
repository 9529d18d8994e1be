package org.nansen.gateway.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskedTest {

    /** Texts that are no person's: where a record came from and what was done to it. */
    private static final Set<String> PLAIN = Set.of("Legal", "Application");

    static Set<Class<?>> types() {
        Set<Class<?>> types = new LinkedHashSet<>();
        gather(AsylumRecord.class, types);
        return types;
    }

    @ParameterizedTest
    @MethodSource("types")
    void noPersonalTextShowsInToString(Class<?> type) {
        // Field, rule, system, space and the like are shown on purpose and are no personal data.
        Object record = new AnyRecord(1, random -> "Canary", true).make(type);
        String shown = record.toString().replaceAll("(messageId|system|space|scheme|level|field|rule)=Canary", "$1=");
        if (!PLAIN.contains(type.getSimpleName())) {
            assertThat(shown).doesNotContain("Canary", "SYR", "19");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"XXXX", "1980", "1980-08", "1980-08-01", "1978/1982", "1978-01/1982-12-31"})
    void aBirthDateIsKeptAsFarAsItIsKnown(String value) {
        assertThat(new BirthDate(value, false).value()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "80", "1980-13", "1980-02-30", "1980-08-01T00:00:00Z", "01.08.1980", "1980/", "XXXX/1980"})
    void anythingElseIsNoBirthDate(String value) {
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> new BirthDate(value, false)))
                .isInstanceOfSatisfying(
                        Rejected.class, rejected -> assertThat(rejected.code()).isEqualTo(FaultCode.NG_103_BIRTH_DATE));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "|NOT_PERMITTED",
                "NO_HIT|NO_HIT",
                "NO_HIT NO_HIT|NO_HIT",
                "NO_HIT NOT_PERMITTED|INCOMPLETE",
                "NO_HIT INCOMPLETE|INCOMPLETE",
                "NOT_PERMITTED NOT_PERMITTED|NOT_PERMITTED",
                "NOT_PERMITTED INCOMPLETE|INCOMPLETE",
                "POSSIBLE NO_HIT|POSSIBLE",
                "POSSIBLE INCOMPLETE|POSSIBLE",
                "HIT POSSIBLE NOT_PERMITTED|HIT"
            })
    void partsTogetherAreOnlyClearWhenAllAre(String parts, ScreeningResult whole) {
        List<ScreeningResult> list = parts == null
                ? List.of()
                : List.of(parts.split(" ")).stream()
                        .map(ScreeningResult::valueOf)
                        .toList();
        assertThat(ScreeningResult.together(list)).isEqualTo(whole);
    }

    @Test
    void everyTypeOfTheRecordIsLookedAt() {
        assertThat(types()).hasSizeGreaterThanOrEqualTo(18);
    }

    private static void gather(Class<?> type, Set<Class<?>> types) {
        if (type.isRecord() && types.add(type)) {
            for (var component : type.getRecordComponents()) {
                gather(component.getType(), types);
                if (component.getGenericType() instanceof java.lang.reflect.ParameterizedType list) {
                    gather((Class<?>) list.getActualTypeArguments()[0], types);
                }
            }
        }
    }
}
