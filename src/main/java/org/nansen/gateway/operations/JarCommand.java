package org.nansen.gateway.operations;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What every command of the jar understands, whether it speaks to a gateway or works on a folder. */
abstract class JarCommand implements Callable<Integer> {

    @Option(names = "--json", description = "print JSON for programs, not lines for people")
    private boolean json;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this")
    boolean help;

    @Spec
    private @Nullable CommandSpec spec;

    final boolean json() {
        return json;
    }

    final CommandSpec spec() {
        if (spec == null) {
            throw new IllegalStateException("run by the command line only");
        }
        return spec;
    }
}
