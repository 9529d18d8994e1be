package org.nansen.gateway.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Drops that are held and wait for an operator's word. */
@Command(
        name = "drops",
        description = "Drops that are held: list them, look into one, let it go on, or refuse it.",
        subcommands = {DropsCommand.Show.class, DropsCommand.Release.class, DropsCommand.Refuse.class})
final class DropsCommand extends GatewayCommand {

    @Option(names = "--limit", paramLabel = "N", defaultValue = "100", description = "most lines (default: 100)")
    private int limit;

    @Override
    int run(GatewayClient gateway, PrintWriter out) {
        JsonNode answer = gateway.get("/api/v1/drops?limit=" + limit);
        if (!printed(answer, out)) {
            print(answer.path("drops"), out);
        }
        return Commands.OK;
    }

    private static void print(JsonNode drops, PrintWriter out) {
        Table table = Table.of("receipt", "system", "state", "code", "received", "accepted", "rejected", "duplicate");
        drops.forEach(drop -> table.row(
                drop.path("receiptId").asText(),
                drop.path("system").asText(),
                drop.path("state").asText(),
                drop.path("code").asText(""),
                drop.path("received").asLong(),
                drop.path("accepted").asLong(),
                drop.path("rejected").asLong(),
                drop.path("duplicate").asLong()));
        table.printOr("No drop is held.", out);
    }

    @Command(
            name = "show",
            description = "Look into a drop: what is wrong with it, by code and field, and what it holds. For officers;"
                    + " the look is an entry of the access log.")
    static final class Show extends GatewayCommand {

        @Parameters(paramLabel = "RECEIPT", description = "id of the drop's receipt")
        private String receipt = "";

        @Override
        int run(GatewayClient gateway, PrintWriter out) {
            JsonNode drop = gateway.get("/api/v1/drops/" + GatewayClient.segment(receipt));
            if (!printed(drop, out)) {
                print(JsonNodeFactory.instance.arrayNode().add(drop), out);
                out.println();
                inside(drop, out);
            }
            return Commands.OK;
        }

        private static void inside(JsonNode drop, PrintWriter out) {
            String hint = drop.path("hint").asText("");
            if (!hint.isEmpty()) {
                out.println(drop.path("code").asText() + ": " + hint);
            }
            drop.path("events")
                    .fields()
                    .forEachRemaining(event -> out.println("Records that tell of " + event.getKey() + ": "
                            + event.getValue().asLong()));
            JsonNode snapshot = drop.path("snapshot");
            if (snapshot.isObject()) {
                out.println("Rows known before: " + snapshot.path("before").asLong() + ", as they were: "
                        + snapshot.path("unchanged").asLong() + ", missing: "
                        + snapshot.path("vanished").asLong() + ", back again: "
                        + snapshot.path("returned").asLong()
                        + (snapshot.path("decides").asBoolean()
                                ? "."
                                : ". It cannot say what vanished: it was cut, or rows could not be read."));
            }
            Table wrong = Table.of("lines", "first", "code", "field", "what it means");
            drop.path("rejections")
                    .forEach(set -> wrong.row(
                            set.path("lines").asLong(),
                            set.path("firstLine").asLong(),
                            set.path("code").asText(),
                            set.path("field").asText(""),
                            set.path("hint").asText()));
            wrong.printOr("No line of it was rejected.", out);
        }
    }

    private abstract static class Word extends GatewayCommand {

        @Parameters(paramLabel = "RECEIPT", description = "id of the drop's receipt")
        private String receipt = "";

        abstract String word();

        @Override
        final int run(GatewayClient gateway, PrintWriter out) {
            JsonNode drop = gateway.post("/api/v1/drops/" + GatewayClient.segment(receipt) + "/" + word());
            if (!printed(drop, out)) {
                print(JsonNodeFactory.instance.arrayNode().add(drop), out);
            }
            return Commands.OK;
        }
    }

    @Command(name = "release", description = "Let a held drop go on: its good records become work.")
    static final class Release extends Word {
        @Override
        String word() {
            return "release";
        }
    }

    @Command(name = "refuse", description = "Refuse a held drop: its records are abandoned, the sender sends anew.")
    static final class Refuse extends Word {
        @Override
        String word() {
            return "refuse";
        }
    }
}
