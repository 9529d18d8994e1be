package org.nansen.gateway.operations;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The way back to work after a restore. */
@Command(
        name = "restored",
        description = "After a restore: what is held because it may have gone out already; settle it, and end it."
                + " Ends with 1 while something is held or open.",
        subcommands = {
            RestoredCommand.HeldLetters.class,
            RestoredCommand.Sent.class,
            RestoredCommand.Send.class,
            RestoredCommand.End.class
        })
final class RestoredCommand extends GatewayCommand {

    private static final String LETTERS = "/api/v1/restoration/letters";

    @Override
    int run(GatewayClient gateway, PrintWriter out) {
        JsonNode state = gateway.get("/api/v1/restoration");
        if (!printed(state, out)) {
            print(state, out);
        }
        return open(state) == null && state.path("held").isEmpty() ? Commands.OK : Commands.FINDING;
    }

    private static @Nullable JsonNode open(JsonNode state) {
        for (JsonNode one : state.path("restorations")) {
            if (one.path("endedBy").asText("").isEmpty()) {
                return one;
            }
        }
        return null;
    }

    private static void print(JsonNode state, PrintWriter out) {
        JsonNode open = open(state);
        if (open == null) {
            out.println(
                    state.path("restorations").isEmpty()
                            ? "This ledger was never put back."
                            : "No restoration is open.");
        } else {
            out.println("Put back (" + open.path("why").asText() + " "
                    + open.path("backup").asText("") + "), found at "
                    + open.path("foundAt").asText() + ". What came and went after "
                    + open.path("knownUntil").asText()
                    + " is lost here. Every new letter is held until \"restored end\".");
        }
        if (state.path("held").isEmpty()) {
            out.println("Nothing is held.");
        } else {
            Table table = Table.of("system", "destination", "letters", "oldest", "newest");
            state.path("held")
                    .forEach(set -> table.row(
                            set.path("system").asText(),
                            set.path("destination").asText(),
                            set.path("letters").asLong(),
                            set.path("oldest").asText(),
                            set.path("newest").asText()));
            table.print(out);
        }
    }

    /** Which of the held letters. */
    static final class Choice {

        @Option(names = "--system", paramLabel = "NAME", description = "only what this system's records led to")
        @Nullable
        String system;

        @Option(names = "--destination", paramLabel = "NAME", description = "only what goes there")
        @Nullable
        String destination;
    }

    @Command(name = "letters", description = "The held letters' ids, which are what their Message-IDs begin with.")
    static final class HeldLetters extends GatewayCommand {

        private static final int PAGE = 500;

        @Mixin
        private final Choice choice = new Choice();

        @Override
        int run(GatewayClient gateway, PrintWriter out) {
            Table table = Table.of("letter", "record", "system", "destination", "written");
            String after = "";
            JsonNode page;
            do {
                Map<String, String> query = new LinkedHashMap<>(Map.of("after", after, "limit", "" + PAGE));
                if (choice.system != null) {
                    query.put("system", choice.system);
                }
                if (choice.destination != null) {
                    query.put("destination", choice.destination);
                }
                page = gateway.get(LETTERS + GatewayClient.query(query)).path("letters");
                for (JsonNode letter : page) {
                    after = letter.path("id").asText();
                    table.row(
                            after,
                            letter.path("recordId").asText(""),
                            letter.path("system").asText(),
                            letter.path("destination").asText(),
                            letter.path("writtenAt").asText());
                }
            } while (page.size() == PAGE);
            table.print(out);
            return Commands.OK;
        }
    }

    private abstract static class Settle extends GatewayCommand {

        private static final Pattern ID =
                Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

        @Mixin
        private final Choice choice = new Choice();

        @Option(
                names = "--ids",
                paramLabel = "FILE",
                description = "only the letters whose ids occur in this file: a list, or the mailbox's own export of"
                        + " Message-IDs")
        private @Nullable Path ids;

        abstract String word();

        @Override
        final int run(GatewayClient gateway, PrintWriter out) {
            if (choice.system == null && choice.destination == null && ids == null) {
                throw CommandFault.usage("Say which: --system, --destination or --ids.");
            }
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("word", word());
            body.put("system", choice.system);
            body.put("destination", choice.destination);
            body.put("ids", ids == null ? null : ids(ids));
            JsonNode answer = gateway.post(LETTERS, body);
            if (!printed(answer, out)) {
                out.println("Letters: " + answer.path("letters").asLong() + ".");
            }
            return Commands.OK;
        }

        private static List<String> ids(Path file) {
            List<String> found = new ArrayList<>();
            try {
                for (String line : Files.readAllLines(file)) {
                    Matcher id = ID.matcher(line);
                    while (id.find()) {
                        found.add(id.group());
                    }
                }
                return found;
            } catch (IOException unreadable) {
                throw CommandFault.usage("The file of --ids cannot be read.");
            }
        }
    }

    @Command(name = "sent", description = "They went out in the lost time: they count as delivered and do not go.")
    static final class Sent extends Settle {
        @Override
        String word() {
            return "sent";
        }
    }

    @Command(name = "send", description = "They did not go out: they go now, under the Message-ID that they have.")
    static final class Send extends Settle {
        @Override
        String word() {
            return "send";
        }
    }

    @Command(
            name = "end",
            description = "Systems have handed over again what was lost: what comes from now on goes as usual.")
    static final class End extends GatewayCommand {
        @Override
        int run(GatewayClient gateway, PrintWriter out) {
            JsonNode state = gateway.post("/api/v1/restoration/end");
            if (!printed(state, out)) {
                print(state, out);
            }
            return Commands.OK;
        }
    }
}
