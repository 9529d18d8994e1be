package org.nansen.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nansen.gateway.record.Defect;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.settings.Home;
import org.springframework.mock.env.MockEnvironment;

class BackupTest extends LedgerTest {

    private int given;

    @Override
    @BeforeEach
    void open() {
        LedgerEngine.onlyOnSqlite();
        super.open();
    }

    private Backup backup() {
        return new SqliteBackups(rig.store.engine(), rig.store.readers(), new Home(folder), "backup", Clock.systemUTC())
                .take();
    }

    private OfflineLedger offline() {
        return OfflineLedger.of(folder, new MockEnvironment());
    }

    private Path in(Backup backup) {
        return folder.resolve("backup").resolve(backup.id());
    }

    private void accept() {
        given++;
        rig.accept("registry", TestRecords.application(Integer.toString(given)));
    }

    @Test
    void copiesALedgerThatIsAtWork() throws IOException {
        accept();
        AtomicBoolean enough = new AtomicBoolean();
        CompletableFuture<Void> work = CompletableFuture.runAsync(() -> {
            while (!enough.get()) {
                accept();
            }
        });
        Backup backup = backup();
        enough.set(true);
        work.join();
        assertThat(backup.received()).isBetween(1L, (long) given);
        assertThat(Backup.check(in(backup))).isEqualTo(backup);
        assertThat(Files.readString(in(backup).resolve("manifest.json")))
                .doesNotContain(
                        Files.readString(folder.resolve("secrets/master.key")).strip());
        try (Stream<Path> files = Files.list(in(backup))) {
            assertThat(files.map(Path::getFileName).map(Path::toString))
                    .containsExactlyInAnyOrder("ledger.db", "manifest.json");
        }
        assertThat(Files.getPosixFilePermissions(in(backup).resolve("ledger.db")))
                .hasSize(2);
    }

    @Test
    void comesBackKnowingThatItWasRestored() throws IOException {
        accept();
        Backup backup = backup();
        accept();
        rig.close();
        Path aside = offline().restore(in(backup));
        assertThat(aside).isNotNull();
        assertThat(aside.resolve("ledger.db")).exists();
        open();
        assertThat(rig.counts("registry").received()).isEqualTo(1);
        SqlRestorations restorations = new SqlRestorations(rig.store.readers(), rig.store.writer(), rig.after);
        assertThat(restorations.all()).singleElement().satisfies(one -> assertThat(one.backup())
                .isEqualTo(backup.id()));
        // What was known at the backup is known again; what came after it is not.
        assertThat(rig.accept("registry", TestRecords.application("1")).duplicate())
                .isEqualTo(1);
        assertThat(rig.accept("registry", TestRecords.application("2")).accepted())
                .isEqualTo(1);
    }

    @Test
    void findsAnEarlierFileThatSomebodyPutBackByHand() throws IOException {
        accept();
        rig.close();
        Path ledger = folder.resolve("data/ledger.db");
        Path copy = folder.resolve("copy.db");
        Files.copy(ledger, copy);
        rig = new LedgerRig(folder);
        accept();
        rig.close();
        Files.copy(copy, ledger, StandardCopyOption.REPLACE_EXISTING);
        open();
        assertThat(new SqlRestorations(rig.store.readers(), rig.store.writer(), rig.after).all())
                .singleElement()
                .satisfies(one -> assertThat(one.why()).isEqualTo("older"));
    }

    @Test
    void refusesABackupThatIsNotWhatItWas() throws IOException {
        accept();
        Backup backup = backup();
        flip(in(backup).resolve("ledger.db"), 5_000, 1);
        rig.close();
        assertFault(FaultCode.NG_513_BACKUP, () -> offline().restore(in(backup)));
        assertFault(FaultCode.NG_513_BACKUP, () -> offline().restore(folder));
        open();
        assertThat(rig.counts("registry").received()).isEqualTo(1);
    }

