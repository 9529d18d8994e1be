package org.nansen.gateway.journey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nansen.gateway.dev.CaseworkExport;
import org.nansen.gateway.dev.RegistryExport;
import org.nansen.gateway.house.CommandRun;

/**
 * A disaster, as docs/operators.md tells what to do: a backup is taken while letters wait for the mail server, the letters
 * go and more is done, then the machine dies and the backup is put back. What had gone must not go again, what was lost is
 * handed over again, and in the end every outcome was told once.
 */
class RestoreIT {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final int EACH = 20;

    @TempDir
    private Path folder;

    @Test
    void tellsNothingTwiceAfterARestore() throws Exception {
        try (CrashSite site = CrashSite.start(folder)) {
            Path home = site.gateway.home();
            site.ssh.drop(
                    "registry",
                    "outbox/applications.csv",
                    RegistryExport.applications(CrashSite.people(1, 4 * EACH), NOW));
            untilOpen(site, 0, 4 * EACH);
            decide(site, "told", 1);
            untilOpen(site, 0, 5 * EACH);
            assertThat(site.sink.mails()).isEqualTo(EACH);

            // Letters wait for the mail server while the backup is taken.
            site.sink.close();
            decide(site, "waiting", 1 + EACH);
            untilOpen(site, EACH, 6 * EACH);
            CommandRun.Ended backup = online(site, "backup", "--json");
            assertThat(backup.code()).as(backup.output()).isZero();

            // The time that will be lost: they go, and more comes and goes.
            site.newSink();
            untilOpen(site, 0, 6 * EACH);
            decide(site, "lost", 1 + 2 * EACH);
            untilOpen(site, 0, 7 * EACH);
            assertThat(site.sink.mails()).isEqualTo(2 * EACH);

            site.gateway.kill();
            CommandRun.Ended restore = CommandRun.of(
                    "restore",
                    "--home",
                    home.toString(),
                    onlyFolderIn(home.resolve("backup")).toString());
            assertThat(restore.code()).as(restore.output()).isZero();
            site.gateway.start();
            site.gateway.awaitReady();

            CommandRun.Ended held = online(site, "restored");
            assertThat(held.code()).isEqualTo(1);
            assertThat(held.output()).contains("Every new letter is held", "secretariat");
            // Senders hand over again what they handed over since; what was known at the backup is recognised.
            decide(site, "told-again", 1);
            decide(site, "lost", 1 + 2 * EACH);
            untilOpen(site, 2 * EACH, 8 * EACH);
            assertThat(site.identity().duplicate()).isEqualTo(EACH);
            assertThat(site.sink.mails()).isEqualTo(2 * EACH);

            // The mailbox knows the ones that waited by their Message-ID; of the rest the officer says that they went.
            Path mailbox = Files.write(
                    folder.resolve("mailbox"), site.sink.messageIds().keySet());
            assertThat(online(site, "restored", "sent", "--ids", mailbox.toString())
                            .output())
                    .contains("Letters: " + EACH + ".");
            assertThat(online(site, "restored", "sent", "--destination", "secretariat")
                            .output())
                    .contains("Letters: " + EACH + ".");
            assertThat(online(site, "restored", "send", "--system", "casework").code())
                    .isZero();
            assertThat(online(site, "restored", "end").output()).contains("Nothing is held.");
            untilOpen(site, 0, 8 * EACH);

            decide(site, "new", 1 + 3 * EACH);
            untilOpen(site, 0, 9 * EACH);
            Set<String> ids = new HashSet<>(site.sink.messageIds().keySet());
            assertThat(site.sink.mails()).isEqualTo(3 * EACH);
            assertThat(ids).hasSize(3 * EACH);
            CommandRun.Ended agrees = online(site, "reconcile", "--all");
            assertThat(agrees.code()).as(agrees.output()).isZero();
            site.gateway.stop();
            CommandRun.Ended offline = CommandRun.of("reconcile", "--all", "--home", home.toString());
            assertThat(offline.code()).as(offline.output()).isZero();
        }
    }

    private static void decide(CrashSite site, String key, int first) throws InterruptedException {
        String body = CaseworkExport.decisions(CrashSite.people(first, EACH), NOW.plusSeconds(60));
        site.postUntilTaken("casework", "restore-" + key, body.getBytes(UTF_8));
    }

    /** Until so many were received and so many of them are open. */
    private static void untilOpen(CrashSite site, int open, int received) {
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> {
                    Identity all = site.identity();
                    assertThat(all.received()).isEqualTo(received);
                    assertThat(all.received() - all.delivered() - all.withheld() - all.duplicate())
                            .isEqualTo(open);
                });
    }

    private CommandRun.Ended online(CrashSite site, String... command) throws IOException {
        String login = Neighbourhood.DEMO;
        Path password = folder.resolve("password");
        Files.writeString(password, login.substring(login.indexOf(':') + 1) + "\n");
        List<String> whole = new ArrayList<>(List.of(command));
        whole.addAll(List.of(
                "--url",
                "http://127.0.0.1:" + site.gateway.port(),
                "--user",
                login.substring(0, login.indexOf(':')),
                "--password-file",
                password.toString()));
        return CommandRun.of(whole.toArray(String[]::new));
    }

    private static Path onlyFolderIn(Path folder) throws IOException {
        try (var all = Files.list(folder)) {
            return all.toList().get(0);
        }
    }
}
