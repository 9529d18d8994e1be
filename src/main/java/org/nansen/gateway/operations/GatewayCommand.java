package org.nansen.gateway.operations;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

/** A command that speaks to a running gateway. What it throws is shown as one line; see {@link CommandFault}. */
abstract class GatewayCommand extends JarCommand {

    @Mixin
    private final GatewayLogin login = new GatewayLogin();

    @Override
    public final Integer call() {
        // "drops --user alice release …" would otherwise go out under another name without a word.
        CommandLine parent = spec().commandLine().getParent();
        if (parent != null && !parent.getParseResult().matchedOptions().isEmpty()) {
            throw new ParameterException(spec().commandLine(), "Options go behind the last word of the command.");
        }
        return run(login.open(), spec().commandLine().getOut());
    }

    /** Does the work; returns an exit code of {@link Commands}. */
    abstract int run(GatewayClient gateway, PrintWriter out);

    /** Prints the answer as it came when that is wanted; else the caller prints it for people. */
    final boolean printed(JsonNode answer, PrintWriter out) {
        if (json()) {
            out.println(answer.toPrettyString());
        }
        return json();
    }
}
