package org.nansen.gateway.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** Where every record is, what is down, and what waits for a person: the first thing to look at. */
@Command(
        name = "status",
        description = "Where every record is, what is down, and what waits for a person."
                + " Ends with 1 when there is something to see to.")
final class StatusCommand extends GatewayCommand {

    private static final List<String> PARTS = List.of(
            "received", "delivered", "withheld", "rejected", "duplicate", "skipped", "abandoned", "parked", "inFlight");

    @Override
    int run(GatewayClient gateway, PrintWriter out) {
        JsonNode accounting = gateway.get("/api/v1/accounting");
        JsonNode outages = gateway.get("/api/v1/outages");
        JsonNode restoration = gateway.get("/api/v1/restoration");
        JsonNode vanished = gateway.get("/api/v1/vanished");
        List<String> findings = findings(accounting, outages.path("outages"));
        JsonNode notAsked = gateway.get("/api/v1/coverage").path("notAsked");
        findings.addAll(notAsked(notAsked));
        long missing = 0;
        for (JsonNode system : vanished.path("systems")) {
            missing += system.path("records").asLong();
        }
        if (missing > 0) {
            findings.add(
                    "Rows that vanished from a stock, which nobody has looked at: " + missing + ". See \"vanished\".");
        }
        String putBack = putBack(restoration);
        if (putBack != null) {
            findings.add(putBack);
        }
        if (!printed(
                JsonNodeFactory.instance
                        .objectNode()
                        .setAll(Map.of(
                                "accounting",
                                accounting,
                                "outages",
                                outages.path("outages"),
                                "restoration",
                                restoration,
                                "vanished",
                                vanished.path("systems"),
                                "notAsked",
                                notAsked)),
                out)) {
            identity(accounting, out);
            outages(outages.path("outages"), out);
            out.println(findings.isEmpty() ? "All is well." : "To see to:");
            findings.forEach(finding -> out.println("  " + finding));
        }
        return findings.isEmpty() ? Commands.OK : Commands.FINDING;
    }

    /** One line for the databases of a system that have the same reason. */
    private static List<String> notAsked(JsonNode gaps) {
        Map<String, String> databases = new LinkedHashMap<>();
        gaps.forEach(gap -> databases.merge(
                gap.path("system").asText() + ": " + gap.path("code").asText() + " "
                        + gap.path("hint").asText(),
                gap.path("database").asText(),
                (known, more) -> known + ", " + more));
        return databases.entrySet().stream()
                .map(gap -> "Never asked (" + gap.getValue() + ") for " + gap.getKey())
                .toList();
    }

    private static void identity(JsonNode accounting, PrintWriter out) {
        List<String> headings = new ArrayList<>(List.of("system"));
        PARTS.forEach(part -> headings.add(part.equals("inFlight") ? "in flight" : part));
        Table table = Table.of(headings.toArray(String[]::new));
        accounting.path("systems").fields().forEachRemaining(system -> row(table, system.getKey(), system.getValue()));
        row(table, "(all)", accounting.path("total"));
        table.print(out);
        StringBuilder stages = new StringBuilder();
        accounting.at("/total/stages").fields().forEachRemaining(stage -> {
            if (stage.getValue().asLong() > 0) {
                stages.append(stages.isEmpty() ? "In flight: " : ", ")
                        .append(stage.getKey())
                        .append(' ')
                        .append(stage.getValue().asLong());
            }
        });
        if (!stages.isEmpty()) {
            out.println(stages);
        }
        out.println();
    }

    private static void row(Table table, String name, JsonNode counts) {
        List<Object> cells = new ArrayList<>(List.of(name));
        PARTS.forEach(part -> cells.add(counts.path(part).asLong()));
        table.row(cells.toArray());
    }

    private static void outages(JsonNode outages, PrintWriter out) {
        if (!outages.isEmpty()) {
            Table table = Table.of("down", "since", "next try", "code", "what it means");
            outages.forEach(outage -> table.row(
                    outage.path("name").asText(),
                    Times.at(outage.path("since").asText()),
                    Times.at(outage.path("nextProbe").asText()),
                    outage.path("code").asText(),
                    outage.path("hint").asText()));
            table.print(out);
            out.println();
        }
    }

    private static @Nullable String putBack(JsonNode restoration) {
        long held = 0;
        for (JsonNode set : restoration.path("held")) {
            held += set.path("letters").asLong();
        }
        JsonNode newest = restoration.path("restorations").path(0);
        boolean open = newest.isObject() && newest.path("endedBy").asText("").isEmpty();
        return open || held > 0
                ? "The ledger was put back" + (open ? ", and every new letter is held" : "") + ". Letters held: " + held
                        + ". See \"restored\"."
                : null;
    }

    private static List<String> findings(JsonNode accounting, JsonNode outages) {
        List<String> findings = new ArrayList<>();
        accounting.path("systems").fields().forEachRemaining(system -> {
            JsonNode counts = system.getValue();
            long elsewhere =
                    PARTS.stream().mapToLong(part -> counts.path(part).asLong()).sum()
                            - counts.path("received").asLong();
            if (elsewhere != counts.path("received").asLong()) {
                findings.add("The identity of " + system.getKey() + " does not hold: "
                        + counts.path("received").asLong() + " were received, " + elsewhere
                        + " are accounted for. Report it.");
            }
        });
        if (!outages.isEmpty()) {
            findings.add("Down: " + outages.size() + ". What needs it waits, and goes on by itself when it is back.");
        }
        long parked = accounting.at("/total/parked").asLong();
        if (parked > 0) {
            findings.add("Records parked: " + parked + ". See \"parked\".");
        }
        long held = accounting.at("/total/stages/held").asLong();
        if (held > 0) {
            findings.add("Records in held drops: " + held + ". See \"drops\".");
        }
        return findings;
    }
}
