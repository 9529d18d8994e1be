package org.nansen.gateway.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nansen.gateway.ledger.Views;
import org.nansen.gateway.record.FaultCode;

class RecoveryCommandsTest extends RecoverySlice {

    private static final Pattern JOB = Pattern.compile("Job ([0-9a-f-]{36}): ");

    private CommandRun commands;

    @BeforeEach
    void login() throws IOException {
        commands = new CommandRun(
                URI.create(http.getRootUri()), "alice", Files.writeString(folder.resolve("password"), PASSWORD));
    }

    private static String job(CommandRun.Ended ended) {
        Matcher job = JOB.matcher(ended.out());
        assertThat(job.find()).as(ended.toString()).isTrue();
        return job.group(1);
    }

    @Test
    void showsWhatIsParkedAndWhatToDo() {
        assertThat(commands.run("parked").out()).contains("Nothing is parked.");
        parked.parkInScreening("registry", 3, FaultCode.NG_207_ENDPOINT_REFUSED);
        parked.parkLetters("border", 1, FaultCode.NG_402_MAIL_REFUSED, "secretariat");

        CommandRun.Ended groups = commands.run("parked");

        assertThat(groups.code()).isZero();
        assertThat(groups.lines().get(0))
                .isEqualTo("records  fault   queue      system    oldest                newest");
        assertThat(groups.lines().get(1)).matches(" {6}3  NG-207  screening  registry  \\S+Z  \\S+Z");
        assertThat(groups.out()).contains("NG-402: The mail server refused the message for good. Ask");
        assertThat(commands.run("parked", "--since", "PT1H", "--queue", "delivery")
                        .lines())
                .anyMatch(line -> line.matches(" +1  NG-402  delivery  border .*"))
                .noneMatch(line -> line.contains("NG-207"));
        assertThat(commands.run("parked", "--until", "PT1H").out()).contains("Nothing is parked.");
    }

    @Test
    void listsParkedRecordsOneByOne() {
        ledger.parked.add(new Views.Parked(
                "l1", "r1", "mail", "registry", FaultCode.NG_402_MAIL_REFUSED, java.time.Instant.EPOCH));

        assertThat(commands.run("parked", "--each").lines())
                .contains("r1      registry  delivery  NG-406  1970-01-01T00:00:00Z");
        parked.parkInScreening("registry", 1, FaultCode.NG_900_DEFECT);
    }

    @Test
    void triesOneRecordAgain() {
        String record =
                parked.parkInScreening("registry", 1, FaultCode.NG_900_DEFECT).get(0);

        CommandRun.Ended retried = commands.run("retry", record);

        assertThat(retried.code()).isZero();
        assertThat(retried.out()).startsWith("It is tried again. What becomes of it: jobs show ");
        assertThat(parked.counts("registry").parked()).isZero();
        assertThat(commands.run("retry", "nothing").err()).contains("(HTTP 404)");
        assertThat(commands.run("jobs").out()).contains("record " + record);
    }

    @Test
    void showsAJobBeforeItIsStartedAndWhatBecameOfIt() {
        parked.parkInScreening("registry", 4, FaultCode.NG_207_ENDPOINT_REFUSED);

        CommandRun.Ended preview = commands.run("retry", "--system", "registry", "--rate", "500");
        String id = job(preview);

        assertThat(preview.code()).isZero();
        assertThat(preview.out())
                .contains(
                        "retry registry, prepared",
                        "0 of 4 records, 500 a second",
                        "NG-207",
                        "Start it: jobs start " + id);
        assertThat(parked.counts("registry").parked()).isEqualTo(4);

        assertThat(commands.run("jobs", "start", id).out()).contains("running");
        assertThat(commands.run("jobs", "pause", id).out()).contains("paused");
        assertThat(commands.run("jobs", "resume", id).out()).contains("running");
        awaitEnd(id);
        assertThat(commands.run("jobs", "show", id).out())
                .contains("done", "since then: 0 closed, 0 parked again, 0 abandoned, 4 still open");
        parked.parkAgain("screening", FaultCode.NG_207_ENDPOINT_REFUSED);

        CommandRun.Ended again = commands.run("jobs", "show", id);
        assertThat(again.out()).contains("4 parked again");
        assertThat(again.code()).isEqualTo(1);
        assertThat(commands.run("jobs", "cancel", id).err()).contains("The job is done. (HTTP 409)");
        assertThat(commands.run("jobs").lines().get(1)).matches(id + "  retry +done +4 +4 +alice .* registry");
    }

    @Test
    void givesASetUpAtOnceWithAReason() {
        parked.parkInScreening("registry", 3, FaultCode.NG_900_DEFECT);

        CommandRun.Ended given = commands.run("abandon", "--all", "--reason", "sent anew", "--start", "--rate", "1000");
        awaitEnd(job(given));

        assertThat(given.out()).contains("abandon everything, running", "because: sent anew");
        assertThat(parked.counts("registry").abandoned()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "retry",
                "retry r1 --all",
                "retry r1 --rate 5",
                "retry --all --system registry",
                "retry --since yesterday",
                "retry --all --rate 0",
                "abandon r1",
                "abandon --all --reason ",
                "parked --each --system registry",
                "parked --fault NG-999",
                "jobs show",
                "jobs --limit 3 show j1"
            })
    void saysHowItIsGivenWhenItIsGivenWrongly(String line) {
        parked.parkInScreening("registry", 1, FaultCode.NG_900_DEFECT);

        CommandRun.Ended ended = commands.run(line.split(" "));

        assertThat(ended.code()).as(ended.toString()).isEqualTo(2);
        assertThat(ended.err()).isNotBlank();
        assertThat(parked.counts("registry").parked()).isEqualTo(1);
    }
}
