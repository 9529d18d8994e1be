package org.nansen.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

class RestoringTest extends LedgerTest {

    private static final String OPERATOR = "alice";

    private SqlRestorations restorations;

    @Override
    @BeforeEach
    void open() {
        super.open();
        restorations = restorations();
    }

    private SqlRestorations restorations() {
        return new SqlRestorations(rig.store.readers(), rig.store.writer(), rig.after);
    }

    /** As the restore command leaves it. */
    private void restartAsRestored() {
        rig.store
                .writer()
                .submit(batch -> batch.sql()
                        .update(
                                "insert into meta (name, value) values (?, ?)",
                                Restoring.MARK,
                                "2026-11-24-one " + batch.now()))
                .join();
        restart();
    }

    private void screened() {
        rig.take("screening").forEach(claim -> rig.complete(claim, "disclosure"));
    }

    private void decided() {
        rig.take("disclosure")
                .forEach(claim -> rig.decide(claim, TestLetters.to("secretariat"), TestLetters.answer("registry")));
    }

    private void accept(String number) {
        rig.accept("registry", TestRecords.application(number));
    }

    @Test
    void sendsNothingByItselfThatWasOpenInTheBackup() {
        accept("1");
        accept("2");
        screened();
        decided();
        accept("3");
        List<String> mails = rig.take("mail").stream().map(Claim::id).toList();
        assertThat(mails).hasSize(2);
        restartAsRestored();
        assertThat(rig.take("mail")).isEmpty();
        assertThat(rig.take("reply.registry")).isEmpty();
        assertThat(rig.counts("registry").stages()).containsEntry("review", 2L).containsEntry("screening", 1L);
        assertThat(restorations.all()).singleElement().satisfies(one -> {
            assertThat(one.why()).isEqualTo("backup");
            assertThat(one.backup()).isEqualTo("2026-11-24-one");
            assertThat(one.endedBy()).isNull();
        });
        assertThat(restorations.held())
                .extracting(set -> set.system() + " " + set.destination() + " " + set.letters())
                .containsExactly("registry secretariat 2", "registry system.registry 2");
        assertThat(restorations.letters("registry", "secretariat", "", 10))
                .extracting(Restorations.HeldLetter::id)
                .containsExactlyInAnyOrderElementsOf(mails);
        // Questions go on: they carry the key that they had. What comes of them is held too.
        screened();
        decided();
        assertThat(rig.take("mail")).isEmpty();
        assertThat(restorations.letters(null, "secretariat", "", 10)).hasSize(3);
        // It happens once.
        restart();
        assertThat(restorations.all()).hasSize(1);
    }

    @Test
    void goesOnSetBySet() {
        accept("1");
        accept("2");
        screened();
        decided();
        List<String> mails = rig.take("mail").stream().map(Claim::id).toList();
        restartAsRestored();
        assertThat(restorations
                        .settle(
                                new Restorations.Which(
                                        null,
                                        "secretariat",
                                        List.of(mails.get(0), UUID.randomUUID().toString())),
                                Restorations.Word.SENT,
                                OPERATOR)
                        .join())
                .isEqualTo(1);
        assertThat(restorations
                        .settle(
                                new Restorations.Which("registry", "secretariat", null),
                                Restorations.Word.SEND,
                                OPERATOR)
                        .join())
                .isEqualTo(1);
        assertThat(rig.take("mail")).extracting(Claim::id).containsExactly(mails.get(1));
        assertThat(restorations
                        .settle(new Restorations.Which(null, "system.registry", null), Restorations.Word.SENT, OPERATOR)
                        .join())
                .isEqualTo(2);
        assertThat(restorations.held()).isEmpty();
        // One is told, of the other the mail is on its way.
        assertThat(rig.counts("registry").delivered()).isEqualTo(1);
        assertThat(rig.views.published("registry", null, 10)).hasSize(2);
    }

