package org.nansen.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
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
}
