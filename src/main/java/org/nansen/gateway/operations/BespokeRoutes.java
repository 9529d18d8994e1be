package org.nansen.gateway.operations;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.nansen.gateway.settings.Home;
import org.nansen.gateway.settings.SettingsFault;
import org.nansen.gateway.settings.SettingsFault.Problem;
import org.springframework.stereotype.Component;

/**
 * Keeps watch over {@code routes/systems} in the gateway's home. A route is code that Camel trusts wholly, and this
 * version has no accept endpoint that a route without beans could end in; so whatever lies there stops the start,
 * instead of being passed over in silence.
 */
@Component
class BespokeRoutes {

    BespokeRoutes(Home home) throws IOException {
        Path folder = home.resolve("routes/systems");
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Problem> problems = files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> !name.equals("README.md") && !name.startsWith("."))
                    .sorted()
                    .map(
                            name -> new Problem(
                                    "routes/systems/" + name,
                                    0,
                                    "",
                                    "bespoke routes are not taken by this version; use a door template in config/systems (routes/systems/README.md)"))
                    .toList();
            if (!problems.isEmpty()) {
                throw new SettingsFault(problems);
            }
        }
    }
}
