package org.nansen.gateway.ledger;

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
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.Defect;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.settings.Home;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * SQLite in a file. WAL with full sync, because what is acknowledged must be on disk; an exclusive lock on a file beside
 * it, because there is one process with one claimer.
 */
final class SqliteEngine implements Engine {

    static final String PREFIX = "jdbc:sqlite:";

    private static final int BUSY_MILLIS = 10_000;

    private final Path file;
    private final SQLiteDataSource source;
    private final FileChannel lockFile;
    private final FileLock lock;
    private final boolean isNew;
    private final WriteAheadLog log;

    private SqliteEngine(Path file, FileChannel lockFile, FileLock lock) {
        this.file = file;
        this.source = source(file);
        this.lockFile = lockFile;
        this.lock = lock;
        this.isNew = !Files.exists(file);
        this.log = new WriteAheadLog(file, BUSY_MILLIS);
    }

    static SqliteEngine open(String url, Home home) {
        Path file = home.resolve(url.substring(PREFIX.length()));
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
            FileLock lock = lock(lockFile);
            if (lock == null) {
                lockFile.close();
                throw Defect.of(FaultCode.NG_503_LEDGER_LOCKED, file.toString());
            }
            return new SqliteEngine(file, lockFile, lock);
        } catch (IOException failed) {
            throw Defect.of(FaultCode.NG_501_LEDGER_UNAVAILABLE, file.toString(), failed);
        }
    }

    private static void privateFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }

    private static @Nullable FileLock lock(FileChannel file) throws IOException {
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
        config.setBusyTimeout(BUSY_MILLIS);
        config.setTempStore(SQLiteConfig.TempStore.MEMORY);
        config.setCacheSize(-4_096);
        // Otherwise the driver asks for the last row id after every statement.
        config.setGetGeneratedKeys(false);
        config.setTransactionMode(SQLiteConfig.TransactionMode.DEFERRED);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl(PREFIX + file);
        return source;
    }

    @Override
    public boolean isNew() {
        return isNew;
    }

    @Override
    public void examine() throws SQLException {
        SqliteFile.examine(file, source);
    }

    @Override
    public void copyTo(Path copy) throws SQLException {
        try (Connection connection = source.getConnection()) {
            SqliteFile.copy(connection, copy);
        }
    }

    Path file() {
        return file;
    }

    @Override
    public boolean isDamage(SQLException failure) {
        return SqliteFile.isDamage(failure);
    }

    /** Rows in the order of their key: a table is one tree to write instead of two. */
    @Override
    public Dialect dialect() {
        return new Dialect(source, "blob", "without rowid", "");
    }

    /**
     * Keys are hashes, so each batch touches pages all over the trees: 64 MiB (outside the heap) keep the hot ones, and
     * a checkpoint every 40 MiB of log writes a page back once for many changes. A log that grew longer, because somebody read
     * for long meanwhile, is cut when it is begun anew. What is removed is overwritten: it was people's.
     */
    @Override
    public Connection writing() throws SQLException {
        Connection connection = source.getConnection();
        try (var statement = connection.createStatement()) {
            statement.execute("pragma cache_size = -65536");
            statement.execute("pragma wal_autocheckpoint = 10000");
            statement.execute("pragma journal_size_limit = 67108864");
            statement.execute("pragma secure_delete = on");
        }
        connection.setAutoCommit(false);
        return connection;
    }

    @Override
    public Connection reading() throws SQLException {
        Connection connection = source.getConnection();
        try (var statement = connection.createStatement()) {
            statement.execute("pragma query_only = true");
        }
        return connection;
    }

    @Override
    public long begin(Sql sql, long local) {
        return local;
    }

    @Override
    public boolean needsRest() {
        return log.isTooLong();
    }

    @Override
    public void rest(Connection writing) throws SQLException {
        log.shorten(writing);
    }

    @Override
    public boolean isExclusive() {
        return true;
    }

    @Override
    public boolean isRemote() {
        return false;
    }

    @Override
    public boolean isOutage(SQLException failure) {
        if (!(failure instanceof SQLiteException sqlite)) {
            return true;
        }
        int primary = sqlite.getResultCode().code & 0xff;
        // Nothing is parked for a file that cannot be read: intake refuses, and the work stays where it is.
        return isDamage(failure)
                || primary == SQLiteErrorCode.SQLITE_FULL.code
                || primary == SQLiteErrorCode.SQLITE_IOERR.code
                || primary == SQLiteErrorCode.SQLITE_BUSY.code
                || primary == SQLiteErrorCode.SQLITE_LOCKED.code
                || primary == SQLiteErrorCode.SQLITE_CANTOPEN.code
                || primary == SQLiteErrorCode.SQLITE_READONLY.code
                || primary == SQLiteErrorCode.SQLITE_NOMEM.code;
    }

    @Override
    public boolean isClash(SQLException failure) {
        return false;
    }

    @Override
    public String name(SQLException failure) {
        return failure instanceof SQLiteException sqlite
                ? sqlite.getResultCode().name()
                : failure.getClass().getSimpleName();
    }

    @Override
    public void close() throws IOException {
        lock.release();
        lockFile.close();
    }
}
