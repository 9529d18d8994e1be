package org.nansen.gateway.operations;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nansen.gateway.settings.Home;
import org.nansen.gateway.settings.SettingsFault;

class BespokeRoutesTest {

    @TempDir
    Path home;

    @Test
    void refusesTheStartWhenARouteLiesThere() throws Exception {
        Path folder = Files.createDirectories(home.resolve("routes/systems"));
        Files.writeString(folder.resolve("odd.camel.yaml"), "- route: {}\n");

        assertThatThrownBy(() -> new BespokeRoutes(new Home(home)))
                .isInstanceOf(SettingsFault.class)
                .hasMessageContaining("routes/systems/odd.camel.yaml");
    }

    @Test
    void startsWithAnEmptyFolderOrNone() throws Exception {
        assertThatCode(() -> new BespokeRoutes(new Home(home))).doesNotThrowAnyException();
        Path folder = Files.createDirectories(home.resolve("routes/systems"));
        Files.writeString(folder.resolve("README.md"), "rules");
        assertThatCode(() -> new BespokeRoutes(new Home(home))).doesNotThrowAnyException();
    }
}
