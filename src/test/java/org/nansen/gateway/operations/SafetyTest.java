package org.nansen.gateway.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nansen.gateway.ledger.Reconciliation;
import org.nansen.gateway.ledger.Restorations;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;

/** Reconciliation, backup and the way back after a restore, by API and by command. */
class SafetyTest extends ApiSlice {

    @TempDir
    Path folder;

    @Autowired
    SafetyDouble safety;

    private Path password;

    @BeforeEach
    void login() throws IOException {
        safety.clear();
        password = Files.writeString(folder.resolve("password"), PASSWORD + "\n");
    }

    private CommandRun.Ended run(String user, String... arguments) {
        return new CommandRun(URI.create(http.getRootUri()), user, password).run(arguments);
    }

    private void putBack() {
        safety.restorations.add(new Restorations.Restoration(
                SafetyDouble.THEN, "backup", "2026-11-24T030000Z", SafetyDouble.THEN.minusSeconds(60), null));
        safety.held.add(new Restorations.HeldSet(
                "registry", "secretariat", 2, SafetyDouble.THEN.minusSeconds(90), SafetyDouble.THEN));
        safety.held.add(new Restorations.HeldSet(
                "registry", "system.registry", 1, SafetyDouble.THEN.minusSeconds(99), SafetyDouble.THEN));
    }

    @Test
    void saysThatTheLedgerAgreesWithItself() {
        CommandRun.Ended ended = run("alice", "reconcile", "--all");

        assertThat(ended.code()).isZero();
        assertThat(ended.lines()).containsExactly("Looked at: records 7; opened 5.", "The ledger agrees with itself.");
        assertThat(safety.scope).isNotNull();
        assertThat(safety.scope.everySeal()).isTrue();
        assertThat(safety.scope.ways()).isNotNull();
    }

    @Test
    void saysWhatDisagreesAndEndsWithOne() {
        safety.findings.add(new Reconciliation.Finding(Reconciliation.Kind.STAGE, "r1", "stands as screening"));

        CommandRun.Ended ended = run("alice", "reconcile");
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.out()).contains("STAGE  r1     stands as screening", "Findings: 1.");

        CommandRun.Ended json = run("alice", "reconcile", "--json");
        assertThat(json.code()).isEqualTo(1);
        assertThat(json.lines())
                .singleElement()
                .asString()
                .contains("\"findings\":1", "\"words\":\"stands as screening\"");
    }

    @Test
    void takesABackupAndSaysWhatIsNotInIt() {
        CommandRun.Ended ended = run("alice", "backup");

        assertThat(ended.code()).isZero();
        assertThat(ended.out())
                .contains("Backup 2026-11-24T030000Z: as of 2026-11-24T03:00:00Z, 42 records received, 4096 bytes")
                .contains("The master key is not in it");
        assertThat(ledger.entries).anyMatch(entry -> entry.contains("backup") && entry.contains("alice"));
    }

    @Test
    void saysWhyABackupFailed() {
        safety.full = true;

        CommandRun.Ended ended = run("alice", "backup");

        assertThat(ended.code()).isEqualTo(3);
        assertThat(ended.err()).contains("NG-513", "backup has room for 1 bytes");
        assertThat(CommandRun.plain("backup", "check", folder.toString()).err()).contains("NG-513");
    }

    @Test
    void showsOperatorsHowMuchIsHeldAndOfficersWhere() {
        assertThat(run("alice", "restored").out()).contains("never put back", "Nothing is held.");
        putBack();

        CommandRun.Ended status = run("alice", "status");
        assertThat(status.code()).isEqualTo(1);
        assertThat(status.out())
                .contains("The ledger was put back, and every new letter is held. Letters held: 3. See \"restored\".");
        CommandRun.Ended operator = run("alice", "restored");
        assertThat(operator.code()).isEqualTo(1);
        assertThat(operator.out())
                .contains("What came and went after 2026-11-24T02:59:00Z is lost here.")
                .contains("registry  (all)              3")
                .doesNotContain("secretariat");
        assertThat(run("olga", "restored").out()).contains("registry  secretariat            2");
        assertThat(run("olga", "restored", "letters").out()).contains("01a20afe-5e51-703f-911c-c6430b0498d3");
    }

    @Test
    void letsOfficersSettleAndOperatorsEnd() throws IOException {
        putBack();
        Path ids = Files.writeString(
                folder.resolve("ids"), "Message-ID: <01a20afe-5e51-703f-911c-c6430b0498d3@example.org>\nSubject: x\n");

        assertThat(run("olga", "restored", "sent", "--ids", ids.toString()).out())
                .contains("Letters: 3.");
        assertThat(run("olga", "restored", "send", "--system", "registry", "--destination", "secretariat")
                        .code())
                .isZero();
        assertThat(safety.said)
                .containsExactly(
                        "SENT null null [01a20afe-5e51-703f-911c-c6430b0498d3] olga",
                        "SEND registry secretariat null olga");
        assertThat(run("olga", "restored", "send").code()).isEqualTo(2);
        assertThat(run("alice", "restored", "send", "--system", "registry").code())
                .isEqualTo(3);
        assertThat(run("alice", "restored", "end").code()).isZero();
    }

    @Test
    void keepsEveryoneElseOut() {
        assertThat(call("olga", HttpMethod.POST, "/api/v1/backups")
                        .getStatusCode()
                        .value())
                .isEqualTo(403);
        assertThat(call("olga", HttpMethod.POST, "/api/v1/reconciliation")
                        .getStatusCode()
                        .value())
                .isEqualTo(403);
        assertThat(get("alice", "/api/v1/restoration/letters").getStatusCode().value())
                .isEqualTo(403);
        assertThat(get("prometheus", "/api/v1/restoration").getStatusCode().value())
                .isEqualTo(403);
    }

    @Test
    void givesWordsForACommandThatIsGivenWrongly() {
        assertThat(CommandRun.plain("restore").code()).isEqualTo(2);
        assertThat(CommandRun.plain("restore", "--home", "nowhere", "x").code()).isEqualTo(2);
        assertThat(CommandRun.plain("reconcile", "--home", "nowhere").code()).isEqualTo(2);
    }
}