    @Test
    void refusesWhileAGatewayWorksOnTheLedger() {
        Backup backup = backup();
        assertFault(FaultCode.NG_503_LEDGER_LOCKED, () -> offline().restore(in(backup)));
        assertFault(FaultCode.NG_503_LEDGER_LOCKED, () -> offline()
                .reconcile(new Reconciliation.Scope(true, null), finding -> {}));
    }

    @Test
    void refusesABackupThatAnotherKeyOpens() throws IOException {
        Backup backup = backup();
        rig.close();
        Path key = folder.resolve("secrets/master.key");
        String right = Files.readString(key);
        Files.writeString(key, "AAcOFRwjKjE4P0ZNVFtiaXB3foWMk5qhqK+2vcTL0tk=\n");
        assertFault(FaultCode.NG_502_MASTER_KEY, () -> offline().restore(in(backup)));
        Files.writeString(key, right);
        open();
    }

    @Test
    void looksAtALedgerWithoutAGateway() {
        accept();
        rig.close();
        List<Reconciliation.Finding> findings = new ArrayList<>();
        Reconciliation.Report report = offline().reconcile(new Reconciliation.Scope(true, null), findings::add);
        assertThat(findings).isEmpty();
        assertThat(report.rows()).containsEntry(Reconciliation.Part.RECORDS, 1L);
        open();
    }

    @Test
    void doesNotStartOnADamagedTree() throws IOException {
        for (int i = 0; i < 50; i++) {
            accept();
        }
        rig.close();
        rig = null;
        Path ledger = folder.resolve("data/ledger.db");
        byte[] whole = Files.readAllBytes(ledger);
        // Page after page: a start either refuses, or what it did not find is not there to be found by SQLite either.
        for (int page = 2; page * 4_096 < whole.length; page += 7) {
            Files.write(ledger, whole);
            flip(ledger, page * 4_096L, 4_096);
            assertFault(FaultCode.NG_510_LEDGER_DAMAGED, () -> new LedgerRig(folder).close());
        }
    }

    @Test
    void doesNotStartOnAFileThatWasCutOff() throws IOException {
        for (int i = 0; i < 50; i++) {
            accept();
        }
        rig.close();
        rig = null;
        Path ledger = folder.resolve("data/ledger.db");
        try (RandomAccessFile file = new RandomAccessFile(ledger.toFile(), "rw")) {
            file.setLength(file.length() - 3 * 4_096);
        }
        assertFault(FaultCode.NG_510_LEDGER_DAMAGED, () -> new LedgerRig(folder).close());
    }

    @Test
    void doesNotStartOnSomethingElse() throws IOException {
        rig.close();
        rig = null;
        Files.writeString(folder.resolve("data/ledger.db"), "x".repeat(10_000));
        assertFault(FaultCode.NG_510_LEDGER_DAMAGED, () -> new LedgerRig(folder).close());
    }

    @Test
    void doesNotStartWhereEntriesWereAltered() {
        accept();
        change("update entry set detail = 'x' where number = 2");
        assertFault(FaultCode.NG_510_LEDGER_DAMAGED, () -> new LedgerRig(folder).close());
    }

    @Test
    void doesNotStartWhereCountersDoNotAddUp() {
        accept();
        change("update counter set value = value + 1 where name = 'received'");
        assertFault(FaultCode.NG_510_LEDGER_DAMAGED, () -> new LedgerRig(folder).close());
    }

    private void change(String damage) {
        rig.write(damage);
        rig.close();
        rig = null;
    }

    private static void flip(Path file, long from, int bytes) throws IOException {
        try (RandomAccessFile damaged = new RandomAccessFile(file.toFile(), "rw")) {
            byte[] there = new byte[bytes];
            damaged.seek(from);
            damaged.readFully(there);
            for (int i = 0; i < bytes; i++) {
                there[i] ^= (byte) 0xa5;
            }
            damaged.seek(from);
            damaged.write(there);
        }
    }

    private static void assertFault(FaultCode code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Defect.class, fault -> assertThat(fault.code())
                .isEqualTo(code));
    }
}
