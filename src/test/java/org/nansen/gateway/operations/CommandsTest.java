package org.nansen.gateway.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.nansen.gateway.operations.LedgerDouble.drop;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nansen.gateway.house.Ports;
import org.nansen.gateway.ledger.Drop;
import org.nansen.gateway.ledger.Nodes;
import org.nansen.gateway.ledger.Views;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.screening.Coverage;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

class CommandsTest extends ApiSlice {

    @TempDir
    Path folder;

    private CommandRun commands;

    @BeforeEach
    void login() throws IOException {
        Path password = Files.writeString(folder.resolve("password"), PASSWORD + "\n");
        commands = new CommandRun(URI.create(http.getRootUri()), "alice", password);
    }

    @Test
    void listsItsCommandsWithoutAGateway() {
        CommandRun.Ended help = CommandRun.plain("help");

        assertThat(help.code()).isZero();
        assertThat(help.out()).contains("status", "drops", "Exit codes:");
        assertThat(CommandRun.plain("help", "drops").out()).contains("release", "refuse", "--password-file");
        assertThat(CommandRun.plain("--version").out()).startsWith("nansen-gateway ");
    }

    @Test
    void leavesTheGatewaysOwnArgumentsToIt() {
        assertThat(Commands.isCommand(new String[] {})).isFalse();
        assertThat(Commands.isCommand(new String[] {"--gateway.home=/srv/gateway"}))
                .isFalse();
        assertThat(Commands.isCommand(new String[] {"status", "--json"})).isTrue();
        assertThat(Commands.isCommand(new String[] {"--help"})).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "statsu",
                "status --nonsense",
                "status extra",
                "drops release",
                "drops --user alice release d1",
                "status --url http://gateway.example.org",
                "status --url ftp://127.0.0.1",
                "status --user a:b",
                "status --password-file nowhere"
            })
    void saysHowItIsGivenWhenItIsGivenWrongly(String line) {
        CommandRun.Ended ended = CommandRun.plain(line.split(" "));

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).isNotBlank();
    }

    @Test
    void showsWhereEveryRecordIsAndEndsWellWhenThereIsNothingToSeeTo() {
        ledger.accounting.put("registry", new Views.Counts(10, 6, 1, 1, 1, 0, 0, 0, 1, Map.of("screening", 1L)));

        CommandRun.Ended status = commands.run("status");

        assertThat(status.code()).isZero();
        assertThat(status.err()).isEmpty();
        assertThat(status.lines())
                .contains(
                        "system    received  delivered  withheld  rejected  duplicate  skipped  abandoned  parked  in flight",
                        "registry        10          6         1         1          1        0          0       0          1",
                        "In flight: screening 1",
                        "All is well.");
    }

    @Test
    void endsWithAFindingWhenSomethingIsToBeSeenTo() {
        ledger.accounting.put("registry", new Views.Counts(10, 5, 0, 0, 0, 0, 0, 2, 2, Map.of("held", 2L)));
        ledger.down("mailbox", FaultCode.NG_401_MAIL_UNREACHABLE);

        CommandRun.Ended status = commands.run("status");

        assertThat(status.code()).isEqualTo(1);
        assertThat(status.out())
                .contains("The identity of registry does not hold: 10 were received, 9 are accounted for.")
                .containsPattern("mailbox +[0-9T:.-]+Z +[0-9T:.-]+Z +NG-401")
                .contains("Down: 1.", "Records parked: 2.", "Records in held drops: 2.");
    }

    @Test
    void printsNothingThatSteersATerminal() {
        CommandRun.Ended ended = CommandRun.plain("check", "no\u001b[31msuch");
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).isNotBlank().doesNotContain("\u001b");
    }

    @Test
    void makesAHashOfAPassword() {
        InputStream before = System.in;
        try {
            System.setIn(new ByteArrayInputStream("correct horse\n".getBytes(StandardCharsets.UTF_8)));
            CommandRun.Ended ended = CommandRun.plain("hash");
            assertThat(ended.code()).isZero();
            String hash = ended.out().strip();
            assertThat(hash).startsWith("{bcrypt}$2a$12$");
            assertThat(new BCryptPasswordEncoder().matches("correct horse", hash.substring("{bcrypt}".length())))
                    .isTrue();

            System.setIn(new ByteArrayInputStream(new byte[0]));
            assertThat(CommandRun.plain("hash").code()).isEqualTo(2);
            System.setIn(new ByteArrayInputStream("x".repeat(73).getBytes(StandardCharsets.UTF_8)));
            assertThat(CommandRun.plain("hash").err()).contains("72 bytes");
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void findsWhatIsNeverAskedThoughItShouldBe() {
        gaps.add(new Coverage.Gap("shelter", "nominal", FaultCode.NG_211_TELLING_WORDS));
        gaps.add(new Coverage.Gap("shelter", "sltd", FaultCode.NG_211_TELLING_WORDS));
        gaps.add(new Coverage.Gap("border", "sltd", FaultCode.NG_205_NOT_ATTESTED));

        CommandRun.Ended status = commands.run("status");

        assertThat(status.code()).isEqualTo(1);
        assertThat(status.out())
                .contains("Never asked (nominal, sltd) for shelter: NG-211 ", "Never asked (sltd) for border: NG-205 ");
    }

    @Test
    void showsTheNodesAndFindsTheOneThatEndedWithoutBeingStopped() {
        Instant then = Instant.parse("2026-11-24T01:00:00Z");
        ledger.nodes.add(new Nodes.Node("one", then, then, null, "1.0", true, true, List.of("intake.registry")));
        ledger.nodes.add(new Nodes.Node("two", then, then, then, "1.0", false, false, List.of()));

        CommandRun.Ended nodes = commands.run("nodes");
        assertThat(nodes.code()).isZero();
        assertThat(nodes.lines().get(1)).matches("one +answers +2026-\\S+ +2026-\\S+ +1.0 +intake.registry *");
        assertThat(nodes.lines().get(2)).matches("two +stopped .*");

        ledger.nodes.add(new Nodes.Node("three", then, then, null, "0.9", false, false, List.of()));
        assertThat(commands.run("nodes").code()).isEqualTo(1);
        assertThat(commands.run("nodes").out()).containsPattern("three +gone");
    }

    @Test
    void printsTheAnswerAsItCameWhenAskedForIt() {
        ledger.accounting.put("registry", new Views.Counts(1, 1, 0, 0, 0, 0, 0, 0, 0, Map.of()));

        CommandRun.Ended status = commands.run("status", "--json");

        assertThat(status.code()).isZero();
        assertThat(status.json().at("/accounting/systems/registry/delivered").asInt())
                .isEqualTo(1);
        assertThat(status.json().path("outages").isArray()).isTrue();
    }

    @Test
    void takesAnOperatorsWordOnAHeldDrop() {
        ledger.drops.put("d1", drop("d1", "registry", Drop.State.HELD));

        assertThat(commands.run("drops").lines().get(1)).matches("d1 +registry +held .*");
        assertThat(commands.run("drops", "release", "d1").out()).contains("releasing");
        CommandRun.Ended again = commands.run("drops", "refuse", "d1");
        assertThat(again.code()).isEqualTo(3);
        assertThat(again.err()).contains("The drop is not held. (HTTP 409)");
        assertThat(commands.run("drops", "refuse", "../accounting").err()).contains("(HTTP 4");
        assertThat(commands.run("drops").out()).contains("No drop is held.");
    }

    @Test
    void saysWhyTheGatewayRefused() throws IOException {
        CommandRun.Ended officer =
                new CommandRun(URI.create(http.getRootUri()), "olga", folder.resolve("password")).run("drops");
        assertThat(officer.code()).isEqualTo(3);
        assertThat(officer.err()).contains("NG-702", "(HTTP 403)");

        Path wrong = Files.writeString(folder.resolve("wrong"), "battery staple");
        CommandRun.Ended stranger = new CommandRun(URI.create(http.getRootUri()), "alice", wrong).run("status");
        assertThat(stranger.code()).isEqualTo(3);
        assertThat(stranger.err()).contains("NG-701").doesNotContain("battery");

        assertThat(commands.run("drops", "--limit", "5000").code()).isEqualTo(2);
    }

    @Test
    void saysThatNoGatewayAnswers() {
        CommandRun.Ended nobody = new CommandRun(
                        URI.create("http://127.0.0.1:" + Ports.free()), "alice", folder.resolve("password"))
                .run("status");

        assertThat(nobody.code()).isEqualTo(3);
        assertThat(nobody.err()).contains("NG-704");
        assertThat(nobody.out()).isEmpty();
    }

    @Test
    void givesTheTerminalNoOrders() {
        ledger.drops.put("d1", drop("d1\u001b[2J", "registry", Drop.State.HELD));

        assertThat(commands.run("drops").out()).contains("d1?[2J").doesNotContain("\u001b");
    }
}
