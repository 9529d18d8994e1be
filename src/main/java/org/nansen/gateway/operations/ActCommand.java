package org.nansen.gateway.operations;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * What people do about parked records: one record at once, or a filtered set as a job. A job is shown first; it acts only
 * when it is started.
 */
abstract class ActCommand extends GatewayCommand {

    @Parameters(
            arity = "0..1",
            paramLabel = "RECORD",
            description = "id of the one record (of a drop, when it is its receipt that parked)")
    private @Nullable String record;

    @Mixin
    private final WhichParked which = new WhichParked();

    @Option(names = "--all", description = "everything that is parked")
    private boolean all;

    @Option(names = "--rate", paramLabel = "N", description = "records a second (default: 50)")
    private @Nullable Integer rate;

    @Option(names = "--start", description = "start the job at once, without a look at it first")
    private boolean start;

    abstract String act();

    /** Why; null where none is needed. */
    abstract @Nullable String reason();

    abstract String past();

    @Override
    final int run(GatewayClient gateway, PrintWriter out) {
        return record == null ? many(gateway, out) : one(gateway, out, record);
    }

    private int one(GatewayClient gateway, PrintWriter out, String id) {
        if (all || !which.isEmpty() || rate != null || start) {
            throw CommandFault.usage("Either one record, or a filter with its options.");
        }
        String path = "/api/v1/recovery/records/" + GatewayClient.segment(id) + "/" + act();
        String reason = reason();
        JsonNode job = reason == null ? gateway.post(path) : gateway.post(path, Map.of("reason", reason));
        if (!printed(job, out)) {
            out.println(
                    past() + ". What becomes of it: jobs show " + job.path("id").asText());
        }
        return Commands.OK;
    }

    private int many(GatewayClient gateway, PrintWriter out) {
        if (all == !which.isEmpty()) {
            throw CommandFault.usage(
                    "Name one record, or a filter (--fault, --queue, --system, --since, --until), or --all.");
        }
        Map<String, Object> order = new LinkedHashMap<>(which.values());
        order.put("act", act());
        if (rate != null) {
            order.put("rate", rate);
        }
        if (reason() != null) {
            order.put("reason", reason());
        }
        JsonNode job = gateway.post("/api/v1/recovery/jobs", order);
        String id = job.path("id").asText();
        if (start) {
            job = gateway.post("/api/v1/recovery/jobs/" + GatewayClient.segment(id) + "/start");
        }
        if (!printed(job, out)) {
            JobsCommand.print(job, out);
            if (!start) {
                ParkedCommand.groups(
                        gateway.get("/api/v1/recovery/parked" + GatewayClient.query(which.values()))
                                .path("groups"),
                        out);
                out.println();
                out.println("Nothing is done yet. Start it: jobs start " + id);
            }
        }
        return Commands.OK;
    }

    @Command(
            name = "retry",
            description = "Try parked records again, under the same keys: one at once, or a filtered set as a job.")
    static final class Retry extends ActCommand {

        @Override
        String act() {
            return "retry";
        }

        @Override
        @Nullable
        String reason() {
            return null;
        }

        @Override
        String past() {
            return "It is tried again";
        }
    }

    @Command(
            name = "abandon",
            description = "Give parked records up for good: one at once, or a filtered set as a job.")
    static final class Abandon extends ActCommand {

        @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "why; name no person in it")
        private String reason = "";

        @Override
        String act() {
            return "abandon";
        }

        @Override
        String reason() {
            return reason;
        }

        @Override
        String past() {
            return "It is given up";
        }
    }
}
