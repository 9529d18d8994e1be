package org.nansen.gateway.ledger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.nansen.gateway.record.Defect;
import org.nansen.gateway.record.FaultCode;

/**
 * People whose keys were destroyed, in a list outside of the ledger that no backup holds and no restore replaces:
 * {@code data/erased}, a person's id (a keyed hash) at the start of each line. A ledger that was put back destroys their
 * keys again before anything else happens.
 */
final class Erasures {

    private final Path file;

    /**
     * @param data the folder of what a gateway keeps
     */
    Erasures(Path data) {
        this.file = data.resolve("erased");
    }

    /** Destroys again what an older ledger brought back; returns how many keys. */
    int apply(Batch batch) throws SQLException {
        if (!Files.exists(file)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(file, StandardCharsets.US_ASCII)) {
            int erased = 0;
            for (String line : (Iterable<String>) lines::iterator) {
                String person = line.strip().split(" ", 2)[0];
                if (!person.isEmpty()
                        && batch.sql()
                                        .update(
                                                "update person set sealed_key = null where id = ? and sealed_key is not null",
                                                person)
                                > 0) {
                    batch.entry("erased", person, "again");
                    erased++;
                }
            }
            return erased;
        } catch (IOException unreadable) {
            throw Defect.of(FaultCode.NG_512_RESTORED, file + " cannot be read", unreadable);
        }
    }
}
