package org.nansen.gateway.operations;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.ledger.Backup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes a backup of a running gateway's ledger. */
@Command(
        name = "backup",
        description = {
            "Takes a backup of the running gateway's ledger, into its own folder for backups (gateway.ledger.backup-folder).",
            "The master key is not in it: keep a copy of that apart."
        },
        subcommands = BackupCommand.Check.class)
final class BackupCommand extends GatewayCommand {

    @Override
    int run(GatewayClient gateway, PrintWriter out) {
        gateway.post("/api/v1/backups");
        JsonNode answer = Waiting.until(() -> gateway.get("/api/v1/backups"));
        if (answer.path("state").asText().equals("failed")) {
            throw CommandFault.refused(answer.path("detail").asText());
        }
        if (!printed(answer, out)) {
            JsonNode backup = answer.path("backup");
            out.println("Backup " + backup.path("id").asText() + ": as of "
                    + backup.path("takenAt").asText() + ", "
                    + backup.path("received").asLong() + " records received, "
                    + backup.path("bytes").asLong() + " bytes, looked through and on disk.");
            out.println("The master key is not in it: without secrets/master.key nobody can open it, you neither.");
        }
        return Commands.OK;
    }

    /** Without a gateway, on whatever machine holds the backup. */
    @Command(name = "check", description = "Compares a backup on this machine with its manifest.")
    static final class Check implements Callable<Integer> {

        @Parameters(paramLabel = "BACKUP", description = "the backup's folder")
        private Path folder = Path.of("");

        @Option(
                names = {"-h", "--help"},
                usageHelp = true,
                description = "show this")
        boolean help;

        @Spec
        private @Nullable CommandSpec spec;

        @Override
        public Integer call() {
            Backup backup = Backup.check(folder);
            if (spec != null) {
                spec.commandLine()
                        .getOut()
                        .println("Backup " + backup.id() + " is whole: as of " + backup.takenAt() + ", schema "
                                + backup.schema() + ", " + backup.received() + " records received.");
            }
            return Commands.OK;
        }
    }
}
