package org.nansen.gateway.operations;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Records whose rows are no more in their system's newest snapshot. */
@Command(
        name = "vanished",
        description = "Records that are missing from their system's newest snapshot: a question, never an answer."
                + " Ends with 1 while there are some.",
        subcommands = VanishedCommand.Seen.class)
final class VanishedCommand extends GatewayCommand {

    private static final String PATH = "/api/v1/vanished";

    @Option(names = "--system", paramLabel = "NAME", description = "list the records of this system, the oldest first")
    private @Nullable String system;

    @Option(names = "--after", paramLabel = "POSITION", description = "with --system: go on after this position")
    private @Nullable String after;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "100", description = "most lines (default: 100)")
    private int limit;

    @Override
    int run(GatewayClient gateway, PrintWriter out) {
        return system == null ? systems(gateway, out) : records(gateway, out, system);
    }

    private int systems(GatewayClient gateway, PrintWriter out) {
        if (after != null) {
            throw CommandFault.usage("--after goes with --system.");
        }
        JsonNode answer = gateway.get(PATH);
        JsonNode systems = answer.path("systems");
        if (!printed(answer, out)) {
            Table table = Table.of("system", "records", "oldest");
            systems.forEach(set -> table.row(
                    set.path("system").asText(),
                    set.path("records").asLong(),
                    Times.at(set.path("oldest").asText())));
            table.printOr("Nothing vanished that nobody has looked at.", out);
        }
        return systems.isEmpty() ? Commands.OK : Commands.FINDING;
    }

    private int records(GatewayClient gateway, PrintWriter out, String name) {
        Map<String, String> query = new LinkedHashMap<>(Map.of("limit", Integer.toString(limit)));
        if (after != null) {
            query.put("after", after);
        }
        JsonNode answer = gateway.get(PATH + "/" + GatewayClient.segment(name) + GatewayClient.query(query));
        JsonNode records = answer.path("records");
        if (!printed(answer, out)) {
            Table table = Table.of("record", "number at the source", "last drop", "line", "missing since");
            records.forEach(record -> table.row(
                    record.path("recordId").asText(),
                    record.path("sourceRecordId").asText("(officers see it)"),
                    record.path("receiptId").asText(),
                    record.path("line").asLong(),
                    Times.at(record.path("since").asText())));
            table.printOr("Nothing vanished that nobody has looked at.", out);
            String next = answer.path("next").asText("");
            if (!next.isEmpty()) {
                out.println("There are more: --after " + Table.plain(next));
            }
        }
        return records.isEmpty() ? Commands.OK : Commands.FINDING;
    }

    @Command(
            name = "seen",
            description = "You have looked, and nothing follows by itself: the records stand where they stood before."
                    + " Where somebody withdrew or was moved, the system sends that as a record.")
    static final class Seen extends GatewayCommand {

        @Parameters(arity = "1..*", paramLabel = "RECORD", description = "ids of the records")
        private List<String> records = List.of();

        @Override
        int run(GatewayClient gateway, PrintWriter out) {
            JsonNode answer = gateway.post(PATH + "/seen", Map.of("records", records));
            if (!printed(answer, out)) {
                out.println("Records: " + answer.path("records").asLong() + ".");
            }
            return Commands.OK;
        }
    }
}
