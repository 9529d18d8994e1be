package org.nansen.gateway.operations;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;

/** The gateway processes that share the ledger. */
@Command(
        name = "nodes",
        description = "The gateway processes that share the ledger, and what each does alone."
                + " Ends with 1 when one ended without being stopped.")
final class NodesCommand extends GatewayCommand {

    @Override
    int run(GatewayClient gateway, PrintWriter out) {
        JsonNode answer = gateway.get("/api/v1/nodes");
        int code = Commands.OK;
        Table table = Table.of("node", "state", "since", "last seen", "version", "alone at");
        for (JsonNode node : answer.path("nodes")) {
            String state = state(node);
            code = state.equals("gone") ? Commands.FINDING : code;
            List<String> leases = new ArrayList<>();
            node.path("leases").forEach(lease -> leases.add(lease.asText()));
            table.row(
                    node.path("name").asText(),
                    state,
                    node.path("since").asText(),
                    node.path("seen").asText(),
                    node.path("version").asText(),
                    String.join(" ", leases));
        }
        if (!printed(answer, out)) {
            table.print(out);
        }
        return code;
    }

    private static String state(JsonNode node) {
        if (node.path("lives").asBoolean()) {
            return node.path("here").asBoolean() ? "answers" : "lives";
        }
        return node.hasNonNull("stopped") ? "stopped" : "gone";
    }
}
