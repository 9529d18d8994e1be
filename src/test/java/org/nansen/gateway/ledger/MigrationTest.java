package org.nansen.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nansen.gateway.record.Defect;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.settings.Home;

/** From every schema that was released to the newest. Rows of old schemas lie in {@code ledger/v<number>.sql}. */
class MigrationTest {

    /** The key that the rows of old schemas are sealed with; made for them. */
    private static final String KEY = "AAcOFRwjKjE4P0ZNVFtiaXB3foWMk5qhqK+2vcTL0tk=\n";

    @TempDir
    Path folder;

    private LedgerSettings settings;

    @BeforeEach
    void keepTheKey() throws IOException {
        Path key = folder.resolve("secrets/master.key");
        Files.createDirectories(key.getParent());
        Files.writeString(key, KEY);
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        settings = LedgerEngine.settings(folder, "one", Duration.ofMinutes(10));
    }

    private Engine engine() {
        return Store.engine(settings, new Home(folder));
    }

    /** A ledger as the version left it. */
    private void ledgerOf(int version) throws SQLException, IOException {
        try (Engine engine = engine();
                InputStream rows = MigrationTest.class.getResourceAsStream("/ledger/v" + version + ".sql")) {
            Schema.scripts(engine.dialect(), Integer.toString(version)).migrate();
            String literal = LedgerEngine.isShared() ? "decode('$1', 'hex')" : "x'$1'";
            String sql = new String(Objects.requireNonNull(rows).readAllBytes(), StandardCharsets.UTF_8)
                    .replaceAll("bytes\\('([0-9a-f]*)'\\)", literal);
            try (Connection connection = engine.dialect().source().getConnection();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                for (String insert : sql.split(";\n", -1)) {
                    if (!insert.isBlank()) {
                        statement.execute(insert);
                    }
                }
                connection.commit();
            }
        }
    }

    @Test
    void opensALedgerOfTheFirstVersion() throws SQLException, IOException {
        ledgerOf(1);
        try (LedgerRig rig = new LedgerRig(folder)) {
            rig.proveIdentity();
            assertThat(rig.counts("registry")).satisfies(counts -> {
                assertThat(counts.received()).isEqualTo(10);
                assertThat(counts.delivered()).isEqualTo(1);
                assertThat(counts.withheld()).isEqualTo(1);
                assertThat(counts.duplicate()).isEqualTo(1);
            });
            assertThat(rig.views.recordsOf("registry", "1"))
                    .singleElement()
                    .satisfies(record -> assertThat(record.stage()).isEqualTo("delivered"));
            assertThat(rig.views.recordsOf("registry", "5")).hasSize(2);
            assertThat(rig.drops.findByKey("registry", "key-1")).get().satisfies(drop -> assertThat(drop.duplicate())
                    .isEqualTo(1));
            assertThat(rig.views.receiptRecords("10000000-0000-4000-8000-000000000001", 0, 10))
                    .hasSize(4);
            assertThat(rig.views.published("registry", null, 10)).hasSize(1);
            assertThat(rig.holds.holds()).hasSize(1);
            assertThat(rig.views.heldDrops(10)).hasSize(1);
            // The one file goes on where it was.
            assertThat(rig.drops.arriving("courts")).singleElement().satisfies(drop -> assertThat(drop.position())
                    .isEqualTo(2));
        }
    }

    @Test
    void goesOnWithTheWorkOfTheFirstVersion() throws SQLException, IOException {
        ledgerOf(1);
        try (LedgerRig rig = new LedgerRig(folder)) {
            Drop again = rig.accept("registry", TestRecords.application("registry", "2", "p2", "c2", "ERI"));
            assertThat(again.duplicate()).isEqualTo(1);
            List<Claim> screening = rig.take("screening");
            assertThat(screening).singleElement().satisfies(claim -> assertThat(
                            ((RecordClaim) claim).record().source().recordId())
                    .isEqualTo("4"));
            rig.results.complete(screening.get(0), null, "closed").join();
            Drop newer = rig.accept("registry", TestRecords.application("registry", "8", "p1", "c1", "IRN"));
            assertThat(newer.accepted()).isEqualTo(1);
            rig.proveIdentity();
        }
        // And once more, by now with rows of the newest schema.
        try (LedgerRig rig = new LedgerRig(folder)) {
            rig.proveIdentity();
            assertThat(rig.counts("registry").received()).isEqualTo(12);
        }
    }

    @Test
    void letsOnWhatTheFirstVersionHeldAndTakesWholeStocksOnTopOfIt() throws SQLException, IOException {
        ledgerOf(1);
        try (LedgerRig rig = new LedgerRig(folder)) {
            Drop held = rig.views.heldDrops(10).get(0);
            assertThat(rig.drops.releaseHeld(held.receiptId(), "olga").join())
                    .hasValueSatisfying(drop -> assertThat(drop.state()).isEqualTo(Drop.State.ACCEPTED));
            Stocks stocks = new Stocks(rig);
            assertThat(stocks.take(Stocks.rows(100, 110, "A")).accepted()).isEqualTo(11);
            assertThat(stocks.take(Stocks.rows(101, 110, "A")).duplicate()).isEqualTo(10);
            assertThat(rig.feeds.vanished()).containsKey("registry");
            rig.proveIdentity();
        }
    }

    @Test
    void refusesALedgerThatNeedsNewerCode() throws SQLException, IOException {
        try (LedgerRig rig = new LedgerRig(folder)) {
            rig.store
                    .writer()
                    .submit(batch ->
                            batch.sql().update("update meta set value = '999' where name = ?", Schema.OLDEST_CODE))
                    .join();
        }
        assertThatThrownBy(() -> Store.open(settings, new Home(folder), Clock.systemUTC()))
                .isInstanceOfSatisfying(
                        Defect.class, refused -> assertThat(refused.code()).isEqualTo(FaultCode.NG_511_LEDGER_SCHEMA))
                .hasMessageContaining("999");
    }

    @Test
    void refusesALedgerWhoseScriptsAreNotTheseHere() throws SQLException, IOException {
        try (LedgerRig rig = new LedgerRig(folder)) {
            rig.store
                    .writer()
                    .submit(batch ->
                            batch.sql().update("update flyway_schema_history set checksum = 1 where version = '1'"))
                    .join();
        }
        assertThatThrownBy(() -> Store.open(settings, new Home(folder), Clock.systemUTC()))
                .isInstanceOfSatisfying(
                        Defect.class, refused -> assertThat(refused.code()).isEqualTo(FaultCode.NG_511_LEDGER_SCHEMA));
    }
}
