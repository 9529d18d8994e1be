package org.nansen.gateway.operations;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What systems in shadow mode would have asked and sent. */
@Command(
        name = "shadow",
        description = "What systems in shadow mode would have asked and sent, by day: counts, and nobody's data.")
final class ShadowCommand extends GatewayCommand {

    @Option(names = "--days", paramLabel = "N", defaultValue = "7", description = "how far back (default: 7)")
    private int days;

    @Override
    int run(GatewayClient gateway, PrintWriter out) {
        JsonNode answer = gateway.get("/api/v1/shadow?days=" + days);
        if (!printed(answer, out)) {
            Table table = Table.of("system", "day", "would", "what", "where", "by rule", "count");
            answer.path("would").forEach(line -> {
                boolean asks = line.path("act").asText().equals("ask");
                table.row(
                        line.path("system").asText(),
                        line.path("day").asText(),
                        line.path("act").asText(),
                        line.path(asks ? "database" : "message").asText(),
                        line.path(asks ? "connection" : "destination").asText(),
                        line.path("rule").asText(""),
                        line.path("count").asLong());
            });
            table.printOr("Nothing would have been asked or sent.", out);
        }
        return Commands.OK;
    }
}
