package org.nansen.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.nansen.gateway.record.FaultCode;

/** A code that nothing raises is a promise that nothing keeps. */
class FaultUseTest {

    @Test
    void everyCodeIsRaisedSomewhere() throws IOException {
        StringBuilder sources = new StringBuilder();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java"))
                    .filter(path -> !path.endsWith("FaultCode.java"))
                    .toList()) {
                sources.append(Files.readString(file));
            }
        }
        List<FaultCode> unused = Stream.of(FaultCode.values())
                .filter(code -> sources.indexOf(code.name()) < 0)
                .toList();

        assertThat(unused).isEmpty();
    }
}
