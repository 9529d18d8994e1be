package org.nansen.gateway.intake;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.nansen.gateway.settings.Home;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code data/systems.json}: what a gateway read at its last start, left for {@code plan} when no gateway answers. It
 * holds no secret and no value of a record. That it cannot be written stops nothing.
 */
public final class LoadedRecord {

    private static final Logger LOG = LoggerFactory.getLogger(LoadedRecord.class);
    private static final String NAME = "systems.json";
    private static final ObjectMapper JSON =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();

    private LoadedRecord() {}

    static void write(Home home, LoadedSystems loaded) {
        Path file = home.data().resolve(NAME);
        try {
            Files.createDirectories(home.data());
            Path unfinished = file.resolveSibling(NAME + ".tmp");
            Files.write(unfinished, JSON.writeValueAsBytes(loaded));
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException unwritable) {
            LOG.warn(
                    "data/{} cannot be written: {}", NAME, unwritable.getClass().getName());
        }
    }

    /** Returns what was read at the last start on this home, or nothing when that is not known. */
    public static Optional<LoadedSystems> read(Home home) {
        try {
            return Optional.of(JSON.readValue(home.data().resolve(NAME).toFile(), LoadedSystems.class));
        } catch (IOException absent) {
            return Optional.empty();
        }
    }
}
