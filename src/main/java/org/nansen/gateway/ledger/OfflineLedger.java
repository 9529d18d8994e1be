package org.nansen.gateway.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.Defect;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.settings.Home;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * A ledger without a gateway, for commands on the same machine. Where one process has a ledger to itself, nothing here
 * works while that process runs ({@code NG-503}).
 */
public final class OfflineLedger {

    /** What makes a ledger in a file. A log that stayed behind would be read into the file that comes in its place. */
    private static final List<String> PARTS = List.of("-wal", "-shm", "");

    private final Home home;
    private final LedgerSettings settings;

    private OfflineLedger(Home home, LedgerSettings settings) {
        this.home = home;
        this.settings = settings;
    }

    /**
     * @param settings what the gateway in that home is configured with
     */
    public static OfflineLedger of(Path home, Environment settings) {
        return new OfflineLedger(
                new Home(home), Binder.get(settings).bindOrCreate("gateway.ledger", LedgerSettings.class));
    }

    /** Looks at everything; see {@link Reconciliation}. */
    public Reconciliation.Report reconcile(Reconciliation.Scope scope, Reconciliation.Watcher watcher) {
        return with(engine -> {
            if (engine.isNew()) {
                throw Defect.of(FaultCode.NG_501_LEDGER_UNAVAILABLE, "there is no ledger at gateway.ledger.url");
            }
            engine.examine();
            Schema.refuseUnlessCurrent(engine);
            try (Readers readers = Readers.open(engine::reading, engine.isRemote(), 1)) {
                return new SqlReconciliation(readers, seals(), !engine.isExclusive()).run(scope, watcher);
            }
        });
    }

    /**
     * Puts a backup in the ledger's place. What was there is kept beside it. The gateway finds at its next start that it
     * was restored, and sends nothing by itself that may have gone out before.
     *
     * @return where the earlier ledger is now, or null when there was none; {@code Defect NG-513} when the backup is not
     *     whole or the ledger is not one file, {@code NG-502} when another master key opens it
     */
    public @Nullable Path restore(Path backup) {
        Backup manifest = Backup.check(backup);
        return with(engine -> {
            if (!(engine instanceof SqliteEngine sqlite)) {
                throw Defect.of(FaultCode.NG_513_BACKUP, "the server's own tools restore PostgreSQL; then use --mark");
            }
            if (!seals().hash("proof", "nansen").equals(manifest.masterKey())) {
                throw Defect.of(FaultCode.NG_502_MASTER_KEY, "gateway.ledger.master-key-file");
            }
            Path file = sqlite.file();
            Path fresh = file.resolveSibling(file.getFileName() + ".restored");
            Files.copy(backup.resolve(Backup.FILE), fresh, StandardCopyOption.REPLACE_EXISTING);
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
            SqliteBackups.force(fresh);
            if (!Backup.digest(fresh).equals(manifest.sha256())) {
                throw Defect.of(FaultCode.NG_513_BACKUP, fresh + " is not what was read");
            }
            Path aside = setAside(file);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            SqliteBackups.force(Objects.requireNonNull(file.toAbsolutePath().getParent()));
            return aside;
        });
    }

    /** Never deleted: it may hold the time that the backup does not know. */
    private static @Nullable Path setAside(Path file) throws IOException {
        List<Path> there = PARTS.stream()
                .map(end -> file.resolveSibling(file.getFileName() + end))
                .filter(Files::exists)
                .toList();
        if (there.isEmpty()) {
            return null;
        }
        String now =
                Instant.now(Clock.systemUTC()).truncatedTo(ChronoUnit.SECONDS).toString();
        Path aside = file.resolveSibling("replaced-" + now.replace(":", ""));
        SqliteBackups.privateFolder(aside);
        for (Path part : there) {
            Files.move(part, aside.resolve(part.getFileName()), StandardCopyOption.ATOMIC_MOVE);
        }
        return aside;
    }

    /**
     * Says of a ledger that others put back (with the database server's own tools, say) that it was, so that the next start
     * treats it so. All nodes are stopped.
     *
     * @param by what it was put back from, a word
     */
    public void mark(String by) {
        with(engine -> {
            if (engine.isNew()) {
                throw Defect.of(FaultCode.NG_501_LEDGER_UNAVAILABLE, "there is no ledger at gateway.ledger.url");
            }
            Schema.bring(engine);
            try (Connection connection = engine.writing();
                    Sql sql = new Sql(connection, false, false)) {
                engine.begin(sql, 0);
                sql.update(
                        "insert into meta (name, value) values (?, ?)"
                                + " on conflict (name) do update set value = excluded.value",
                        Restoring.MARK,
                        by + " " + Restoring.knownUntil(sql, ""));
                sql.commit();
                return by;
            }
        });
    }

    private Seals seals() {
        return new Seals(MasterKey.readOrMake(home.resolve(settings.masterKeyFile()), false));
    }

    private <T extends @Nullable Object> T with(Use<T> use) {
        try (Engine engine = Store.engine(settings, home)) {
            return use.of(engine);
        } catch (EngineRefused refused) {
            throw Defect.of(refused.code(), refused.what(), refused);
        } catch (IOException | SQLException failed) {
            throw Defect.of(FaultCode.NG_501_LEDGER_UNAVAILABLE, "gateway.ledger.url", failed);
        }
    }

    private interface Use<T extends @Nullable Object> {
        T of(Engine engine) throws SQLException, IOException;
    }
}