    @Test
    void holdsWhatSystemsHandOverAgainUntilAPersonEndsIt() {
        restartAsRestored();
        accept("1");
        accept("2");
        screened();
        rig.take("disclosure").stream().limit(1).forEach(claim -> rig.decide(claim, TestLetters.to("secretariat")));
        assertThat(rig.take("mail")).isEmpty();
        assertThat(restorations.end(OPERATOR).join()).isTrue();
        assertThat(restorations.end(OPERATOR).join()).isFalse();
        assertThat(restorations.all())
                .singleElement()
                .extracting(Restorations.Restoration::endedBy)
                .isEqualTo(OPERATOR);
        // Whatever is written for a record of before is held even now.
        restart();
        decided();
        assertThat(rig.take("mail")).isEmpty();
        assertThat(restorations.letters(null, "secretariat", "", 10)).hasSize(2);
        accept("3");
        screened();
        decided();
        assertThat(rig.take("mail")).hasSize(1);
    }

    @Test
    void findsThatTheLedgerDoesNotKnowWhatItAcknowledged() throws IOException {
        accept("1");
        screened();
        decided();
        restart();
        assertThat(restorations.all()).isEmpty();
        rig.close();
        Path witness = folder.resolve("data/witness");
        String[] memory = Files.readString(witness).strip().split(" ", -1);
        Files.writeString(witness, memory[0] + " " + (Long.parseLong(memory[1]) + 1) + " " + memory[2] + "\n");
        open();
        assertThat(restorations.all())
                .singleElement()
                .extracting(Restorations.Restoration::why)
                .isEqualTo("older");
        assertThat(rig.take("mail")).isEmpty();
        restart();
        assertThat(restorations.all()).hasSize(1);
    }

    @Test
    void isToldOfALedgerThatOthersPutBackAndLookedAtWithoutAGateway() {
        accept("1");
        screened();
        decided();
        rig.close();
        OfflineLedger offline = offline();
        offline.mark("dump");
        List<Reconciliation.Finding> findings = new ArrayList<>();
        Reconciliation.Report report = offline.reconcile(new Reconciliation.Scope(true, null), findings::add);
        assertThat(findings).isEmpty();
        assertThat(report.rows()).containsEntry(Reconciliation.Part.RECORDS, 1L);
        open();
        assertThat(restorations.all()).singleElement().satisfies(one -> {
            assertThat(one.backup()).isEqualTo("dump");
            assertThat(one.knownUntil()).isAfter(Instant.now().minusSeconds(600));
        });
        assertThat(rig.take("mail")).isEmpty();
    }

    private OfflineLedger offline() {
        LedgerSettings settings = LedgerEngine.settings(folder, "one", Duration.ofMinutes(10));
        MockEnvironment environment = new MockEnvironment().withProperty("gateway.ledger.url", settings.url());
        if (settings.user() != null && settings.passwordFile() != null) {
            environment
                    .withProperty("gateway.ledger.user", settings.user())
                    .withProperty("gateway.ledger.password-file", settings.passwordFile());
        }
        return OfflineLedger.of(folder, environment);
    }

    @Test
    void takesALedgerAsItIsWhenItRemembersNothing() throws IOException {
        accept("1");
        rig.close();
        Files.writeString(folder.resolve("data/witness"), "cut sho");
        open();
        assertThat(restorations.all()).isEmpty();
        rig.close();
        Files.delete(folder.resolve("data/witness"));
        open();
        assertThat(restorations.all()).isEmpty();
    }

    @Test
    void destroysAgainTheKeysThatTheBackupBroughtBack() throws IOException {
        accept("1");
        accept("2");
        String person = rig.store
                .readers()
                .read(sql -> sql.list("select person_id from record order by id", row -> row.getString(1)))
                .get(0);
        Files.writeString(folder.resolve("data/erased"), person + " 2026-11-24T00:00:00Z\n\n");
        restart();
        assertThat(keys()).isEqualTo(2);
        restartAsRestored();
        assertThat(keys()).isEqualTo(1);
    }

    private int keys() {
        return rig.store
                .readers()
                .read(sql -> sql.list("select 1 from person where sealed_key is not null", row -> row.getInt(1)))
                .size();
    }
}
