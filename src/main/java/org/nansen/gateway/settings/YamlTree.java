package org.nansen.gateway.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.settings.SettingsFault.Problem;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * One YAML document as JSON, with the line of every part. Nothing is ever constructed from tags; plain words are read as
 * YAML 1.2 does, so that {@code no}, {@code 010} and {@code 22:30} stay text and a date stays what was written.
 */
final class YamlTree {

    private static final int MAX_DEPTH = 32;
    private static final int MAX_PARTS = 50_000;
    private static final int MAX_ALIASES = 20;
    private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]{0,17})");
    private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9][0-9]{0,17})\\.[0-9]{1,18}");
    private static final Set<Tag> TAGS =
            Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.TIMESTAMP, Tag.MAP, Tag.SEQ, Tag.MERGE);

    private final String file;
    private final UnaryOperator<@Nullable String> environment;
    private final Map<String, Integer> lines = new HashMap<>();
    private final Set<String> replaced = new HashSet<>();
    private final List<Problem> problems = new ArrayList<>();
    private int parts;

    YamlTree(String file, UnaryOperator<@Nullable String> environment) {
        this.file = file;
        this.environment = environment;
    }

    /** Reads the text; null when it cannot be read as YAML at all, then {@link #problems()} say why. */
    @Nullable
    JsonNode parse(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowRecursiveKeys(false);
        options.setMaxAliasesForCollections(MAX_ALIASES);
        options.setNestingDepthLimit(MAX_DEPTH);
        try {
            Node root = new Yaml(new SafeConstructor(options)).compose(new StringReader(text));
            if (root == null) {
                problems.add(new Problem(file, 0, "", "the file is empty"));
                return null;
            }
            return convert(root, "", 0);
        } catch (MarkedYAMLException wrong) {
            int line =
                    wrong.getProblemMark() == null ? 0 : wrong.getProblemMark().getLine() + 1;
            problems.add(new Problem(file, line, "", "not well-formed YAML: " + words(wrong.getProblem())));
        } catch (YAMLException wrong) {
            problems.add(new Problem(file, 0, "", "not well-formed YAML, or over a limit on aliases or nesting"));
        }
        return null;
    }

    /** Returns the line of the part, or of the nearest part around it. */
    int line(String pointer) {
        for (String at = pointer; !at.isEmpty(); at = at.substring(0, at.lastIndexOf('/'))) {
            Integer line = lines.get(at);
            if (line != null) {
                return line;
            }
        }
        return lines.getOrDefault("", 0);
    }

    /** Whether the part is an unquoted text into which an environment variable was put. */
    boolean isReplaced(String pointer) {
        return replaced.contains(pointer);
    }

    List<Problem> problems() {
        return problems;
    }

    /** Returns the number or truth value that an unquoted word stands for, or null when it is just text. */
    static @Nullable JsonNode typed(String word) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        if ("true".equals(word) || "false".equals(word)) {
            return json.booleanNode("true".equals(word));
        }
        if (INTEGER.matcher(word).matches()) {
            BigInteger number = new BigInteger(word);
            return number.bitLength() < 32 ? json.numberNode(number.intValue()) : json.numberNode(number.longValue());
        }
        return DECIMAL.matcher(word).matches() ? json.numberNode(new BigDecimal(word)) : null;
    }

    static String escape(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }

    private JsonNode convert(Node node, String pointer, int depth) {
        lines.putIfAbsent(pointer, line(node));
        // Aliases are followed here, so a small file could still unfold without end.
        if (++parts > MAX_PARTS || depth > MAX_DEPTH) {
            throw new YAMLException("limit");
        }
        if (!TAGS.contains(node.getTag())) {
            problem(pointer, line(node), "tags (!…) are not taken");
            return JsonNodeFactory.instance.nullNode();
        }
        if (node instanceof MappingNode mapping) {
            return object(mapping, pointer, depth);
        }
        if (node instanceof SequenceNode sequence) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            for (Node element : sequence.getValue()) {
                array.add(convert(element, pointer + "/" + array.size(), depth + 1));
            }
            return array;
        }
        return scalar((ScalarNode) node, pointer);
    }

    private JsonNode object(MappingNode mapping, String pointer, int depth) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (NodeTuple entry : mapping.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                problem(pointer, line(entry.getKeyNode()), "a key must be a plain word");
                continue;
            }
            String at = pointer + "/" + escape(key.getValue());
            if (key.getTag().equals(Tag.MERGE)) {
                problem(pointer, line(key), "merge keys (<<) are not taken; write the keys out");
            } else if (object.has(key.getValue())) {
                problem(at, line(key), "the key is given twice; first in line " + lines.get(at));
            } else {
                lines.put(at, line(key));
                object.set(key.getValue(), convert(entry.getValueNode(), at, depth + 1));
            }
        }
        return object;
    }

    private JsonNode scalar(ScalarNode scalar, String pointer) {
        String text = scalar.getValue();
        boolean plain = scalar.getScalarStyle() == ScalarStyle.PLAIN;
        if (plain && (text.isEmpty() || "null".equals(text) || "~".equals(text))) {
            return JsonNodeFactory.instance.nullNode();
        }
        if (text.contains("${")) {
            if (plain) {
                replaced.add(pointer);
            }
            String filled = Placeholders.fill(text, environment, why -> problem(pointer, line(scalar), why));
            return JsonNodeFactory.instance.textNode(filled);
        }
        JsonNode typed = plain ? typed(text) : null;
        return typed == null ? JsonNodeFactory.instance.textNode(text) : typed;
    }

    private void problem(String pointer, int line, String reason) {
        problems.add(new Problem(file, line, SchemaWords.dotted(pointer), reason));
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }

    private static String words(@Nullable String problem) {
        if (problem == null) {
            return "it cannot be read";
        }
        if (problem.contains("TAB")) {
            return "indent with spaces, not with tabs";
        }
        if (problem.startsWith("Global tag")) {
            return "tags (!…) are not taken";
        }
        return problem.endsWith("but got {") ? "inside of { } a ${…} needs quotes around it" : problem;
    }
}
