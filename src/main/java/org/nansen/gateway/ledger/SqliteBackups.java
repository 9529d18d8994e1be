package org.nansen.gateway.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.nansen.gateway.record.Defect;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.settings.Home;

/** Copies the file, marks the copy as one, looks through it, and writes down what it must look like. */
final class SqliteBackups implements Backups {

    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Engine engine;
    private final Readers readers;
    private final Path folder;
    private final Clock clock;
    private final AtomicBoolean busy = new AtomicBoolean();

    SqliteBackups(Engine engine, Readers readers, Home home, String folder, Clock clock) {
        this.engine = engine;
        this.readers = readers;
        this.folder = home.resolve(folder);
        this.clock = clock;
    }

    @Override
    public Backup take() {
        if (!busy.compareAndSet(false, true)) {
            throw Defect.of(FaultCode.NG_513_BACKUP, "another one is being taken");
        }
        try {
            return takeAlone();
        } catch (EngineRefused refused) {
            throw Defect.of(refused.code(), refused.what(), refused);
        } catch (IOException | SQLException failed) {
            throw Defect.of(FaultCode.NG_513_BACKUP, folder.toString(), failed);
        } finally {
            busy.set(false);
        }
    }

    private Backup takeAlone() throws IOException, SQLException {
        Instant now = clock.instant();
        String id = NAME.format(now);
        privateFolder(folder);
        refuseWithoutRoom();
        Path whole = folder.resolve(id);
        // A folder that was not finished never looks like a backup.
        Path part = folder.resolve(id + ".part");
        if (Files.exists(whole) || Files.exists(part)) {
            throw Defect.of(FaultCode.NG_513_BACKUP, whole + " is there already");
        }
        privateFolder(part);
        Path file = part.resolve(Backup.FILE);
        engine.copyTo(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Backup read = read(file, id, now);
        force(file);
        Backup backup = new Backup(
                id,
                now,
                read.gateway(),
                read.schema(),
                read.masterKey(),
                read.heads(),
                read.received(),
                Files.size(file),
                Backup.digest(file));
        write(part.resolve(Backup.MANIFEST), backup.manifest());
        force(part);
        Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
        force(folder);
        return backup;
    }

    private void refuseWithoutRoom() throws IOException {
        Long bytes = readers.read(sql -> sql.first(
                "select page_count * page_size from pragma_page_count(), pragma_page_size()", row -> row.getLong(1)));
        long room = Files.getFileStore(folder).getUsableSpace();
        if (bytes != null && room < bytes + bytes / 20) {
            throw Defect.of(
                    FaultCode.NG_513_BACKUP, folder + " has room for " + room + " bytes, the ledger has " + bytes);
        }
    }

    private static Backup read(Path file, String id, Instant now) throws SQLException {
        try (Connection connection = DriverManager.getConnection(SqliteEngine.PREFIX + file);
                Sql sql = new Sql(connection, false, false);
                var statement = connection.createStatement()) {
            // One file, without a log beside it.
            sql.first("pragma journal_mode = delete", row -> row.getString(1));
            sql.update(
                    "insert into meta (name, value) values (?, ?) on conflict (name) do update set value = excluded.value",
                    Restoring.MARK,
                    id + " " + now.toEpochMilli());
            String said = SqliteFile.whole(statement);
            if (!"ok".equals(said)) {
                throw new EngineRefused(FaultCode.NG_513_BACKUP, "the copy is damaged: " + said);
            }
            LedgerCheck.look(sql);
            List<String> heads = sql.list(
                    "select e.incarnation || ':' || e.number || ':' || e.hash from incarnation i join entry e"
                            + " on e.incarnation = i.id and e.number = (select max(l.number) from entry l"
                            + " where l.incarnation = i.id) order by e.incarnation",
                    row -> row.getString(1));
            return new Backup(
                    id,
                    now,
                    Objects.requireNonNullElse(
                            SqliteBackups.class.getPackage().getImplementationVersion(), "not packaged"),
                    text(sql, "select max(cast(version as integer)) from flyway_schema_history where success = 1"),
                    text(sql, "select value from meta where name = 'master-key'"),
                    heads,
                    Long.parseLong(text(sql, "select coalesce(sum(value), 0) from counter where name = 'received'")),
                    0,
                    "");
        }
    }

    private static String text(Sql sql, String question) throws SQLException {
        return Objects.requireNonNullElse(sql.first(question, row -> row.getString(1)), "");
    }

    static void privateFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }

    private static void write(Path file, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(content));
            channel.force(true);
        }
    }

    /** Forces a file, or the names in a folder, to disk. */
    static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
