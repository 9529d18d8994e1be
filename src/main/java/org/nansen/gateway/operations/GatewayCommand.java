package org.nansen.gateway.operations;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that speaks to a running gateway. What it throws is shown as one line; see {@link CommandFault}. */
abstract class GatewayCommand implements Callable<Integer> {

    @Mixin
    private final GatewayLogin login = new GatewayLogin();

    @Option(names = "--json", description = "print the gateway's answer as it came, not as a table")
    private boolean json;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this")
    boolean help;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public final Integer call() {
        if (spec == null) {
            throw new IllegalStateException("run by the command line only");
        }
        // "drops --user alice release …" would otherwise go out under another name without a word.
        CommandLine parent = spec.commandLine().getParent();
        if (parent != null && !parent.getParseResult().matchedOptions().isEmpty()) {
            throw new ParameterException(spec.commandLine(), "Options go behind the last word of the command.");
        }
        return run(login.open(), spec.commandLine().getOut());
    }

    /** Does the work; returns an exit code of {@link Commands}. */
    abstract int run(GatewayClient gateway, PrintWriter out);

    /** Prints the answer as it came when that is wanted; else the caller prints it for people. */
    final boolean printed(JsonNode answer, PrintWriter out) {
        if (json) {
            out.println(answer.toPrettyString());
        }
        return json;
    }
}
