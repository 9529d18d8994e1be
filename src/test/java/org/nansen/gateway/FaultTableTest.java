package org.nansen.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nansen.gateway.record.FaultCode;

/** docs/operators.md has a line for every code that a person can meet. */
class FaultTableTest {

    @ParameterizedTest
    @EnumSource(FaultCode.class)
    void saysWhatToDoAboutEachCode(FaultCode code) throws Exception {
        String table = Files.readString(Path.of("docs/operators.md"));

        assertThat(table).containsPattern("\\| " + code.code() + " \\| [^|]{10,} \\| [^|]{10,} \\|");
    }

    /** Who sends must find every mistake that a sender can make, with what it means for the rest. */
    @Test
    void everySendersMistakeStandsInIntegratorsMd() throws IOException {
        String page = Files.readString(Path.of("docs/integrators.md"));
        String section = page.substring(page.indexOf("## What you see when something is wrong"));
        assertThat(Arrays.stream(FaultCode.values()).map(FaultCode::code).filter(code -> code.startsWith("NG-1")))
                .allSatisfy(code -> assertThat(section).contains(code));
    }
}
