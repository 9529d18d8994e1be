package org.nansen.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nansen.gateway.house.PostgreSql;

/** What opening a ledger finds and refuses, and what lies in its files. */
class StoreTest extends LedgerTest {

    @Test
    void voidsLeasesAtStart() {
        LetterClaim claim = rig.takeToMail();
        restart();
        assertThat(rig.take("mail")).singleElement().satisfies(again -> assertThat(again.id())
                .isEqualTo(claim.id()));
    }

    @Test
    void leavesNothingOfAPersonInClearOnDisk() throws IOException {
        LetterClaim claim = rig.takeToMail();
        rig.complete(claim, "closed");
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String content = Files.readString(file, StandardCharsets.ISO_8859_1);
                assertThat(content).doesNotContain(TestRecords.CANARY).doesNotContain(TestLetters.SECRET);
            }
        }
    }

    @Test
    void refusesToOpenWithAnotherMasterKeyOrTwice() throws IOException {
        assertThatThrownBy(() -> new LedgerRig(folder)).hasMessageContaining("NG-503");
        rig.close();
        Path key = folder.resolve("secrets/master.key");
        String kept = Files.readString(key);
        Files.delete(key);
        assertThatThrownBy(() -> new LedgerRig(folder)).hasMessageContaining("NG-502");
        Files.writeString(key, "A".repeat(43) + "=");
        assertThatThrownBy(() -> new LedgerRig(folder)).hasMessageContaining("NG-502");
        Files.writeString(key, kept);
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        rig = new LedgerRig(folder);
    }

    @Test
    void refusesADatabaseThatOrdersTextAsADictionaryDoes(@TempDir Path other) {
        LedgerEngine.onlyWhereShared();
        PostgreSql server = PostgreSql.shared();
        String url = server.newDatabaseInOrderOfWords();
        LedgerSettings settings = LedgerEngine.settings(
                url, server.user(), LedgerEngine.password(other, server.password()), "one", Duration.ofMinutes(10));
        try {
            assertThatThrownBy(() -> new LedgerRig(other, Clock.systemUTC(), settings))
                    .hasMessageContaining("NG-506")
                    .hasMessageContaining("orders text by a language");
        } finally {
            server.drop(url);
        }
    }

    @Test
    void asksWithinAQuestionWithoutWaitingForItself() throws Exception {
        CountDownLatch everyConnectionIsHeld = new CountDownLatch(2);
        ExecutorService askers = Executors.newFixedThreadPool(2);
        try {
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                answers.add(askers.submit(() -> rig.store.readers().read(outer -> {
                    everyConnectionIsHeld.countDown();
                    awaitUninterrupted(everyConnectionIsHeld);
                    return rig.store.readers().read(inner -> inner.first("select 'well'", row -> row.getString(1)));
                })));
            }
            for (Future<String> answer : answers) {
                assertThat(answer.get(20, TimeUnit.SECONDS)).isEqualTo("well");
            }
        } finally {
            askers.shutdownNow();
        }
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
