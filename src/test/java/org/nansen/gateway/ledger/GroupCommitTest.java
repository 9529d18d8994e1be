package org.nansen.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.nansen.gateway.record.AsylumRecord;
import org.nansen.gateway.record.Unavailable;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class GroupCommitTest {

    @TempDir
    Path folder;

    @Test
    void setsOnlyTheCulpritOfABatchAside() {
        try (LedgerRig rig = new LedgerRig(folder)) {
            // The writer is kept busy so that the changes gather in one batch.
            CompletableFuture<?> gate = new CompletableFuture<>();
            rig.store.writer().submit(batch -> gate.join());
            List<CompletableFuture<Integer>> all = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                int number = i;
                all.add(rig.store.writer().submit(batch -> {
                    batch.count("registry", "received", 1);
                    return number == 13
                            ? batch.sql().update("insert into meta (name, value) values ('x', ?)", (Object) null)
                            : batch.sql().update("insert into meta (name, value) values (?, 'v')", "n" + number);
                }));
            }
            gate.complete(null);
            for (int i = 0; i < 20; i++) {
                if (i == 13) {
                    assertThat(all.get(i)).failsWithin(Duration.ofSeconds(10));
                } else {
                    assertThat(all.get(i).join()).isEqualTo(1);
                }
            }
            assertThat(rig.views.accounting().get("registry").received()).isEqualTo(19);
        }
    }

    @Test
    void saysOnceThatTheLedgerIsAwayAndOnceThatItIsBack(CapturedOutput log) {
        try (LedgerRig rig = new LedgerRig(folder)) {
            for (int i = 0; i < 3; i++) {
                assertThat(rig.store.writer().submit(batch -> {
                            throw new SQLException("away");
                        }))
                        .failsWithin(Duration.ofSeconds(30))
                        .withThrowableThat()
                        .withCauseInstanceOf(Unavailable.class);
            }
            rig.store.writer().submit(batch -> 1).join();
            rig.store.writer().submit(batch -> 1).join();
        }
        assertThat(log.getAll())
                .containsOnlyOnce("ledger cannot be written: ")
                .containsOnlyOnce("ledger can be written again");
    }

    @Test
    void chainsEntriesPerIncarnationAndHoldsTheHeadsOfEarlierOnes() {
        String head;
        try (LedgerRig rig = new LedgerRig(folder)) {
            rig.accept("registry", TestRecords.application("registry", "1", "p1", "c1", "SYR"));
            head = lastHash(rig);
        }
        try (LedgerRig rig = new LedgerRig(folder)) {
            List<String> incarnations = rig.store
                    .readers()
                    .read(sql ->
                            sql.list("select id from incarnation order by started_at, id", row -> row.getString(1)));
            assertThat(incarnations).hasSize(2);
            for (String incarnation : incarnations) {
                String[] previous = {""};
                long[] number = {0};
                rig.store
                        .readers()
                        .read(sql -> sql.list(
                                "select number, at, kind, subject, detail, hash from entry where incarnation = ? order by number",
                                row -> {
                                    assertThat(row.getLong(1)).isEqualTo(++number[0]);
                                    previous[0] = Chain.hash(
                                            previous[0],
                                            incarnation,
                                            row.getLong(1),
                                            new Chain.Pending(
                                                    row.getLong(2),
                                                    row.getString(3),
                                                    row.getString(4),
                                                    row.getString(5)));
                                    assertThat(row.getString(6)).isEqualTo(previous[0]);
                                    return previous[0];
                                },
                                incarnation));
                assertThat(number[0]).isPositive();
            }
            String heads = rig.store
                    .readers()
                    .read(sql -> sql.first(
                            "select heads from incarnation where id = ?",
                            row -> row.getString(1),
                            incarnations.get(1)));
            assertThat(heads).contains(head);
        }
    }

    @Test
    void keepsNothingOfABatchThatAFullDiskBrokeOff() {
        LedgerEngine.onlyOnSqlite();
        try (LedgerRig rig = new LedgerRig(folder)) {
            rig.accept("registry", TestRecords.application("registry", "1", "p1", "c1", "SYR"));
            LedgerRig.pages(rig, null);
            AsylumRecord[] many = new AsylumRecord[200];
            for (int i = 0; i < many.length; i++) {
                many[i] = TestRecords.application("registry", "n" + i, "p1", "c1", "SYR");
            }
            for (int tries = 0; tries < 3; tries++) {
                assertThatThrownBy(() -> rig.accept("registry", many)).hasCauseInstanceOf(Unavailable.class);
            }
            assertThat(rig.counts("registry").received()).isEqualTo(1);
            rig.proveIdentity();

            LedgerRig.pages(rig, "1073741823");
            assertThat(rig.accept("registry", many).accepted()).isEqualTo(200);
            assertThat(rig.counts("registry").received()).isEqualTo(201);
            rig.proveIdentity();
        }
    }

    private static String lastHash(LedgerRig rig) {
        return rig.store
                .readers()
                .read(sql -> sql.first("select hash from entry order by number desc limit 1", row -> row.getString(1)));
    }
}
