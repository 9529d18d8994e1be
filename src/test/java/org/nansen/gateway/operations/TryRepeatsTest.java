package org.nansen.gateway.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nansen.gateway.house.House;
import org.nansen.gateway.intake.SystemFolder;
import org.nansen.gateway.normalize.SourceReading;
import org.nansen.gateway.normalize.SourceUnit;
import org.nansen.gateway.settings.Home;

/** Which records of one file are another's repeats, within what may be remembered. */
class TryRepeatsTest {

    private static final String LINE =
            "{\"decision\":\"D%d\",\"person\":\"P000900\",\"file\":\"XAA-000900\",\"changed\":\"2026-11-2%dT10:00:00Z\","
                    + "\"decidedOn\":\"2026-11-%d\",\"outcome\":\"refugee-status\",\"stands\":\"final\"}\n";

    @TempDir
    Path home;

    @BeforeEach
    void system() {
        House.in(home).systems("casework");
    }

    @Test
    void remembersNumbersAndVersionsUpToALimitAndSaysWhereItEnds() {
        TryRepeats repeats = new TryRepeats(false, 4);
        // Two numbers and a version of each fill the four places; the third number has none.
        List<String> codes = judge(
                repeats,
                line(1, 1, 10),
                line(2, 1, 10),
                line(3, 1, 10),
                line(3, 1, 11),
                line(1, 1, 11),
                line(2, 1, 10));

        assertThat(codes).as("of all but the third number").containsExactly("", "", "", "", "NG-107", "");
        assertThat(repeats.duplicates()).isEqualTo(1);
        assertThat(repeats.later()).isZero();
        assertThat(repeats.complete()).isFalse();
    }

    @Test
    void holdsAVersionAgainstEachEarlierOneOfItsRecord() {
        TryRepeats repeats = new TryRepeats(false, TryRepeats.MOST);

        List<String> codes =
                judge(repeats, line(1, 1, 10), line(1, 2, 11), line(1, 3, 12), line(1, 1, 13), line(1, 2, 11));

        assertThat(codes).containsExactly("", "", "", "NG-107", "");
        assertThat(repeats.later()).isEqualTo(2);
        assertThat(repeats.duplicates()).isEqualTo(1);
        assertThat(repeats.complete()).isTrue();
    }

    private static String line(int number, int version, int day) {
        return LINE.formatted(number, version, day);
    }

    private List<String> judge(TryRepeats repeats, String... lines) {
        List<String> codes = new ArrayList<>();
        byte[] bytes = String.join("", lines).getBytes(StandardCharsets.UTF_8);
        SystemFolder folder = SystemFolder.of(new Home(home), home.resolve("config/systems/casework"));
        try (SourceReading reading = folder.normalizer()
                .orElseThrow()
                .open(new ByteArrayInputStream(bytes), Instant.parse("2026-11-27T00:00:00Z"))) {
            while (reading.hasNext()) {
                SourceUnit.Mapped mapped = (SourceUnit.Mapped) reading.next();
                mapped.records().forEach(record -> {
                    SourceUnit.Problem problem = repeats.judge(record, mapped.content());
                    codes.add(problem == null ? "" : problem.code().code());
                });
            }
        }
        return codes;
    }
}
