package org.nansen.gateway.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.settings.CheckedYaml;
import org.nansen.gateway.settings.Home;
import org.nansen.gateway.settings.SettingsFault;

/** Reads {@code config/systems/<name>/system.yaml} of every national system and judges what the schema cannot see. */
final class ProfileReader {

    private static final String SCHEMA = "schema/system.schema.json";

    /** The name stands in route ids, queue names and URLs. */
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,30}");

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final Home home;
    private final UnaryOperator<@Nullable String> environment;

    ProfileReader(Home home, UnaryOperator<@Nullable String> environment) {
        this.home = home;
        this.environment = environment;
    }

    /** Reads them all, each for itself: one that is wrong does not touch the others. */
    Found all() {
        Map<String, SystemEntry> entries = new TreeMap<>();
        Map<String, BrokenSystem> broken = new TreeMap<>();
        Set<String> off = new TreeSet<>();
        for (Path folder : folders(home.config().resolve("systems"))) {
            String name = folder.getFileName().toString();
            try {
                one(folder).ifPresentOrElse(entry -> entries.put(name, entry), () -> off.add(name));
            } catch (SettingsFault wrong) {
                broken.put(name, new BrokenSystem(name, wrong.problems(), null));
            } catch (RuntimeException unforeseen) {
                String kind = unforeseen.getClass().getName();
                SettingsFault.Problem problem =
                        new SettingsFault.Problem("config/systems/" + name, 0, "", "cannot be read: " + kind);
                broken.put(name, new BrokenSystem(name, List.of(problem), null));
            }
        }
        // Who of two is in the right nobody can tell here, and a login that could be either of two systems is neither.
        Neighbours.conflicts(List.copyOf(entries.values())).forEach((name, problems) -> {
            entries.remove(name);
            broken.put(name, new BrokenSystem(name, problems, null));
        });
        return new Found(List.copyOf(entries.values()), List.copyOf(broken.values()), Set.copyOf(off));
    }

    /**
     * The systems whose profiles can be used, and those whose cannot; both by name.
     *
     * @param off names of those that are switched off
     */
    record Found(List<SystemEntry> entries, List<BrokenSystem> broken, Set<String> off) {}

    static List<Path> folders(Path systems) {
        if (!Files.isDirectory(systems)) {
            return List.of();
        }
        try (Stream<Path> inside = Files.list(systems)) {
            return inside.filter(Files::isDirectory)
                    .filter(folder -> !folder.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new SettingsFault("config/systems", 0, "", "the folder cannot be read");
        }
    }

    /** Returns nothing for a system that is switched off. */
    private Optional<SystemEntry> one(Path folder) {
        SystemProfile profile = profile(folder);
        return profile.inUse() ? Optional.of(entry(folder, profile, secret(folder, profile))) : Optional.empty();
    }

    private SystemEntry entry(Path folder, SystemProfile profile, @Nullable String secret) {
        return new SystemEntry(
                folder.getFileName().toString(),
                folder,
                profile,
                secret,
                home.data().resolve("spool"));
    }

    /** Reads a system's profile by its schema. */
    SystemProfile profile(Path folder) {
        String name = folder.getFileName().toString();
        if (!NAME.matcher(name).matches()) {
            throw new SettingsFault(
                    "config/systems/" + name,
                    0,
                    "",
                    "a system's folder is named with small letters, digits and hyphens, at most 31");
        }
        String shown = shown(folder);
        return bind(CheckedYaml.read(folder.resolve("system.yaml"), shown, SCHEMA, environment), shown);
    }

    /** Judges what the schema cannot see, and returns the password of the system's own login, or null. */
    @Nullable
    String secret(Path folder, SystemProfile profile) {
        return new ProfileChecks(home, folder.resolve("system.yaml"), shown(folder)).secretOf(profile);
    }

    private static String shown(Path folder) {
        return "config/systems/" + folder.getFileName() + "/system.yaml";
    }

    private static SystemProfile bind(JsonNode tree, String shown) {
        try {
            return MAPPER.treeToValue(tree, SystemProfile.class);
        } catch (JsonProcessingException wrong) {
            // The schema let it through, so only a value out of a type's range is left; the value stays out of the
            // text.
            throw new SettingsFault(shown, 0, "", "a value cannot be read; check durations and dates");
        }
    }
}
