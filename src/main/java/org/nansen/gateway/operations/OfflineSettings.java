package org.nansen.gateway.operations;

import java.nio.file.Files;
import java.nio.file.Path;
import org.nansen.gateway.ledger.OfflineLedger;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Option;

/** The gateway's home, for commands that work without a gateway: its settings are read as at a start. */
final class OfflineSettings {

    @Option(
            names = "--home",
            paramLabel = "FOLDER",
            required = true,
            description = "the gateway's home on this machine; the gateway is stopped")
    private Path home = Path.of("");

    OfflineLedger ledger() {
        return ledger(home);
    }

    static OfflineLedger ledger(Path home) {
        if (!Files.isDirectory(home)) {
            throw CommandFault.usage("--home is no folder.");
        }
        SpringApplication settings = new SpringApplication(Nothing.class);
        settings.setWebApplicationType(WebApplicationType.NONE);
        settings.setLogStartupInfo(false);
        settings.setRegisterShutdownHook(false);
        try (ConfigurableApplicationContext read =
                settings.run("--gateway.home=" + home.toAbsolutePath(), "--logging.level.root=off")) {
            return OfflineLedger.of(home, read.getEnvironment());
        }
    }

    /** No bean at all: only what is written in the settings is wanted. */
    static final class Nothing {}
}
