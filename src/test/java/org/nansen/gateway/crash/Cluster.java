package org.nansen.gateway.crash;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.house.PostgreSql;

/** The PostgreSQL of a site: one server, or a primary with a synchronous standby that can be promoted. */
final class Cluster implements AutoCloseable {

    private final Path folder;
    private final String database;
    private final List<Path> folders = new ArrayList<>();
    private PostgreSql primary;
    private @Nullable PostgreSql standby;

    private Cluster(Path folder, boolean pair) {
        this.folder = folder;
        this.primary = PostgreSql.start(next());
        String url = primary.newDatabase();
        this.database = url.substring(url.lastIndexOf('/') + 1);
        this.standby = pair ? primary.standby(next()) : null;
    }

    /** Starts it below the folder. */
    static Cluster start(Path folder, boolean pair) {
        return new Cluster(folder, pair);
    }

    /** Folders of all servers that ever were, also of those that are dead. */
    List<Path> folders() {
        return List.copyOf(folders);
    }

    int port() {
        return primary.port();
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(primary.port(), database);
    }

    String user() {
        return primary.user();
    }

    String password() {
        return primary.password();
    }

    Connection connect() throws SQLException {
        return primary.connect(url());
    }

    /** Ends the primary by SIGKILL. */
    void kill() {
        primary.kill();
    }

    void start() {
        primary.start();
    }

    /** Makes the standby the primary; the one before must be dead and stays so. */
    void promote() {
        PostgreSql next = standby();
        next.promote();
        primary = next;
        standby = null;
    }

    /** Gives the primary a synchronous standby. */
    void attachStandby() {
        standby = primary.standby(next());
    }

    private PostgreSql standby() {
        if (standby == null) {
            throw new IllegalStateException("No standby");
        }
        return standby;
    }

    private Path next() {
        Path server = folder.resolve("postgresql" + (folders.isEmpty() ? "" : "-" + (folders.size() + 1)));
        folders.add(server);
        return server;
    }

    @Override
    public void close() {
        if (standby != null) {
            standby.close();
        }
        primary.close();
    }
}
