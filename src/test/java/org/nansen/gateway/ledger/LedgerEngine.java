package org.nansen.gateway.ledger;

import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.house.PostgreSql;

/**
 * The engine that this run of the ledger's tests is for: system property {@code ledger.engine}, {@code sqlite} or
 * {@code postgresql}. A folder keeps its database for as long as the test runs.
 */
final class LedgerEngine {

    private static final Map<Path, String> DATABASES = new ConcurrentHashMap<>();

    private LedgerEngine() {}

    /** Whether several nodes may share a ledger. */
    static boolean isShared() {
        return System.getProperty("ledger.engine", "sqlite").equals("postgresql");
    }

    /** For what is a trait of SQLite, such as a bound to its file. */
    static void onlyOnSqlite() {
        assumeFalse(isShared(), "on SQLite only");
    }

    /** For what takes several nodes. */
    static void onlyWhereShared() {
        assumeTrue(isShared(), "on PostgreSQL only");
    }

    static LedgerSettings settings(Path folder, String node, Duration lease) {
        if (!isShared()) {
            return settings("jdbc:sqlite:data/ledger.db", null, null, node, lease);
        }
        PostgreSql server = PostgreSql.shared();
        String url = DATABASES.computeIfAbsent(folder.toAbsolutePath(), anew -> server.newDatabase());
        return settings(url, server.user(), password(folder, server.password()), node, lease);
    }

    static LedgerSettings settings(
            String url, @Nullable String user, @Nullable String passwordFile, String node, Duration lease) {
        return new LedgerSettings(
                url,
                user,
                passwordFile,
                node,
                "secrets/master.key",
                2,
                lease,
                4,
                2,
                2,
                1,
                Duration.ofMillis(10),
                Duration.ofMillis(100),
                Duration.ofDays(7),
                0,
                "backup");
    }

    /** Returns the name of the password's file, seen from the folder. */
    static String password(Path folder, String password) {
        try {
            Path file = folder.resolve("secrets/ledger");
            Files.createDirectories(file.getParent());
            Files.writeString(file, password + "\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            return "secrets/ledger";
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
