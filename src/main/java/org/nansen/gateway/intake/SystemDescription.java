package org.nansen.gateway.intake;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.normalize.SampleResult;
import org.nansen.gateway.settings.CheckedYaml;
import org.nansen.gateway.settings.SettingsFault;
import org.nansen.gateway.settings.SettingsFault.Problem;

/**
 * What one national system's folder said when it was read, without secrets: enough to tell later what changed. Two
 * descriptions of the same folder are equal wherever they were made, so settings are as written, before the environment
 * is filled in.
 *
 * @param name the folder's name
 * @param mappingVersion content hash of the mapping and its code lists; null where they cannot be used
 * @param files SHA-256 of every file, by its name seen from the folder
 * @param settings keys of {@code system.yaml} as {@code door.host} with what is written there; secrets are left out
 * @param samples what its samples gave, by file
 * @param problems why the system is not in use, each as {@code file:line: key: reason}; empty when it is
 */
public record SystemDescription(
        String name,
        @Nullable String mappingVersion,
        Map<String, String> files,
        Map<String, String> settings,
        Map<String, Sample> samples,
        List<String> problems) {

    private static final Set<String> SECRETS = Set.of("password", "password-hash");
    private static final int MOST_FILES = 1_000;

    /**
     * What a sample gave.
     *
     * @param digest SHA-256 of its bytes
     * @param records of each record, in order, a short hash of every field's value: it tells that a field changed, and
     *     what it held only to those who have the sample, of which the key is made
     * @param rejected how many of its units were rejected
     */
    public record Sample(String digest, List<Map<String, String>> records, long rejected) {}

    /** Describes the folder as it lies there now. */
    static SystemDescription of(
            String name,
            Path folder,
            @Nullable String mappingVersion,
            List<SampleResult> samples,
            List<Problem> problems) {
        Map<String, Sample> outcomes = new TreeMap<>();
        samples.forEach(sample -> outcomes.put(sample.file(), outcome(sample)));
        return new SystemDescription(
                name,
                mappingVersion,
                files(folder),
                settings(folder.resolve("system.yaml")),
                outcomes,
                problems.stream().map(Problem::toString).toList());
    }

    private static Sample outcome(SampleResult sample) {
        List<Map<String, String>> records = new ArrayList<>();
        for (JsonNode record : sample.records()) {
            Map<String, String> fields = new TreeMap<>();
            flatten(record, "", (path, value) -> fields.put(path, shortHash(sample.key() + value)));
            records.add(fields);
        }
        return new Sample(sample.digest(), records, sample.rejected());
    }

    private static Map<String, String> settings(Path file) {
        Map<String, String> settings = new TreeMap<>();
        try {
            JsonNode written = CheckedYaml.asWritten(file, file.getFileName().toString());
            flatten(written, "", (path, value) -> {
                String key = path.replace('/', '.');
                if (!SECRETS.contains(key.substring(key.lastIndexOf('.') + 1))) {
                    settings.put(key, value.isTextual() ? value.asText() : value.toString());
                }
            });
        } catch (SettingsFault unreadable) {
            // Told among the problems of the system.
            return Map.of();
        }
        return settings;
    }

    private static Map<String, String> files(Path folder) {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> inside = Files.walk(folder, 3)) {
            for (Path file :
                    inside.filter(Files::isRegularFile).limit(MOST_FILES).toList()) {
                files.put(folder.relativize(file).toString().replace('\\', '/'), digest(file));
            }
        } catch (IOException | UncheckedIOException unreadable) {
            files.put("", "unreadable");
        }
        return files;
    }

    private static String digest(Path file) {
        MessageDigest sha256 = sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), sha256)) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(sha256.digest());
        } catch (IOException unreadable) {
            return "unreadable";
        }
    }

    private static String shortHash(String text) {
        return HexFormat.of().formatHex(sha256().digest(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)), 0, 6);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private interface Leaf {
        void at(String path, JsonNode value);
    }

    private static void flatten(JsonNode node, String path, Leaf leaf) {
        if (node.isContainerNode() && !node.isEmpty()) {
            if (node.isObject()) {
                node.properties().forEach(field -> flatten(field.getValue(), within(path, field.getKey()), leaf));
            } else {
                for (int at = 0; at < node.size(); at++) {
                    flatten(node.get(at), within(path, String.valueOf(at)), leaf);
                }
            }
        } else if (!path.isEmpty()) {
            leaf.at(path, node);
        }
    }

    private static String within(String path, String name) {
        return path.isEmpty() ? name : path + "/" + name;
    }
}
