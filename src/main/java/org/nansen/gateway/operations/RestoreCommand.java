package org.nansen.gateway.operations;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.ledger.OfflineLedger;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts a backup in the place of a stopped gateway's ledger. */
@Command(
        name = "restore",
        description = {
            "Puts a backup in the place of the ledger of a stopped gateway. What was there is kept beside it.",
            "At its next start the gateway sends nothing by itself that may have gone out before; see \"restored\"."
        })
final class RestoreCommand implements Callable<Integer> {

    @Mixin
    private final OfflineSettings settings = new OfflineSettings();

    @ArgGroup(multiplicity = "1")
    private Source source = new Source();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this")
    boolean help;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        OfflineLedger ledger = settings.ledger();
        Path backup = source.backup;
        if (backup == null) {
            ledger.mark("other");
            out.println("Marked: the next start treats this ledger as restored.");
        } else {
            Path aside = ledger.restore(backup);
            out.println("Restored from " + backup + ".");
            if (aside != null) {
                out.println("The ledger that was there is in " + aside + ". Keep it until all is settled.");
            }
        }
        out.println("Now: start the gateway, have every system hand over again what it handed over since the backup,"
                + " settle what is held with \"restored\", and end it with \"restored end\".");
        return Commands.OK;
    }

    static final class Source {

        @Parameters(paramLabel = "BACKUP", description = "the backup's folder")
        private @Nullable Path backup;

        @Option(
                names = "--mark",
                description = "the ledger was put back already, by the database server's tools: only say so to it")
        boolean mark;
    }
}
