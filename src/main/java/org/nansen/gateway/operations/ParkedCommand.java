package org.nansen.gateway.operations;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What failed for good and waits for a person. */
@Command(
        name = "parked",
        description = "Parked records by cause, and what to do about each cause; --each lists them one by one.")
final class ParkedCommand extends GatewayCommand {

    @Mixin
    private final WhichParked which = new WhichParked();

    @Option(names = "--each", description = "list single records, newest first")
    private boolean each;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "100", description = "with --each: how many at most")
    private int limit;

    @Override
    int run(GatewayClient gateway, PrintWriter out) {
        if (each && !which.isEmpty()) {
            throw CommandFault.usage("--each lists the newest of all; it goes with no filter.");
        }
        JsonNode answer = gateway.get(
                each
                        ? "/api/v1/parked?limit=" + limit
                        : "/api/v1/recovery/parked" + GatewayClient.query(which.values()));
        if (printed(answer, out)) {
            return Commands.OK;
        }
        if (each) {
            units(answer.path("parked"), out);
        } else {
            groups(answer.path("groups"), out);
        }
        return Commands.OK;
    }

    private static void units(JsonNode units, PrintWriter out) {
        Table table = Table.of("record", "system", "queue", "fault", "parked at");
        units.forEach(unit -> table.row(
                unit.path("id").asText(),
                unit.path("system").asText(),
                unit.path("queue").asText(),
                unit.path("fault").asText(),
                Times.at(unit.path("since").asText())));
        table.printOr("Nothing is parked.", out);
    }

    static void groups(JsonNode groups, PrintWriter out) {
        Table table = Table.of("records", "fault", "queue", "system", "oldest", "newest");
        Map<String, String> remedies = new LinkedHashMap<>();
        groups.forEach(group -> {
            String fault = group.path("fault").asText();
            table.row(
                    group.path("records").asLong(),
                    fault,
                    group.path("queue").asText(),
                    group.path("system").asText(),
                    Times.at(group.path("oldest").asText()),
                    Times.at(group.path("newest").asText()));
            remedies.put(
                    fault,
                    group.path("hint").asText() + " " + group.path("remedy").asText());
        });
        table.printOr("Nothing is parked.", out);
        if (!remedies.isEmpty()) {
            out.println();
            remedies.forEach((fault, words) -> out.println(fault + ": " + words));
        }
    }
}
