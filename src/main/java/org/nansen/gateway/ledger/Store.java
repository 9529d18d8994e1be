package org.nansen.gateway.ledger;

import com.fasterxml.uuid.Generators;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.nansen.gateway.record.Defect;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.settings.Home;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * Opens the SQLite store: the one place that knows the engine. WAL with full sync, because what is acknowledged must be
 * on disk; an exclusive lock on a file beside it, because there is one process with one claimer; leases are void at
 * start for the same reason.
 */
final class Store implements AutoCloseable {

    private static final String PREFIX = "jdbc:sqlite:";

    private final FileChannel lockFile;
    private final FileLock lock;
    private final Sql writerConnection;
    private final Readers readers;
    private final GroupCommit writer;
    private final Seals seals;

    private Store(
            FileChannel lockFile,
            FileLock lock,
            Sql writerConnection,
            Readers readers,
            GroupCommit writer,
            Seals seals) {
        this.lockFile = lockFile;
        this.lock = lock;
        this.writerConnection = writerConnection;
        this.readers = readers;
        this.writer = writer;
        this.seals = seals;
    }

    static Store open(LedgerSettings settings, Home home, Clock clock) {
        if (!settings.url().startsWith(PREFIX)) {
            throw Defect.of(FaultCode.NG_602_SETTING, "gateway.ledger.url (must begin with jdbc:sqlite:)");
        }
        Path file = home.resolve(settings.url().substring(PREFIX.length()));
        try {
            privateFolder(file.getParent());
            privateFolder(home.data().resolve("tmp"));
            // The driver unpacks its native library; /tmp may be mounted so that nothing there can be executed.
            if (System.getProperty("org.sqlite.tmpdir") == null) {
                System.setProperty(
                        "org.sqlite.tmpdir", home.data().resolve("tmp").toString());
            }
            FileChannel lockFile = FileChannel.open(
                    file.resolveSibling(file.getFileName() + ".lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
            boolean opened = false;
            try {
                FileLock lock = lock(lockFile);
                if (lock == null) {
                    throw Defect.of(FaultCode.NG_503_LEDGER_LOCKED, file.toString());
                }
                Store store = openLocked(settings, home, clock, file, lockFile, lock);
                opened = true;
                return store;
            } finally {
                if (!opened) {
                    lockFile.close();
                }
            }
        } catch (IOException | SQLException failed) {
            throw Defect.of(FaultCode.NG_501_LEDGER_UNAVAILABLE, file.toString(), failed);
        }
    }

    private static Store openLocked(
            LedgerSettings settings, Home home, Clock clock, Path file, FileChannel lockFile, FileLock lock)
            throws SQLException {
        boolean isNew = !Files.exists(file);
        Seals seals = new Seals(MasterKey.readOrMake(home.resolve(settings.masterKeyFile()), isNew));
        SQLiteDataSource source = source(file);
        migrate(source);
        Sql sql = new Sql(source.getConnection());
        Chain chain;
        try {
            tune(sql.connection());
            sql.connection().setAutoCommit(false);
            chain = begin(sql, seals, clock);
        } catch (SQLException | RuntimeException refused) {
            sql.close();
            throw refused;
        }
        List<Sql> reading = new ArrayList<>();
        for (int i = 0; i < settings.readers(); i++) {
            Connection connection = source.getConnection();
            try (var statement = connection.createStatement()) {
                statement.execute("pragma query_only = true");
            }
            reading.add(new Sql(connection));
        }
        GroupCommit writer = new GroupCommit(sql, chain, clock, new SqliteFaults());
        return new Store(lockFile, lock, sql, new Readers(reading), writer, seals);
    }

    /**
     * Keys are hashes, so each batch touches pages all over the trees: 64 MiB (outside the heap) keep the hot ones, and
     * a checkpoint every 40 MiB of log writes a page back once for many changes.
     */
    private static void tune(Connection writing) throws SQLException {
        try (var statement = writing.createStatement()) {
            statement.execute("pragma cache_size = -65536");
            statement.execute("pragma wal_autocheckpoint = 10000");
        }
    }

    private static void privateFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }

    private static @org.jspecify.annotations.Nullable FileLock lock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException sameProcess) {
            return null;
        }
    }

    private static SQLiteDataSource source(Path file) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(10_000);
        config.setTempStore(SQLiteConfig.TempStore.MEMORY);
        config.setCacheSize(-4_096);
        // Otherwise the driver asks for the last row id after every statement.
        config.setGetGeneratedKeys(false);
        config.setTransactionMode(SQLiteConfig.TransactionMode.DEFERRED);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl(PREFIX + file);
        return source;
    }

    private static void migrate(SQLiteDataSource source) {
        Flyway.configure()
                .dataSource(source)
                .locations("classpath:db/migration/common")
                // Rows in the order of their key: a table is one tree to write instead of two.
                .placeholders(Map.of("bytes", "blob", "clustered", "without rowid"))
                .load()
                .migrate();
    }

    /** Begins an incarnation, proves the master key, and voids what the last process had in hand. */
    private static Chain begin(Sql sql, Seals seals, Clock clock) throws SQLException {
        String proof = seals.hash("proof", "nansen");
        sql.update("insert into meta (name, value) values ('master-key', ?) on conflict (name) do nothing", proof);
        String known = sql.first("select value from meta where name = 'master-key'", row -> row.getString(1));
        if (!proof.equals(known)) {
            sql.connection().rollback();
            throw Defect.of(FaultCode.NG_502_MASTER_KEY, "gateway.ledger.master-key-file");
        }
        sql.update("update task set state = 'ready' where state = 'claimed'");
        sql.update("update letter set state = 'ready' where state = 'claimed'");
        Chain chain = Chain.begin(sql, Generators.timeBasedEpochGenerator().generate(), clock.millis());
        sql.connection().commit();
        chain.kept();
        return chain;
    }

    Readers readers() {
        return readers;
    }

    GroupCommit writer() {
        return writer;
    }

    Seals seals() {
        return seals;
    }

    @Override
    public void close() throws SQLException, IOException {
        writer.close();
        readers.close();
        writerConnection.close();
        lock.release();
        lockFile.close();
    }

    /** Tells an engine that cannot write now from a statement at fault. */
    interface Faults {

        boolean isOutage(SQLException failure);

        /** A name that holds no value. */
        String name(SQLException failure);
    }

    private static final class SqliteFaults implements Faults {

        @Override
        public boolean isOutage(SQLException failure) {
            if (!(failure instanceof SQLiteException sqlite)) {
                return true;
            }
            int primary = sqlite.getResultCode().code & 0xff;
            return primary == SQLiteErrorCode.SQLITE_FULL.code
                    || primary == SQLiteErrorCode.SQLITE_IOERR.code
                    || primary == SQLiteErrorCode.SQLITE_BUSY.code
                    || primary == SQLiteErrorCode.SQLITE_LOCKED.code
                    || primary == SQLiteErrorCode.SQLITE_CANTOPEN.code
                    || primary == SQLiteErrorCode.SQLITE_READONLY.code
                    || primary == SQLiteErrorCode.SQLITE_NOMEM.code;
        }

        @Override
        public String name(SQLException failure) {
            return failure instanceof SQLiteException sqlite
                    ? sqlite.getResultCode().name()
                    : failure.getClass().getSimpleName();
        }
    }
}
