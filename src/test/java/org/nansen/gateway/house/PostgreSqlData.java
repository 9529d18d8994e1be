package org.nansen.gateway.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The data folder of one PostgreSQL server, and beside it the server's log. */
final class PostgreSqlData {

    /** Little, for there are many servers; a bench of a large ledger gives it what a server of its own would have. */
    private static final String SHARED_BUFFERS = System.getProperty("postgresql.shared-buffers", "32MB");

    private final Path folder;
    private final int port;

    PostgreSqlData(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    Path path() {
        return folder.resolve("data");
    }

    Path log() {
        return folder.resolve("postgresql.log");
    }

    /** Makes the data of a new server. */
    void initialise() {
        PostgreSqlPrograms.ownFolder(folder);
        try {
            Path password = Files.writeString(folder.resolve("password"), PostgreSql.PASSWORD);
            Child.run(PostgreSqlPrograms.command(
                    "initdb",
                    // Only the making of the folder is not synced; the server syncs.
                    "--no-sync",
                    "--pgdata=" + path(),
                    "--username=" + PostgreSql.ADMIN,
                    "--pwfile=" + password,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale=C.UTF-8"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        set("""
                listen_addresses = '127.0.0.1'
                unix_socket_directories = ''
                fsync = on
                shared_buffers = %s
                max_connections = 60
                """.formatted(SHARED_BUFFERS));
        setPort();
    }

    /** Copies the data of the server on this port, to follow it as a standby. */
    void copyOf(int primary) {
        PostgreSqlPrograms.ownFolder(folder);
        Child.run(PostgreSqlPrograms.command(
                "pg_basebackup",
                "--pgdata=" + path(),
                "--no-sync",
                "--checkpoint=fast",
                "--write-recovery-conf",
                "--dbname=host=127.0.0.1 port=%d user=%s password=%s"
                        .formatted(primary, PostgreSql.ADMIN, PostgreSql.PASSWORD)));
        setPort();
    }

    private void setPort() {
        set("port = " + port + "\n");
    }

    /** The last word counts, also over what came with a copy. */
    private void set(String settings) {
        try {
            Files.writeString(path().resolve("postgresql.auto.conf"), settings, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
