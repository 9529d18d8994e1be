package org.nansen.gateway.ledger;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.nansen.gateway.house.PostgreSql;

/**
 * What a ledger that has been at work for weeks has behind it, and one that was just filled has not: tables that were
 * vacuumed, and the trees by which people and duplicates are found in memory, because every record touches them.
 */
final class GrowthMemory {

    private static final List<Tree> TREES = List.of(
            new Tree("seen", "source_key", "versions"),
            new Tree("person", "id", "cases"),
            new Tree("case_file", "id", "shield"));

    private GrowthMemory() {}

    /** Does at once what autovacuum does by and by, so that it does not do it during the measurement. */
    static void vacuum(Path folder) {
        LedgerSettings settings = LedgerEngine.settings(folder, "vacuum", Duration.ofMinutes(10));
        try (Connection connection = PostgreSql.shared().connect(settings.url());
                Statement statement = connection.createStatement()) {
            statement.execute("vacuum (analyze)");
        } catch (SQLException failed) {
            throw new CompletionException(failed);
        }
        PostgreSql.shared().checkpoint();
    }

    /** Reads the trees once, all of them. */
    static void warm(LedgerRig rig, boolean postgres) {
        rig.store.readers().read(sql -> {
            try (Statement statement = sql.connection().createStatement()) {
                for (Tree tree : TREES) {
                    statement.execute("select sum(length(" + tree.content + ")) from " + tree.table);
                    if (postgres) {
                        // The question above reads the rows; this one the index that leads to them.
                        statement.execute("set enable_seqscan = off");
                        statement.execute("select count(" + tree.key + ") from " + tree.table);
                        statement.execute("reset enable_seqscan");
                    }
                }
            }
            return true;
        });
    }

    private record Tree(String table, String key, String content) {}
}
