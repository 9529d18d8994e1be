package org.nansen.gateway.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.settings.SettingsFault.Problem;

/**
 * Reads YAML that people write, and judges it by a JSON Schema, so that whoever uses the result sees checked values
 * only. Duplicate keys, tags, merge keys and endless aliases are refused.
 */
public final class CheckedYaml {

    private static final int MAX_BYTES = 1024 * 1024;
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemaRegistryConfig(SchemaRegistryConfig.builder()
                    .pathType(PathType.JSON_POINTER)
                    .formatAssertionsEnabled(true)
                    .build()));
    private static final Map<String, Schema> LOADED = new ConcurrentHashMap<>();

    private CheckedYaml() {}

    /**
     * Returns the file's content as JSON. {@code ${NAME}} and {@code ${NAME:default}} in text values are filled in after
     * parsing; an unquoted value made so becomes a number or truth value only where the schema asks for one.
     *
     * @param file what to read, UTF-8, up to 1 MiB
     * @param displayName how a person would name the file, for example {@code config/policy.yaml}
     * @param schemaResource JSON Schema (2020-12) on the classpath, for example {@code schema/policy.schema.json}; the
     *     {@code description} of a part is what a person reads when the part does not fit
     * @param environment looks up an environment variable; null when it is not set
     * @throws SettingsFault naming line and reason of every problem
     */
    public static JsonNode read(
            Path file, String displayName, String schemaResource, UnaryOperator<@Nullable String> environment) {
        YamlTree yaml = new YamlTree(displayName, environment);
        JsonNode tree = yaml.parse(text(file, displayName));
        List<Problem> problems = new ArrayList<>(yaml.problems());
        if (tree != null) {
            Schema schema = LOADED.computeIfAbsent(schemaResource, CheckedYaml::load);
            judge(schema, tree, yaml, displayName, problems);
        }
        if (!problems.isEmpty() || tree == null) {
            throw new SettingsFault(problems.stream()
                    .distinct()
                    .sorted(Comparator.comparingInt(Problem::line).thenComparing(Problem::path))
                    .toList());
        }
        return tree;
    }

    /**
     * Returns the line of a part of a file that {@link #read} took, for whoever judges more than a schema can; 0 when it
     * cannot be said.
     *
     * @param pointer JSON pointer, for example {@code /rules/0/for}
     */
    public static int line(Path file, String pointer) {
        YamlTree yaml = new YamlTree(file.toString(), name -> null);
        return yaml.parse(text(file, file.toString())) == null ? 0 : yaml.line(pointer);
    }

    /**
     * Returns the file's content as JSON as it is written: nothing is filled in, and no schema judges it.
     *
     * @throws SettingsFault when it is no YAML
     */
    public static JsonNode asWritten(Path file, String displayName) {
        YamlTree yaml = new YamlTree(displayName, name -> "${" + name + "}");
        JsonNode tree = yaml.parse(text(file, displayName));
        if (tree == null || !yaml.problems().isEmpty()) {
            throw new SettingsFault(yaml.problems());
        }
        return tree;
    }

    private static void judge(Schema schema, JsonNode tree, YamlTree yaml, String displayName, List<Problem> problems) {
        List<Error> errors = schema.validate(tree);
        if (errors.stream().filter(error -> retyped(tree, yaml, error)).count() > 0) {
            errors = schema.validate(tree);
        }
        SchemaWords words = new SchemaWords(schema.getSchemaNode());
        for (Error error : errors) {
            String at = SchemaWords.pointer(error);
            problems.add(new Problem(displayName, yaml.line(at), SchemaWords.dotted(at), words.reason(error)));
        }
    }

    /** Puts a number or truth value where the schema missed one and an environment variable gave its text. */
    private static boolean retyped(JsonNode tree, YamlTree yaml, Error error) {
        String pointer = error.getInstanceLocation().toString();
        JsonNode value = tree.at(pointer);
        if (!"type".equals(error.getKeyword()) || !yaml.isReplaced(pointer) || !value.isTextual()) {
            return false;
        }
        JsonNode typed = YamlTree.typed(value.asText());
        if (typed == null) {
            return false;
        }
        int slash = pointer.lastIndexOf('/');
        String last = pointer.substring(slash + 1).replace("~1", "/").replace("~0", "~");
        JsonNode parent = tree.at(pointer.substring(0, slash));
        if (parent instanceof ObjectNode object) {
            object.set(last, typed);
        } else if (parent instanceof ArrayNode array) {
            array.set(Integer.parseInt(last), typed);
        }
        return true;
    }

    private static String text(Path file, String displayName) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new SettingsFault(displayName, 0, "", "the file is larger than 1 MiB");
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (NoSuchFileException missing) {
            throw new SettingsFault(displayName, 0, "", "the file does not exist");
        } catch (CharacterCodingException wrong) {
            throw new SettingsFault(displayName, 0, "", "the file is not UTF-8");
        } catch (IOException wrong) {
            throw new SettingsFault(displayName, 0, "", "the file cannot be read; check its owner and permissions");
        }
    }

    private static Schema load(String resource) {
        try (InputStream in = CheckedYaml.class.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException("No schema " + resource + " on the classpath");
            }
            return SCHEMAS.getSchema(in, InputFormat.JSON);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("Schema " + resource + " cannot be read", unreadable);
        }
    }
}
