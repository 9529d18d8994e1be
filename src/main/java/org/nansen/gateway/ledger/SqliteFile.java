package org.nansen.gateway.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Timer;
import java.util.TimerTask;
import javax.sql.DataSource;
import org.nansen.gateway.record.FaultCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What SQLite stores as a file: is it whole, and how is it copied while it is written to? */
final class SqliteFile {

    private static final Logger LOG = LoggerFactory.getLogger(SqliteFile.class);

    /** How long a start looks; a ledger of a few hundred megabytes is looked through in that time. */
    private static final long LONGEST_LOOK = 3_000;

    private static final int HEADER = 100;
    private static final int PAGE_SIZE = 16;
    private static final int PAGES = 28;

    private SqliteFile() {}

    /**
     * Looks at the header, at the size, and for a few seconds at the trees, as far as that gets.
     *
     * @throws EngineRefused {@code NG-510}
     */
    static void examine(Path file, DataSource source) throws SQLException {
        try {
            size(file);
        } catch (IOException unreadable) {
            throw new EngineRefused(FaultCode.NG_501_LEDGER_UNAVAILABLE, file + " cannot be read");
        }
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            trees(file, statement);
        }
    }

    /** A file that was cut off, by a full disk while it was copied perhaps, is shorter than it says. */
    private static void size(Path file) throws IOException, SQLException {
        Path log = file.resolveSibling(file.getFileName() + "-wal");
        if (Files.exists(log) && Files.size(log) > 0) {
            // What is missing may stand in the log.
            return;
        }
        ByteBuffer header = ByteBuffer.allocate(HEADER);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            while (header.hasRemaining() && channel.read(header) >= 0) {
                // until it is whole
            }
            int pageSize = Short.toUnsignedInt(header.getShort(PAGE_SIZE));
            long whole = Integer.toUnsignedLong(header.getInt(PAGES)) * (pageSize == 1 ? 65_536L : pageSize);
            if (header.position() == HEADER && channel.size() < whole) {
                throw new EngineRefused(
                        FaultCode.NG_510_LEDGER_DAMAGED,
                        file + " was cut off: it has " + channel.size() + " bytes of " + whole);
            }
        }
    }

    private static void trees(Path file, Statement statement) throws SQLException {
        Timer timer = new Timer("ledger-look", true);
        timer.schedule(
                new TimerTask() {
                    @Override
                    public void run() {
                        try {
                            statement.cancel();
                        } catch (SQLException overAlready) {
                            LOG.debug("the look was over");
                        }
                    }
                },
                LONGEST_LOOK);
        try (var said = statement.executeQuery("pragma quick_check(1)")) {
            said.next();
            String first = said.getString(1);
            if (!"ok".equals(first)) {
                throw new EngineRefused(
                        FaultCode.NG_510_LEDGER_DAMAGED,
                        file + ": " + first.lines().findFirst().orElse(""));
            }
        } catch (SQLiteException failed) {
            if (failed.getResultCode() != SQLiteErrorCode.SQLITE_INTERRUPT) {
                throw failed;
            }
            LOG.info(
                    "looked at the ledger's file for {} ms and found nothing; reconcile looks at all of it",
                    LONGEST_LOOK);
        } finally {
            timer.cancel();
        }
    }

    /** Copies what is committed, page by page, in one step, as of one moment. */
    static void copy(Connection connection, Path copy) throws SQLException {
        // In several steps it would begin anew at each commit of somebody else.
        int code = ((SQLiteConnection) connection).getDatabase().backup("main", copy.toString(), null, 0, 0, -1);
        if (code != SQLiteErrorCode.SQLITE_DONE.code && code != SQLiteErrorCode.SQLITE_OK.code) {
            throw new SQLException("backup ended with code " + code);
        }
    }

    /** Looks at every page of a file that nobody writes to. */
    static String whole(Statement statement) throws SQLException {
        try (var said = statement.executeQuery("pragma integrity_check(1)")) {
            said.next();
            return said.getString(1);
        }
    }

    static boolean isDamage(SQLException failure) {
        if (failure instanceof SQLiteException sqlite) {
            int primary = sqlite.getResultCode().code & 0xff;
            return primary == SQLiteErrorCode.SQLITE_CORRUPT.code || primary == SQLiteErrorCode.SQLITE_NOTADB.code;
        }
        return false;
    }
}
