package org.nansen.gateway.operations;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Jobs over parked records. */
@Command(
        name = "jobs",
        description = "Jobs over parked records, and single acts: list them, see what became of one, steer one.",
        subcommands = {
            JobsCommand.Show.class,
            JobsCommand.Start.class,
            JobsCommand.Pause.class,
            JobsCommand.Resume.class,
            JobsCommand.Cancel.class
        })
final class JobsCommand extends GatewayCommand {

    private static final String PATH = "/api/v1/recovery/jobs";

    @Option(names = "--limit", paramLabel = "N", defaultValue = "20", description = "most lines (default: 20)")
    private int limit;

    @Override
    int run(GatewayClient gateway, PrintWriter out) {
        JsonNode answer = gateway.get(PATH + "?limit=" + limit);
        if (!printed(answer, out)) {
            Table table = Table.of("job", "act", "state", "done", "of", "by", "made at", "about");
            answer.path("jobs")
                    .forEach(job -> table.row(
                            job.path("id").asText(),
                            job.path("act").asText(),
                            job.path("state").asText(),
                            job.path("done").asLong(),
                            job.path("planned").asLong(),
                            job.path("by").asText(),
                            Times.at(job.path("madeAt").asText()),
                            about(job)));
            table.printOr("There are no jobs.", out);
        }
        return Commands.OK;
    }

    private static String about(JsonNode job) {
        if (job.has("recordId")) {
            return "record " + job.path("recordId").asText();
        }
        List<String> parts = new ArrayList<>();
        job.path("faults").forEach(fault -> parts.add(fault.asText()));
        for (String part : List.of("queue", "system")) {
            if (job.has(part)) {
                parts.add(job.path(part).asText());
            }
        }
        return parts.isEmpty() ? "everything" : String.join(" ", parts);
    }

    static void print(JsonNode job, PrintWriter out) {
        out.println("Job " + job.path("id").asText() + ": " + job.path("act").asText() + " " + about(job) + ", "
                + job.path("state").asText());
        out.println(
                "  " + job.path("done").asLong() + " of " + job.path("planned").asLong() + " records, "
                        + job.path("rate").asLong() + " a second, ordered by "
                        + job.path("by").asText() + " at "
                        + Times.at(job.path("madeAt").asText()));
        if (job.has("reason")) {
            out.println("  because: " + Table.plain(job.path("reason").asText()));
        }
        if (job.has("startedAt")) {
            out.println("  started " + Times.at(job.path("startedAt").asText())
                    + (job.has("endedAt")
                            ? ", ended " + Times.at(job.path("endedAt").asText())
                            : ""));
        }
        JsonNode report = job.path("report");
        if (job.path("done").asLong() > 0 && !report.isMissingNode()) {
            out.println("  since then: " + report.path("closed").asLong() + " closed, "
                    + report.path("parkedAgain").asLong() + " parked again, "
                    + report.path("abandoned").asLong() + " abandoned, "
                    + report.path("open").asLong() + " still open");
        }
        out.println();
    }

    private abstract static class OneJob extends GatewayCommand {

        @Parameters(paramLabel = "JOB", description = "the job's id")
        private String id = "";

        abstract JsonNode answer(GatewayClient gateway, String path);

        int exitCode(JsonNode job) {
            return Commands.OK;
        }

        @Override
        final int run(GatewayClient gateway, PrintWriter out) {
            JsonNode job = answer(gateway, PATH + "/" + GatewayClient.segment(id));
            if (!printed(job, out)) {
                print(job, out);
            }
            return exitCode(job);
        }
    }

    @Command(
            name = "show",
            description = "What a job did, and what became of it since. Ends with 1 when records parked again.")
    static final class Show extends OneJob {
        @Override
        JsonNode answer(GatewayClient gateway, String path) {
            return gateway.get(path);
        }

        @Override
        int exitCode(JsonNode job) {
            return job.at("/report/parkedAgain").asLong() > 0 ? Commands.FINDING : Commands.OK;
        }
    }

    @Command(name = "start", description = "Start a job that was prepared.")
    static final class Start extends OneJob {
        @Override
        JsonNode answer(GatewayClient gateway, String path) {
            return gateway.post(path + "/start");
        }
    }

    @Command(name = "pause", description = "Let a job rest.")
    static final class Pause extends OneJob {
        @Override
        JsonNode answer(GatewayClient gateway, String path) {
            return gateway.post(path + "/pause");
        }
    }

    @Command(name = "resume", description = "Let a job that rests go on.")
    static final class Resume extends OneJob {
        @Override
        JsonNode answer(GatewayClient gateway, String path) {
            return gateway.post(path + "/resume");
        }
    }

    @Command(name = "cancel", description = "End a job where it is; what it did stays done.")
    static final class Cancel extends OneJob {
        @Override
        JsonNode answer(GatewayClient gateway, String path) {
            return gateway.post(path + "/cancel");
        }
    }
}
