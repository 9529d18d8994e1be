package org.nansen.gateway.bench;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * What is measured.
 *
 * @param heap of the gateway, as in {@code -Xmx}
 * @param mailed whether the end is the last mail, not the last acceptance
 * @param onPostgreSql whether the ledger lies in a PostgreSQL server of the bench's own, instead of SQLite
 */
record Scenario(String name, int records, int files, String heap, boolean mailed, boolean onPostgreSql) {

    static Scenario of(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            properties.load(in);
        }
        return new Scenario(
                file.getFileName().toString().replace(".properties", ""),
                Integer.parseInt(properties.getProperty("records")),
                Integer.parseInt(properties.getProperty("files")),
                properties.getProperty("heap"),
                properties.getProperty("until").equals("mailed"),
                properties.getProperty("engine", "sqlite").equals("postgresql"));
    }
}
