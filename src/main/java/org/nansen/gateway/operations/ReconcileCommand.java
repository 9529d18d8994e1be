package org.nansen.gateway.operations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.ledger.Reconciliation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Holds the ledger against itself, in a running gateway or, with {@code --home}, without one. */
@Command(
        name = "reconcile",
        description = {
            "Holds the ledger against itself: every record in exactly one state, counters, drops, sequences, chains of"
                    + " entries, seals. Changes nothing. Ends with 1 when something disagrees.",
            "In a running gateway it works in slices beside everything else; Ctrl-C leaves it running there."
        })
final class ReconcileCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Mixin
    private final GatewayLogin login = new GatewayLogin();

    @Option(
            names = "--home",
            paramLabel = "FOLDER",
            description =
                    "a gateway's home on this machine, instead of asking a running one; with SQLite it is stopped")
    private @Nullable Path home;

    @Option(names = "--all", description = "open everything that is sealed, instead of about a thousand of each kind")
    private boolean all;

    @Option(names = "--json", description = "print one JSON object, not lines for people")
    private boolean json;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this")
    boolean help;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws JsonProcessingException {
        if (spec == null) {
            throw new IllegalStateException("run by the command line only");
        }
        PrintWriter out = spec.commandLine().getOut();
        JsonNode answer = home == null ? online(login.open(), all) : offline(home);
        if (json) {
            out.println(JSON.writeValueAsString(answer));
        } else {
            print(answer, out);
        }
        if (answer.path("state").asText().equals("failed")) {
            throw CommandFault.refused(
                    answer.path("code").asText() + ": " + answer.path("hint").asText());
        }
        return answer.path("findings").asLong() == 0 && answer.path("whole").asBoolean()
                ? Commands.OK
                : Commands.FINDING;
    }

    private static JsonNode online(GatewayClient gateway, boolean all) {
        gateway.post("/api/v1/reconciliation?everySeal=" + all);
        return Waiting.until(() -> gateway.get("/api/v1/reconciliation"));
    }

    private JsonNode offline(Path folder) {
        FoundSoFar found = new FoundSoFar();
        Reconciliation.Report report =
                OfflineSettings.ledger(folder).reconcile(new Reconciliation.Scope(all, null), found);
        ObjectNode answer = JSON.createObjectNode();
        answer.put("state", "done");
        answer.set("rows", JSON.valueToTree(found.rows()));
        answer.put("opened", report.opened());
        answer.put("findings", found.count());
        answer.put("whole", report.whole());
        answer.set("first", JSON.valueToTree(found.first()));
        return answer;
    }

    private static void print(JsonNode answer, PrintWriter out) {
        StringBuilder rows = new StringBuilder();
        answer.path("rows").fields().forEachRemaining(part -> rows.append(rows.isEmpty() ? "" : ", ")
                .append(part.getKey())
                .append(' ')
                .append(part.getValue().asLong()));
        out.println("Looked at: " + rows + "; opened " + answer.path("opened").asLong() + ".");
        long findings = answer.path("findings").asLong();
        if (findings > 0) {
            Table table = Table.of("what", "where", "finding");
            answer.path("first")
                    .forEach(finding -> table.row(
                            finding.path("kind").asText(),
                            finding.path("subject").asText(),
                            finding.path("words").asText()));
            table.print(out);
            long more = findings - answer.path("first").size();
            out.println("Findings: " + findings + (more > 0 ? " (" + more + " are not shown)" : "")
                    + ". Report them; change nothing by hand.");
        } else if (answer.path("whole").asBoolean()) {
            out.println("The ledger agrees with itself.");
        } else {
            out.println("It was stopped before the end.");
        }
    }
}
